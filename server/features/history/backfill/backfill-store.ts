import type { Insertable, Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { sensorErrorSchema } from '#lib/contract/sensor-status.ts';
import { type Fence, requireSite } from '#server/platform/cluster/cluster-store.ts';
import { excluded } from '#server/platform/database/excluded.ts';
import type { BackfillTable, Schema } from '#server/platform/database/schema.ts';
import { type OnUnreadable, readDocument } from '#server/platform/database/stored-document.ts';
import { minuteRow } from '#server/site/zone-minute-store.ts';
import { emptyTally, minuteMs } from '../tally.ts';
import type { BackfillKey, BackfillRecord, RecordState } from './backfill-record.ts';
import type { MinuteChange } from './merge.ts';

const flow = z.object({ in: z.number(), out: z.number() });

/** What is kept of a record beside its columns. */
const documentSchema = z.object({
  reason: z.enum(['silence', 'new', 'request']),
  direction: z.enum(['normal', 'reverse']),
  isRequired: z.boolean(),
  live: flow,
  isWhole: z.boolean(),
  correction: z.number().exactOptional(),
  fetchedMs: z.number(),
  bins: z.array(z.tuple([z.number(), z.number(), flow.nullable(), z.number().nullable()])).readonly(),
  attempts: z.number(),
  dueMs: z.number(),
  error: sensorErrorSchema.exactOptional(),
  filled: flow.extend({ minutes: z.number() }).exactOptional(),
}) satisfies z.ZodType<Omit<BackfillRecord, keyof BackfillKey | 'toMs' | 'state'>>;

/** States that are not final. */
export const openStates: readonly RecordState[] = ['waiting', 'settled'];
/** SQLite allows 32,766 parameters in a statement. */
const rowsPerStatement = 1000;

export interface EndedQuery {
  /** Only records of these sites. */
  readonly sites?: readonly string[] | undefined;
  /** Only records of this site, of sensors with this id. */
  readonly site?: string | undefined;
  readonly sensor?: string | undefined;
  /** The last record of the page before. */
  readonly after?: BackfillKey & Pick<BackfillRecord, 'toMs'>;
  readonly limit: number;
}

/** Stores back-fills, and enters their results into history: of a site that another sidecar runs by now, nothing. */
export class BackfillStore {
  readonly #db: Kysely<Schema>;
  readonly #fence: Fence | undefined;

  /** @param fence where several sidecars share the sites */
  constructor(db: Kysely<Schema>, fence?: Fence) {
    this.#db = db;
    this.#fence = fence;
  }

  /**
   * Adds a record. A waiting one with the same key is replaced; any other stays unchanged.
   *
   * @returns whether it was added
   */
  async add(record: BackfillRecord): Promise<boolean> {
    return (await this.addAll([record])).length > 0;
  }

  /**
   * Adds records as {@link add} does.
   *
   * @param records with different keys
   * @returns those that were added
   */
  async addAll(records: readonly BackfillRecord[]): Promise<BackfillRecord[]> {
    const fence = this.#fence;
    if (fence === undefined || records.length === 0) return addRecords(this.#db, records);
    return this.#db.transaction().execute(async (db) => {
      const ours = await fence(db, new Set(records.map(({ site }) => site)));
      return addRecords(
        db,
        records.filter(({ site }) => ours.has(site)),
      );
    });
  }

  /** Saves the progress of a record. @throws {StorageError} when another sidecar runs the site by now */
  async update(record: BackfillRecord): Promise<void> {
    if (this.#fence === undefined) return void (await updating(this.#db, record).execute());
    await this.#db.transaction().execute(async (db) => {
      await requireSite(this.#fence, db, record.site);
      await updating(db, record).execute();
    });
  }

  /**
   * Every record that is not at its end. One that cannot be read is left as it is: fetched without knowing what its live
   * readings brought, people would be counted twice.
   */
  async open(onUnreadable: OnUnreadable = () => undefined): Promise<BackfillRecord[]> {
    const rows = await this.#db
      .selectFrom('backfill')
      .selectAll()
      .where('state', 'in', openStates)
      .orderBy('from_ms')
      .execute();
    return rows
      .filter((row) => {
        const read = readDocument(documentSchema, row.document);
        const { site, zone, sensor, document } = row;
        if (!read.ok)
          onUnreadable({ what: `gap of ${site}/${sensor} in zone ${zone}`, why: read.error, document });
        return read.ok;
      })
      .map(recordOf);
  }

  /** Final records, the latest first. */
  async ended({ sites, site: only, sensor: of, after, limit }: EndedQuery): Promise<BackfillRecord[]> {
    if (sites?.length === 0) return [];
    let select = this.#db
      .selectFrom('backfill')
      .selectAll()
      .where('state', 'not in', openStates)
      .orderBy('to_ms', 'desc')
      .orderBy('site')
      .orderBy('zone')
      .orderBy('sensor')
      .orderBy('channel')
      .orderBy('from_ms')
      .limit(limit);
    if (sites !== undefined) select = select.where('site', 'in', [...sites]);
    if (only !== undefined) select = select.where('site', '=', only);
    if (of !== undefined) select = select.where('sensor', '=', of);
    if (after !== undefined) {
      const { toMs, site, zone, sensor, channel, fromMs } = after;
      select = select.where((eb) =>
        eb.or([
          eb('to_ms', '<', toMs),
          eb.and([
            eb('to_ms', '=', toMs),
            eb(
              eb.refTuple('site', 'zone', 'sensor', 'channel', 'from_ms'),
              '>',
              eb.tuple(site, zone, sensor, channel, fromMs),
            ),
          ]),
        ]),
      );
    }
    return (await select.execute()).map(recordOf);
  }

  /** Final records of a zone, the oldest first. */
  async endedOf(site: string, zone: string): Promise<BackfillRecord[]> {
    const rows = await this.#db
      .selectFrom('backfill')
      .selectAll()
      .where('site', '=', site)
      .where('zone', '=', zone)
      .where('state', 'not in', openStates)
      .orderBy('from_ms')
      .execute();
    return rows.map(recordOf);
  }

  /** Removes final records from before a moment (epoch ms). */
  async removeBefore(beforeMs: number): Promise<void> {
    await this.#db
      .deleteFrom('backfill')
      .where('state', 'not in', openStates)
      .where('to_ms', '<', beforeMs)
      .execute();
  }

  /**
   * Enters changes into the minutes of a zone and ends their records, all or nothing: never twice, even if the
   * answer to the first attempt was lost. The spans to roll up again are stored with them.
   *
   * @throws {StorageError} when another sidecar runs the site by now
   */
  async merge(
    { site, zone }: Pick<BackfillKey, 'site' | 'zone'>,
    changes: readonly MinuteChange[],
    records: readonly BackfillRecord[],
  ): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await requireSite(this.#fence, transaction, site);
      let ended = 0;
      for (const record of records) {
        const ending = updating(transaction, record).where('state', 'in', openStates);
        ended += Number((await ending.executeTakeFirst()).numUpdatedRows);
      }
      // They were ended before, together, with the same changes.
      if (records.length > 0 && ended === 0) return;
      for (let at = 0; at < changes.length; at += rowsPerStatement) {
        await changeMinutes(transaction, site, zone, changes.slice(at, at + rowsPerStatement));
      }
      await rememberLate(transaction, site, zone, changes);
    });
  }
}

