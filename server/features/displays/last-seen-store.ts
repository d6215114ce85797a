import type { Kysely } from 'kysely';
import { z } from 'zod';
import { displayScreenSchema } from '#lib/contract/display-report.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import { excluded } from '#server/platform/database/excluded.ts';
import type { Schema } from '#server/platform/database/schema.ts';
import { readDocument } from '#server/platform/database/stored-document.ts';

const keptScreenSchema = z.object({
  screen: displayScreenSchema,
  /** Revision of the reporting page: `<version>:<configuration>`. */
  revision: z.string().optional(),
});

/** A screen's last report, and the revision of its page. */
export type KeptScreen = z.infer<typeof keptScreenSchema>;

/** The stored state of a display's screens. */
export interface LastSeen {
  readonly site: string;
  readonly display: string;
  /**
   * When the last screen connected or disconnected (ISO 8601 UTC); undefined: not recorded by older versions.
   */
  readonly seenAt: string | undefined;
  readonly kept: KeptScreen | undefined;
}

/** Rows per statement: few enough that lights need not wait for it. */
const atOnce = 100;

/** Stores when displays were last seen, over restarts. */
export class LastSeenStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async load(): Promise<Map<Path, LastSeen>> {
    const rows = await this.#db.selectFrom('display_sighting').selectAll().execute();
    return new Map(
      rows.map(({ site, display, seen_at, document }) => [
        pathOf(site, display),
        { site, display, seenAt: seen_at ?? undefined, kept: keptOf(document) },
      ]),
    );
  }

  /** Saves all of them or, if it fails, none. */
  async save(lastSeen: readonly LastSeen[]): Promise<void> {
    const rows = lastSeen.map(({ site, display, seenAt, kept }) => ({
      site,
      display,
      seen_at: seenAt ?? null,
      document: kept === undefined ? null : JSON.stringify(kept),
    }));
    await this.#db.transaction().execute(async (db) => {
      for (let at = 0; at < rows.length; at += atOnce) {
        await db
          .insertInto('display_sighting')
          .values(rows.slice(at, at + atOnce))
          .onConflict((conflict) =>
            conflict.columns(['site', 'display']).doUpdateSet(excluded(['seen_at', 'document'])),
          )
          .execute();
      }
    });
  }

  async forget(site: string, display: string): Promise<void> {
    await this.#db
      .deleteFrom('display_sighting')
      .where('site', '=', site)
      .where('display', '=', display)
      .execute();
  }
}

/** Undefined if another version wrote something that cannot be read. */
function keptOf(document: string | null): KeptScreen | undefined {
  if (document === null) return undefined;
  const read = readDocument(keptScreenSchema, document);
  return read.ok ? read.value : undefined;
}
