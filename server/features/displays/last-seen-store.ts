import type { Kysely } from 'kysely';
import { z } from 'zod';
import { displayScreenSchema } from '#lib/contract/display-report.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { Schema } from '#server/platform/database/schema.ts';

const keptScreenSchema = z.object({
  screen: displayScreenSchema,
  /** Of the page that reported: `<version>:<configuration>`. */
  revision: z.string().optional(),
});

/** What a screen said of itself, and the page that it said it with. */
export type KeptScreen = z.infer<typeof keptScreenSchema>;

/** What is remembered of a display's screens. */
export interface LastSeen {
  readonly site: string;
  readonly display: string;
  /** When the last screen came or went (ISO 8601 UTC); undefined: before this was written down. */
  readonly seenAt: string | undefined;
  readonly kept: KeptScreen | undefined;
}

/** Rows of one statement: few enough that the light need not wait for it. */
const atOnce = 100;

/** When displays were last seen, over restarts. */
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

  /** Saves all of them or, where it fails, none. */
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
            conflict.columns(['site', 'display']).doUpdateSet(({ ref }) => ({
              seen_at: ref('excluded.seen_at'),
              document: ref('excluded.document'),
            })),
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

/** What another version wrote and this one cannot read is not known. */
function keptOf(document: string | null): KeptScreen | undefined {
  if (document === null) return undefined;
  return keptScreenSchema.safeParse(JSON.parse(document)).data;
}
