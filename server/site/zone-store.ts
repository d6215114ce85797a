import {
  CompiledQuery,
  type InsertQueryBuilder,
  type InsertResult,
  type Kysely,
  type RawBuilder,
  type Selectable,
  SqliteAdapter,
  sql,
} from 'kysely';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { MinuteRecord } from '../engine/history-minute.ts';
import { emptyLedger } from '../engine/ledger-state.ts';
import { homesAt, requireHome, requireMember } from '../platform/cluster/cluster-store.ts';
import type { HistoryMinuteTable, Schema, ZoneStateTable } from '../platform/database/schema.ts';
import { readSavedZone, type SavedZone } from './saved-zone.ts';
import { minuteRow, savingMinutes } from './zone-minute-store.ts';

/** One zone to save, with the minutes of its history that ended since its last save. */
export interface ZoneToSave {
  readonly site: string;
  readonly zone: string;
  readonly saved: SavedZone;
  readonly minutes: readonly MinuteRecord[];
}

/** This sidecar among several. */
export interface Writer {
  readonly id: string;
  /** The database names another home for these sites: nothing of them was saved, and nothing will be. */
  onNotHome(sites: readonly string[]): void;
}

/**
 * Each process numbers its saves from a billion above the ones before: a late write of an ended process is
 * older than every write after it.
 */
const savesOfProcess = 1_000_000_000;

/** SQLite allows 32,766 parameters in a statement, PostgreSQL 65,535. */
const rowsPerStatement = 2000;
/** All zones end their minutes at once: they are saved by so many, and the event loop is free in between. */
const rowsPerPart = 64;

/** A zone whose saved document cannot be read. */
export interface UnreadableZone {
  readonly site: string;
  readonly zone: string;
  readonly why: string;
}

/** Another process has saved these zones meanwhile, with a later number. Nothing was saved. */
export class SavedByAnotherError extends Error {
  override readonly name = 'SavedByAnotherError';

  constructor() {
    super('another process has saved these zones meanwhile: are two running with one database?');
  }
}

/**
 * Stores the ledgers of zones, and their history by the minute.
 *
 * Each save has a number, which is stored with its zones. So an earlier save that reaches the database late
 * changes nothing, and minutes whose first save was committed, although its answer was lost, are not added
 * again.
 */
export class ZoneStore {
  readonly #db: Kysely<Schema>;
  readonly #writer: Writer | undefined;
  readonly #isSqlite: boolean;
  /** Of the last save; undefined until it is known what is stored. */
  #number: number | undefined;
  /** Statements by what they save, and how many. Kysely would build them dozens of times a second. */
  readonly #statements = new Map<string, string>();
  /** For each minute the number of the save that first contained it. */
  #firstSaves = new WeakMap<MinuteRecord, number>();

  /** @param writer where there are several sidecars, ours: zones are saved only as long as it lives and is their home */
  constructor(db: Kysely<Schema>, writer?: Writer) {
    this.#db = db;
    this.#writer = writer;
    this.#isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  }

  /**
   * Every zone ever saved, by path; of some sites where they are named. Of a document that cannot be read a copy is kept aside, because its zone is saved again:
   * it begins empty, and its light is unknown until staff sets the number.
   */
  async load(
    onUnreadable: (unreadable: UnreadableZone) => void = () => undefined,
    sites?: readonly string[],
  ): Promise<ReadonlyMap<Path, SavedZone>> {
    // Sites that come from another sidecar were saved with its numbers: the next save is numbered above all of them.
    this.#number = undefined;
    const rows = await this.#db
      .selectFrom('zone_state')
      .select(['site', 'zone', 'document', 'saved_at'])
      .$if(sites !== undefined, (query) => query.where('site', 'in', [...(sites ?? []), '']))
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
      zones.set(pathOf(row.site, row.zone), {
        version: 1,
        ledger: emptyLedger(row.saved_at.slice(0, 10)),
        isCountLost: true,
      });
      onUnreadable({ site: row.site, zone: row.zone, why: read.unreadable });
    }
    return zones;
  }

