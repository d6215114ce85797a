import { type Kysely, sql } from 'kysely';
import { columnsOf, type RollUpResolution, type ZoneName } from '../features/history/history-store.ts';
import type { Tally } from '../features/history/tally.ts';
import type { Schema } from '../platform/database/schema.ts';

/** The longest statement that SQLite takes is a megabyte. */
const rowsPerStatement = 1500;

/** Writes much history at once. */
export class PastStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Saves roll-ups of a zone in one transaction; what is there already stays as it is. */
  async save(zone: ZoneName, bins: Readonly<Record<RollUpResolution, readonly Tally[]>>): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      for (const resolution of ['15m', '1h', '1d'] as const) {
        const all = bins[resolution];
        for (let at = 0; at < all.length; at += rowsPerStatement) {
          await insert(transaction, zone, resolution, all.slice(at, at + rowsPerStatement));
        }
      }
    });
  }
}

/** Numbers stand in the statement itself: a quarter of a million rows are too many parameters. */
async function insert(
  db: Kysely<Schema>,
  { site, zone }: ZoneName,
  resolution: RollUpResolution,
  bins: readonly Tally[],
): Promise<void> {
  const [first] = bins;
  if (first === undefined) return;
  const names = sql.join(['start', ...Object.keys(columnsOf(first))].map((name) => sql.ref(name)));
  const rows = bins.map((bin) => `(${[bin.start, ...Object.values(columnsOf(bin))].map(literal).join(',')})`);
  await sql`
    with made(${names}) as (values ${sql.raw(rows.join(','))})
    insert into history_rollup (site, zone, resolution, ${names})
    select ${site}, ${zone}, ${resolution}, ${names} from made where true
    on conflict do nothing`.execute(db);
}

function literal(value: unknown): string {
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : 'null';
}
