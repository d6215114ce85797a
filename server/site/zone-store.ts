import type { Kysely } from 'kysely';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { MinuteRecord } from '../engine/history-minute.ts';
import type { Dialect } from '../platform/database/dialect.ts';
import { active } from '../platform/database/installation-store.ts';
import type { HistoryMinuteTable, Schema } from '../platform/database/schema.ts';
import { readSavedZone, type SavedZone } from './saved-zone.ts';

/** One zone to save, with the minutes of its history that ended since it was saved last. */
export interface ZoneToSave {
  readonly site: string;
  readonly zone: string;
  readonly saved: SavedZone;
  readonly minutes: readonly MinuteRecord[];
}

/** SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535. */
const rowsPerStatement = 2000;

/** A zone whose saved document cannot be read. */
export interface UnreadableZone {
  readonly site: string;
  readonly zone: string;
  readonly why: string;
}

/** Another sidecar counts in this database. Nothing was saved. */
export class NotActiveError extends Error {
  override readonly name = 'NotActiveError';

  constructor() {
    super('another sidecar counts in this database');
  }
}

/** By which claim zones are saved, where several sidecars take turns: see {@link InstallationStore.claim}. */
export interface Claim {
  readonly id: string;
  readonly dialect: Dialect;
  /** Another has made its claim since. */
  onLost(): void;
}

/** Keeps the books of zones, and their history by the minute, on disk. */
export class ZoneStore {
  readonly #db: Kysely<Schema>;
  readonly #claim: Claim | undefined;

  /** @param claim zones are saved only as long as it stands; without one always */
  constructor(db: Kysely<Schema>, claim?: Claim) {
    this.#db = db;
    this.#claim = claim;
  }

  /**
   * Every zone ever saved, by path. A document that cannot be read is left out: a copy of it is kept aside, for its
   * zone is saved anew.
   */
  async load(
    onUnreadable: (unreadable: UnreadableZone) => void = () => undefined,
  ): Promise<ReadonlyMap<Path, SavedZone>> {
    const rows = await this.#db
      .selectFrom('zone_state')
      .select(['site', 'zone', 'document', 'saved_at'])
      .execute();
    const zones = new Map<Path, SavedZone>();
    for (const row of rows) {
      const read = readSavedZone(row.document);
      if (!('unreadable' in read)) {
        zones.set(pathOf(row.site, row.zone), read);
        continue;
      }
      await this.#db
        .insertInto('zone_state_aside')
        .values(row)
        .onConflict((conflict) => conflict.columns(['site', 'zone', 'saved_at']).doNothing())
        .execute();
      onUnreadable({ site: row.site, zone: row.zone, why: read.unreadable });
    }
    return zones;
  }

  /**
   * Saves zones and their ended minutes in one transaction: all or nothing, on disk when it resolves.
   *
   * @throws {NotActiveError} when another has made its claim since
   */
  async save(zones: readonly ZoneToSave[], savedAt: string): Promise<void> {
    const states = zones.map(({ site, zone, saved }) => ({
      site,
      zone,
      document: JSON.stringify(saved),
      saved_at: savedAt,
    }));
    const minutes = zones.flatMap(({ site, zone, minutes }) =>
      minutes.map((minute): HistoryMinuteTable => ({ site, zone, ...rowOf(minute) })),
    );
    const claim = this.#claim;
    if (claim === undefined && minutes.length === 0 && states.length <= rowsPerStatement) {
      // A statement is a transaction of its own: the common case needs no BEGIN and COMMIT.
      await saveStates(this.#db, states);
      return;
    }
    await this.#db.transaction().execute(async (transaction) => {
      if (claim !== undefined) await requireClaim(transaction, claim);
      for (const part of inParts(states)) await saveStates(transaction, part);
      for (const part of inParts(minutes)) await saveMinutes(transaction, part);
    });
  }
}

/** The claim stands, and stands until the transaction ends: another has to wait with theirs. */
async function requireClaim(transaction: Kysely<Schema>, { id, dialect, onLost }: Claim): Promise<void> {
  // SQLite knows no locks of rows. There whoever has read what another changes may not write any more.
  const row = await transaction
    .selectFrom('installation')
    .select('value')
    .where('name', '=', active)
    .$if(dialect === 'postgres', (query) => query.forShare())
    .executeTakeFirst();
  if (row?.value === id) return;
  onLost();
  throw new NotActiveError();
}

function inParts<T>(rows: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < rows.length; at += rowsPerStatement)
    parts.push(rows.slice(at, at + rowsPerStatement));
  return parts;
}

async function saveStates(db: Kysely<Schema>, rows: readonly Schema['zone_state'][]): Promise<void> {
  await db
    .insertInto('zone_state')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['site', 'zone']).doUpdateSet((eb) => ({
        document: eb.ref('excluded.document'),
        saved_at: eb.ref('excluded.saved_at'),
      })),
    )
    .execute();
}

/** Columns of a minute that add up. */
type SummedColumn = Exclude<keyof HistoryMinuteTable, 'site' | 'zone' | 'minute' | 'min' | 'max'>;

/** Minutes add up: after a clock set back a minute is recorded a second time, and nobody may be lost. */
async function saveMinutes(db: Kysely<Schema>, rows: readonly HistoryMinuteTable[]): Promise<void> {
  await db
    .insertInto('history_minute')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['site', 'zone', 'minute']).doUpdateSet((eb) => {
        const sum = (column: SummedColumn) =>
          eb(eb.ref(`history_minute.${column}`), '+', eb.ref(`excluded.${column}`));
        return {
          min: eb
            .case()
            .when(
              eb.or([
                eb('history_minute.min', 'is', null),
                eb('excluded.min', '<', eb.ref('history_minute.min')),
              ]),
            )
            .then(eb.ref('excluded.min'))
            .else(eb.ref('history_minute.min'))
            .end(),
          max: eb
            .case()
            .when(
              eb.or([
                eb('history_minute.max', 'is', null),
                eb('excluded.max', '>', eb.ref('history_minute.max')),
              ]),
            )
            .then(eb.ref('excluded.max'))
            .else(eb.ref('history_minute.max'))
            .end(),
          area: sum('area'),
          known_ms: sum('known_ms'),
          amber_ms: sum('amber_ms'),
          red_ms: sum('red_ms'),
          unknown_ms: sum('unknown_ms'),
          closed_ms: sum('closed_ms'),
          recorded_ms: sum('recorded_ms'),
          came: sum('came'),
          went: sum('went'),
        };
      }),
    )
    .execute();
}

function rowOf(minute: MinuteRecord): Omit<HistoryMinuteTable, 'site' | 'zone'> {
  return {
    minute: minute.minute,
    min: minute.min,
    max: minute.max,
    area: minute.area,
    known_ms: minute.knownMs,
    amber_ms: minute.amberMs,
    red_ms: minute.redMs,
    unknown_ms: minute.unknownMs,
    closed_ms: minute.closedMs,
    recorded_ms: minute.recordedMs,
    came: minute.came,
    went: minute.went,
  };
}