  /**
   * Saves zones and their ended minutes in one transaction: all or nothing, on disk when it resolves. After an
   * error the outcome is unknown, and the same zones may be saved again: a minute that is passed again, as the
   * same object, counts once.
   *
   * @throws {NotMemberError} when this sidecar was silent for too long, and others have taken its sites over
   */
  async save(zones: readonly ZoneToSave[], savedAt: string): Promise<void> {
    const number = (this.#number ?? (await this.#lastNumber())) + 1;
    this.#number = number;
    const writer = this.#writer;
    const hasMinutes = zones.some(({ minutes }) => minutes.length > 0);
    if (writer === undefined && !hasMinutes && zones.length <= rowsPerStatement) {
      // A single statement is a transaction: the common case needs no BEGIN and COMMIT.
      await this.#saveStates(this.#db, stateRows(zones, savedAt, number));
      return;
    }
    if (writer !== undefined && !hasMinutes) {
      await this.#saveAtHome(writer, stateRows(zones, savedAt, number));
      return;
    }
    const lost = await this.#db.transaction().execute(async (transaction) => {
      const sites = new Set(writer && zones.map(({ site }) => site));
      const ours = writer && (await requireHome(transaction, writer.id, sites));
      await this.#saveIn(
        transaction,
        ours === undefined || ours.size === sites.size ? zones : zones.filter(({ site }) => ours.has(site)),
        savedAt,
        number,
      );
      return [...sites].filter((site) => ours?.has(site) === false);
    });
    if (lost.length > 0) writer?.onNotHome(lost);
  }

  /** The fence and what it lets through, in one statement: several sidecars save as often as one, and each round trip is felt. */
  async #saveAtHome(writer: Writer, rows: readonly StateRow[]): Promise<void> {
    const sites = new Set(rows.map(({ site }) => site));
    const { rows: outcome } = await this.#db.executeQuery<SavedAtHome>(
      this.#statement('at home', [writer.id, [...sites], JSON.stringify(rows)], () =>
        savingAtHome(this.#db, writer.id, sites, rows).compile(this.#db),
      ),
    );
    const { ours = [], saved = 0 } = outcome[0] ?? {};
    if (ours.length === 0) await requireMember(this.#db, writer.id);
    const here = new Set(ours);
    this.#requireAll(
      rows.filter(({ site }) => here.has(site)),
      saved,
    );
    const lost = [...sites].filter((site) => !here.has(site));
    if (lost.length > 0) writer.onNotHome(lost);
  }

  async #saveIn(
    transaction: Kysely<Schema>,
    zones: readonly ZoneToSave[],
    savedAt: string,
    number: number,
  ): Promise<void> {
    if (zones.every(({ minutes }) => minutes.length === 0)) {
      for (let at = 0; at < zones.length; at += rowsPerStatement) {
        const part = zones.slice(at, at + rowsPerStatement);
        await this.#saveStates(transaction, stateRows(part, savedAt, number));
      }
      return;
    }
    const before = new Map<Path, number>();
    for (const part of inParts(zones)) {
      const rows = stateRows(part, savedAt, number);
      const saving = this.#statement(`${rows.length} states that were`, valuesOf(rows), () =>
        savingStates(transaction, rows).returning(['site', 'zone', 'save_before']).compile(),
      );
      const stored = (await transaction.executeQuery<StoredBefore>(saving)).rows;
      this.#requireAll(rows, stored.length);
      for (const { site, zone, save_before } of stored) before.set(pathOf(site, zone), save_before);
    }
    for (const rows of inParts(this.#newMinutes(zones, number, before))) {
      await transaction.executeQuery(
        this.#statement(`${rows.length} minutes`, valuesOf(rows), () =>
          savingMinutes(transaction, rows).compile(),
        ),
      );
    }
  }

  async #saveStates(db: Kysely<Schema>, rows: readonly StateRow[]): Promise<void> {
    const sent = this.#isSqlite ? rounded(rows) : rows;
    const { numAffectedRows } = await db.executeQuery(
      this.#statement(`${sent.length} states`, valuesOf(sent), () => savingStates(db, sent).compile()),
    );
    this.#requireAll(rows, Number(numAffectedRows ?? 0));
  }

  /** @param build the statement with these values; of the same name it is the same, but for the values */
  #statement(name: string, values: readonly unknown[], build: () => { readonly sql: string }): CompiledQuery {
    const sql = this.#statements.get(name) ?? build().sql;
    this.#statements.set(name, sql);
    return CompiledQuery.raw(sql, [...values]);
  }

  /**
   * The minutes that are not stored yet.
   *
   * @param before number of each zone's last save: minutes first saved in it or earlier are stored
   */
  #newMinutes(
    zones: readonly ZoneToSave[],
    number: number,
    before: ReadonlyMap<Path, number>,
  ): HistoryMinuteTable[] {
    const rows: HistoryMinuteTable[] = [];
    for (const { site, zone, minutes } of zones) {
      const stored = before.get(pathOf(site, zone)) ?? 0;
      for (const minute of minutes) {
        const first = this.#firstSaves.get(minute) ?? number;
        this.#firstSaves.set(minute, first);
        if (first > stored) rows.push({ site, zone, ...minuteRow(minute) });
      }
    }
    return rows;
  }

  #requireAll(rows: readonly StateRow[], saved: number): void {
    if (saved === rows.length) return;
    // The next save is numbered above what is stored now; the other process's saves contain none of our
    // minutes.
    this.#number = undefined;
    this.#firstSaves = new WeakMap();
    throw new SavedByAnotherError();
  }

  async #lastNumber(): Promise<number> {
    const row = await this.#db
      .selectFrom('zone_state')
      .select((eb) => eb.fn.max('save_number').as('last'))
      .executeTakeFirst();
    return (Math.floor((row?.last ?? 0) / savesOfProcess) + 1) * savesOfProcess;
  }
}