async function addRecords(db: Kysely<Schema>, records: readonly BackfillRecord[]): Promise<BackfillRecord[]> {
  const added: BackfillRecord[] = [];
  for (let at = 0; at < records.length; at += rowsPerStatement) {
    const rows = await db
      .insertInto('backfill')
      .values(records.slice(at, at + rowsPerStatement).map(rowOf))
      .onConflict((conflict) =>
        conflict
          .columns(['site', 'zone', 'sensor', 'channel', 'from_ms'])
          .doUpdateSet(excluded(['to_ms', 'state', 'document']))
          .where('backfill.state', '=', 'waiting'),
      )
      .returningAll()
      .execute();
    added.push(...rows.map(recordOf));
  }
  return added;
}

function updating(db: Kysely<Schema>, record: BackfillRecord) {
  const { site, zone, sensor, channel, from_ms, ...changed } = rowOf(record);
  return db
    .updateTable('backfill')
    .set(changed)
    .where((eb) => eb.and({ site, zone, sensor, channel, from_ms }));
}

async function rememberLate(
  db: Kysely<Schema>,
  site: string,
  zone: string,
  changes: readonly MinuteChange[],
): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  let from_minute = first.minute;
  let to_minute = first.minute + 1;
  for (const { minute } of changes) {
    from_minute = Math.min(from_minute, minute);
    to_minute = Math.max(to_minute, minute + 1);
  }
  await db
    .insertInto('history_late')
    .values({ site, zone, from_minute, to_minute })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** People are added to those recorded; an occupancy is set only where none was known. */
