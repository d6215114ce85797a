import type { Kysely } from 'kysely';
import type { Passage } from '#lib/contract/reading.ts';
import { type Fence, requireSite } from '#server/platform/cluster/cluster-store.ts';
import type { Dialect } from '#server/platform/database/dialect.ts';
import type {
  HandPassageTable,
  HandPhoneTable,
  HandShiftTable,
  Schema,
} from '#server/platform/database/schema.ts';
import { minuteRow } from '#server/site/zone-minute-store.ts';
import { emptyTally } from '../history/tally.ts';

/** A sensor's door. */
export interface DoorName {
  readonly site: string;
  readonly sensor: string;
}

/** A zone into which a door leads. */
export interface DoorZone {
  readonly zone: string;
  readonly direction: 'normal' | 'reverse';
}

/** A passage as it is to be counted, at its right time (epoch ms); or the one with this id is taken back. */
export type DatedItem =
  | { readonly id: string; readonly atMs: number; readonly in: number; readonly out: number }
  | { readonly id: string; readonly undo: true };

export interface Counter {
  readonly sequence: number;
  readonly in: number;
  readonly out: number;
}

export interface Counted {
  readonly counter: Counter;
  /** Those that were not known before. */
  readonly fresh: readonly Passage[];
  /** Minutes of history that have changed, since 1970; the last is exclusive. */
  readonly changed: { readonly from: number; readonly to: number } | undefined;
}

const minuteMs = 60_000;
const idsAtOnce = 500;

/**
 * Keeps what people count by hand: each passage once, by its id, together with the totals and the minutes of history
 * in which it stands.
 */
export class HandStore {
  readonly #db: Kysely<Schema>;
  readonly #dialect: Dialect;
  readonly #fence: Fence | undefined;

  /** @param fence where several sidecars share the sites */
  constructor(db: Kysely<Schema>, dialect: Dialect, fence?: Fence) {
    this.#db = db;
    this.#dialect = dialect;
    this.#fence = fence;
  }

  async counter({ site, sensor }: DoorName): Promise<Counter & { readonly keyHash: string | null }> {
    const row = await this.#db
      .selectFrom('hand_counter')
      .selectAll()
      .where('site', '=', site)
      .where('sensor', '=', sensor)
      .executeTakeFirst();
    return {
      sequence: row?.sequence ?? 0,
      in: row?.total_in ?? 0,
      out: row?.total_out ?? 0,
      keyHash: row?.key_hash ?? null,
    };
  }

  /** The passages that became known after a moment (epoch ms), oldest first. */
  async since({ site, sensor }: DoorName, storedMs: number): Promise<Passage[]> {
    const rows = await this.#db
      .selectFrom('hand_passage')
      .selectAll()
      .where('site', '=', site)
      .where('sensor', '=', sensor)
      .where('stored_ms', '>=', storedMs)
      .orderBy('sequence')
      .execute();
    return rows.map(passageOf);
  }

  /** People who passed in a span of time (epoch ms). */
  async people(
    { site, sensor }: DoorName,
    fromMs: number,
  ): Promise<{ readonly in: number; readonly out: number }> {
    const row = await this.#db
      .selectFrom('hand_passage')
      .select((eb) => [eb.fn.sum('came').as('came'), eb.fn.sum('went').as('went')])
      .where('site', '=', site)
      .where('sensor', '=', sensor)
      .where('at_ms', '>=', fromMs)
      .executeTakeFirst();
    return { in: Number(row?.came ?? 0), out: Number(row?.went ?? 0) };
  }