/**
 * SQLite keeps each statement, with its last values. So few sizes are used: the last row is repeated, which changes nothing
 * there, because it is not newer than itself. (PostgreSQL keeps no statement, and refuses a row that comes twice.)
 */
function rounded(rows: readonly StateRow[]): readonly StateRow[] {
  const last = rows.at(-1);
  const step = rows.length > rowsPerPart ? rowsPerPart : 8;
  const missing = rows.length > 8 ? (step - (rows.length % step)) % step : 0;
  return last === undefined ? rows : [...rows, ...new Array<StateRow>(missing).fill(last)];
}

/** In parts of 64, 32, 16 …: few sizes, as above. These rows must not be repeated: they add up. */
function inParts<T>(rows: readonly T[]): T[][] {
  const parts: T[][] = [];
  let size = rowsPerPart;
  for (let at = 0; at < rows.length; at += size) {
    while (size > rows.length - at) size /= 2;
    parts.push(rows.slice(at, at + size));
  }
  return parts;
}

type StateRow = Omit<ZoneStateTable, 'save_before'>;
const stateColumns = ['site', 'zone', 'document', 'saved_at', 'save_number'] as const;
type StoredBefore = Selectable<Pick<ZoneStateTable, 'site' | 'zone' | 'save_before'>>;

function stateRows(zones: readonly ZoneToSave[], savedAt: string, number: number): StateRow[] {
  return zones.map(({ site, zone, saved }) => ({
    site,
    zone,
    document: JSON.stringify(saved),
    saved_at: savedAt,
    save_number: number,
  }));
}

/** All their columns, in order, as `values` of a statement takes them. */
function valuesOf(rows: readonly object[]): readonly unknown[] {
  return rows.flatMap((row): unknown[] => Object.values(row));
}

interface SavedAtHome {
  /** The sites whose home this sidecar is. */
  readonly ours: readonly string[];
  readonly saved: number;
}

/**
 * Saves those of the rows whose site is at home at a sidecar, and holds its place until they are on disk.
 *
 * @param id of the sidecar
 * @param sites those of the rows
 */
function savingAtHome(
  db: Kysely<Schema>,
  id: string,
  sites: ReadonlySet<string>,
  rows: readonly StateRow[],
): RawBuilder<SavedAtHome> {
  const sent = sql<StateRow>`
    select sent.* from json_to_recordset(${JSON.stringify(rows)}::json)
      as sent (site text, zone text, document text, saved_at text, save_number bigint)
    where sent.site in (select site from home)`;
  const saving = db.insertInto('zone_state').columns(stateColumns).expression(sent);
  return sql`
    with home as (${homesAt(id, sites)}), saved as (${unlessLater(saving).returning('site')})
    select array(select site from home) as ours, (select count(*) from saved)::int as saved`;
}

/** Saves zones, except those that have been saved with a later number. */
function savingStates(db: Kysely<Schema>, rows: readonly StateRow[]) {
  return unlessLater(db.insertInto('zone_state').values(rows));
}

function unlessLater(saving: InsertQueryBuilder<Schema, 'zone_state', InsertResult>) {
  return saving.onConflict((conflict) =>
    conflict
      .columns(['site', 'zone'])
      .doUpdateSet((eb) => ({
        document: eb.ref('excluded.document'),
        saved_at: eb.ref('excluded.saved_at'),
        save_number: eb.ref('excluded.save_number'),
        save_before: eb.ref('zone_state.save_number'),
      }))
      .whereRef('zone_state.save_number', '<', 'excluded.save_number'),
  );
}