async function changeMinutes(
  db: Kysely<Schema>,
  site: string,
  zone: string,
  changes: readonly MinuteChange[],
): Promise<void> {
  await db
    .insertInto('history_minute')
    .values(changes.map((change) => ({ site, zone, ...columnsOf(change) })))
    .onConflict((conflict) =>
      conflict.columns(['site', 'zone', 'minute']).doUpdateSet((eb) => {
        const sum = (column: 'came' | 'went') =>
          eb(eb.ref(`history_minute.${column}`), '+', eb.ref(`excluded.${column}`));
        const number = <Column extends 'min' | 'max' | 'area' | 'known_ms'>(column: Column) =>
          eb
            .case()
            .when('history_minute.known_ms', '=', 0)
            .then(eb.ref(`excluded.${column}`))
            .else(eb.ref(`history_minute.${column}`))
            .end();
        return {
          came: sum('came'),
          went: sum('went'),
          min: number('min'),
          max: number('max'),
          area: number('area'),
          known_ms: number('known_ms'),
          backfilled_ms: eb
            .case()
            .when('excluded.backfilled_ms', '>', 0)
            .then(eb.ref('excluded.backfilled_ms'))
            .else(eb.ref('history_minute.backfilled_ms'))
            .end(),
        };
      }),
    )
    .execute();
}

function columnsOf({ minute, came, went, occupancy, isFilled }: MinuteChange) {
  const knownMs = occupancy === undefined ? 0 : minuteMs;
  const known = { min: occupancy ?? null, max: occupancy ?? null, area: (occupancy ?? 0) * knownMs, knownMs };
  return {
    ...minuteRow({ ...emptyTally(minute), ...known, minute, came, went }),
    backfilled_ms: isFilled ? minuteMs : 0,
  };
}

function rowOf(record: BackfillRecord): Insertable<BackfillTable> {
  const { site, zone, sensor, channel, fromMs, toMs, state, ...document } = record;
  return {
    site,
    zone,
    sensor,
    channel,
    from_ms: fromMs,
    to_ms: toMs,
    state,
    document: JSON.stringify(document),
  };
}

/** One that cannot be read is at its end: its stretch is not fetched a second time. */
function recordOf(row: Selectable<BackfillTable>): BackfillRecord {
  const { site, zone, sensor, channel, from_ms: fromMs, to_ms: toMs, state } = row;
  const key = { site, zone, sensor, channel, fromMs, toMs };
  const read = readDocument(documentSchema, row.document);
  if (read.ok) return { ...read.value, ...key, state };
  return {
    ...key,
    reason: 'silence',
    state: 'done',
    direction: 'normal',
    isRequired: false,
    live: { in: 0, out: 0 },
    isWhole: false,
    fetchedMs: toMs,
    bins: [],
    attempts: 0,
    dueMs: 0,
  };
}