  /**
   * Counts passages, in one transaction: those whose id is known change nothing. One that became known after its
   * minute is entered into that minute of history here, because the zone only records what happens now.
   *
   * @throws {StorageError} when another sidecar runs the site by now: nothing is counted, and it may be sent again
   */
  add(
    door: DoorName,
    zones: readonly DoorZone[],
    items: readonly DatedItem[],
    nowMs: number,
  ): Promise<Counted> {
    return this.#db.transaction().execute(async (db) => {
      const { site, sensor } = door;
      await requireSite(this.#fence, db, site);
      const { sequence, total_in, total_out } = await this.#lockedCounter(db, door);
      const known = await knownRows(db, door, items);
      const nowMinute = Math.floor(nowMs / minuteMs);
      const rows: HandPassageTable[] = [];
      for (const item of items) {
        const row = rowOf(item, known, nowMinute);
        if (row === undefined) continue;
        const full = { site, sensor, sequence: sequence + rows.length + 1, stored_ms: nowMs, ...row };
        known.set(row.id, full);
        rows.push(full);
      }
      const sum = (column: 'came' | 'went') => rows.reduce((total, row) => total + row[column], 0);
      const counter = {
        sequence: sequence + rows.length,
        in: total_in + sum('came'),
        out: total_out + sum('went'),
      };
      if (rows.length === 0) return { counter, fresh: [], changed: undefined };
      for (let at = 0; at < rows.length; at += idsAtOnce)
        await db
          .insertInto('hand_passage')
          .values(rows.slice(at, at + idsAtOnce))
          .execute();
      await db
        .updateTable('hand_counter')
        .set({ sequence: counter.sequence, total_in: counter.in, total_out: counter.out })
        .where('site', '=', site)
        .where('sensor', '=', sensor)
        .execute();
      const changed = await place(db, site, zones, rows);
      return { counter, fresh: rows.map(passageOf), changed };
    });
  }

  /** The counter of a door, which nobody else changes until the transaction ends. */
  async #lockedCounter(db: Kysely<Schema>, { site, sensor }: DoorName) {
    // Written first: SQLite then lets no other transaction write.
    await db
      .insertInto('hand_counter')
      .values({ site, sensor, sequence: 0, total_in: 0, total_out: 0, key_hash: null })
      .onConflict((conflict) => conflict.columns(['site', 'sensor']).doNothing())
      .execute();
    return db
      .selectFrom('hand_counter')
      .selectAll()
      .where('site', '=', site)
      .where('sensor', '=', sensor)
      .$if(this.#dialect === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow();
  }

  /** Sets the key of a door's link; null: there is none any more. */
  async setKey({ site, sensor }: DoorName, keyHash: string | null): Promise<void> {
    await this.#db
      .insertInto('hand_counter')
      .values({ site, sensor, sequence: 0, total_in: 0, total_out: 0, key_hash: keyHash })
      .onConflict((conflict) => conflict.columns(['site', 'sensor']).doUpdateSet({ key_hash: keyHash }))
      .execute();
  }

  async phones(): Promise<readonly HandPhoneTable[]> {
    return this.#db.selectFrom('hand_phone').selectAll().execute();
  }

  async savePhone(row: HandPhoneTable): Promise<void> {
    await this.#db
      .insertInto('hand_phone')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['site', 'sensor', 'phone']).doUpdateSet({ who: row.who, seen_ms: row.seen_ms }),
      )
      .execute();
  }

  async removePhones({ site, sensor }: DoorName, phones: readonly string[]): Promise<void> {
    if (phones.length === 0) return;
    await this.#db
      .deleteFrom('hand_phone')
      .where('site', '=', site)
      .where('sensor', '=', sensor)
      .where('phone', 'in', phones)
      .execute();
  }

  /** Times in which people counted instead of a sensor and that ended after a moment (epoch ms), oldest first. */
  async shifts(endedAfterMs: number): Promise<readonly HandShiftTable[]> {
    return this.#db
      .selectFrom('hand_shift')
      .selectAll()
      .where('until_ms', '>', endedAfterMs)
      .orderBy('from_ms')
      .execute();
  }

  async saveShift(row: HandShiftTable): Promise<void> {
    await this.#db
      .insertInto('hand_shift')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['site', 'sensor', 'from_ms']).doUpdateSet({ until_ms: row.until_ms, who: row.who }),
      )
      .execute();
  }

  /** Deletes passages that became known, and counting in place of sensors that ended, before a moment (epoch ms). */
  async forget(beforeMs: number): Promise<void> {
    await this.#db.deleteFrom('hand_passage').where('stored_ms', '<', beforeMs).execute();
    await this.#db.deleteFrom('hand_shift').where('until_ms', '<', beforeMs).execute();
  }
}

type KnownRow = Pick<HandPassageTable, 'id' | 'at_ms' | 'came' | 'went' | 'minute'>;

/** What is known already of the items, and of what they take back. */
async function knownRows(
  db: Kysely<Schema>,
  { site, sensor }: DoorName,
  items: readonly DatedItem[],
): Promise<Map<string, KnownRow>> {
  const ids = items.flatMap(({ id }) => [id, undoOf(id)]);
  const known = new Map<string, KnownRow>();
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const rows = await db
      .selectFrom('hand_passage')
      .select(['id', 'at_ms', 'came', 'went', 'minute'])
      .where('site', '=', site)
      .where('sensor', '=', sensor)
      .where('id', 'in', ids.slice(at, at + idsAtOnce))
      .execute();
    for (const row of rows) known.set(row.id, row);
  }
  return known;
}

function undoOf(id: string): string {
  return `${id}~`;
}

/** The row of an item; undefined where it says nothing new. */
function rowOf(item: DatedItem, known: ReadonlyMap<string, KnownRow>, nowMinute: number) {
  const undo = undoOf(item.id);
  if (known.has(undo)) return undefined;
  const before = known.get(item.id);
  if ('undo' in item) {
    const { at_ms = 0, came = 0, went = 0, minute = nowMinute } = before ?? {};
    // Also where it has not come yet: when it comes, it is taken back already.
    return { id: undo, at_ms, came: 0 - came, went: 0 - went, minute, is_placed: Number(minute < nowMinute) };
  }
  if (before !== undefined) return undefined;
  const minute = Math.floor(item.atMs / minuteMs);
  const isPlaced = minute < nowMinute - 1;
  return {
    id: item.id,
    at_ms: item.atMs,
    came: item.in,
    went: item.out,
    minute: isPlaced ? minute : nowMinute,
    is_placed: Number(isPlaced),
  };
}

/** Enters what became known late into its minutes, in all zones into which the door leads. */
async function place(
  db: Kysely<Schema>,
  site: string,
  zones: readonly DoorZone[],
  rows: readonly HandPassageTable[],
): Promise<Counted['changed']> {
  const people = new Map<number, { came: number; went: number }>();
  for (const { minute, came, went, is_placed } of rows) {
    if (is_placed === 0) continue;
    const before = people.get(minute) ?? { came: 0, went: 0 };
    people.set(minute, { came: before.came + came, went: before.went + went });
  }
  if (people.size === 0) return undefined;
  const span = { from: Math.min(...people.keys()), to: Math.max(...people.keys()) + 1 };
  for (const { zone, direction } of zones) {
    // Nothing else is known of these minutes.
    const minutes = [...people].map(([minute, { came, went }]) => ({
      ...{ site, zone },
      ...minuteRow({ ...emptyTally(minute), minute }),
      ...(direction === 'normal' ? { came, went } : { came: went, went: came }),
    }));
    await db
      .insertInto('history_minute')
      .values(minutes)
      .onConflict((conflict) =>
        conflict.columns(['site', 'zone', 'minute']).doUpdateSet((eb) => ({
          came: eb('history_minute.came', '+', eb.ref('excluded.came')),
          went: eb('history_minute.went', '+', eb.ref('excluded.went')),
        })),
      )
      .execute();
    await db
      .insertInto('history_late')
      .values({ site, zone, from_minute: span.from, to_minute: span.to })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return span;
}

function passageOf({ sequence, came, went, at_ms, is_placed }: HandPassageTable): Passage {
  return { sequence, in: came, out: went, atMs: at_ms, isPlaced: is_placed === 1 };
}
