import { sortBy } from 'es-toolkit';
import { DateTime } from 'luxon';
import type { CountedDoor, PassagesAnswer, PassagesRequest } from '#lib/contract/hand.ts';
import { type Path, pathOf, siteOf } from '#lib/contract/path.ts';
import type { Passage } from '#lib/contract/reading.ts';
import { handDriver } from '#lib/hand-driver.ts';
import { nameOfSensor } from '#lib/names.ts';
import type { Clock } from '#server/clock.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import { Mutex } from '#server/platform/mutex.ts';
import type { RetentionTime } from '#server/platform/retention-clock.ts';
import type { SensorConfig } from '#server/sensors/driver.ts';
import { mainChannel } from '#server/sensors/reading.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Counter, DatedItem, DoorName, DoorZone, HandStore } from './hand-store.ts';
import { Shifts } from './shifts.ts';

export interface HandCountsParts {
  readonly store: HandStore;
  readonly clock: Clock;
  readonly retention: RetentionTime;
  sites(): Sites;
  site(id: string): SiteConfig | undefined;
  /** Minutes of a zone's history have changed (epoch ms). */
  onPlaced(site: string, zone: string, fromMs: number, toMs: number): void;
}

interface Phone {
  who: string;
  /** Epoch ms. */
  seenMs: number;
  /** Undefined: not heard since the start. */
  heardMs: number | undefined;
  /** When `seenMs` was saved. */
  savedMs: number;
}

/** What is remembered of a door between two requests. */
interface Door {
  readonly mutex: Mutex;
  readonly phones: Map<string, Phone>;
  keyHash: string | null;
  /** Whether the zones know where its passages begin. */
  isBegun: boolean;
  /** Passages that are on disk, and not in the zones. */
  unentered: readonly Passage[];
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Older passages count nothing: ids are known for longer than that. */
const oldestMs = 8 * dayMs;
const idsKeptMs = 40 * dayMs;
/** Phones say every five seconds that they are there. */
const isHereMs = 15_000;
/** After this long a silent phone is not waited for any more: the day is over. */
const phoneForgottenMs = 4 * 3_600_000;
const savePhoneEveryMs = 5 * minuteMs;
const phonesMost = 20;

/**
 * Counts by hand: takes what phones send, has it on disk once, and passes it on to the zones. A door is watched while
 * every phone that counts at it is heard: one that fell silent may hold people that nobody else has seen.
 */
export class HandCounts {
  readonly #parts: HandCountsParts;
  readonly #doors = new Map<Path, Promise<Door>>();
  /** When old passages were last deleted (epoch ms). */
  #forgottenMs = 0;
  readonly #shifts: Shifts;
  /** Those that counted before the start. */
  readonly #phones = new Map<Path, Map<string, Phone>>();

  constructor(parts: HandCountsParts) {
    this.#parts = parts;
    this.#shifts = new Shifts(parts.store);
  }

  /** Reads who counts, and in whose place. */
  async load(): Promise<void> {
    const { store, clock } = this.#parts;
    const nowMs = clock.now();
    const [phones] = await Promise.all([store.phones(), this.#shifts.load(nowMs - oldestMs)]);
    // Another sidecar may have changed them since an earlier time.
    this.#phones.clear();
    for (const { site, sensor, phone, who, seen_ms: seenMs } of phones) {
      const path = pathOf(site, sensor);
      const ofDoor = this.#phones.get(path) ?? new Map<string, Phone>();
      this.#phones.set(path, ofDoor.set(phone, { who, seenMs, heardMs: undefined, savedMs: seenMs }));
    }
    await this.#forget(nowMs);
  }

  /** Deletes, once a day, what nobody asks for any more. */
  async #forget(nowMs: number): Promise<void> {
    if (Math.abs(nowMs - this.#forgottenMs) < dayMs) return;
    this.#forgottenMs = nowMs;
    await this.#parts.store.forget(this.#parts.retention.now() - idsKeptMs);
  }

  /** A site continues on another sidecar: what is known of its doors here will be outdated. */
  release(site: string): void {
    for (const path of this.#doors.keys()) if (siteOf(path) === site) this.#doors.delete(path);
  }

  /** Until when people count, or have counted, instead of a sensor (epoch ms). */
  replacedUntil(path: Path): number | undefined {
    return this.#shifts.lastUntilMs(path);
  }

  /** A site has changed: its zones may be others. */
  siteChanged(site: string): void {
    for (const [path, door] of this.#doors) {
      if (path.startsWith(`${site}/`)) void door.then((known) => Object.assign(known, { isBegun: false }));
    }
  }

  /** A door as it is now. @throws {ProblemError} 404 */
  async door(name: DoorName): Promise<CountedDoor> {
    return this.#view(name, await this.#door(name));
  }

  async keyHash(name: DoorName): Promise<string | null> {
    this.#find(name);
    return (await this.#door(name)).keyHash;
  }

  async setKey(name: DoorName, keyHash: string | null): Promise<void> {
    this.#find(name);
    const door = await this.#door(name);
    await this.#parts.store.setKey(name, keyHash);
    door.keyHash = keyHash;
  }

  /**
   * Counts what a phone sends; what came before changes nothing.
   *
   * @returns once it is on disk and in the zones
   * @throws {ProblemError} 404, 409 for one phone too many
   */
  async count(name: DoorName, request: PassagesRequest, who: string): Promise<PassagesAnswer> {
    const { site, sensor } = this.#find(name);
    const door = await this.#door(name);
    const ignored: PassagesAnswer['ignored'] = [];
    await door.mutex.run(async () => {
      const { store, clock, onPlaced } = this.#parts;
      const nowMs = clock.now();
      const items = this.#dated(name, request, nowMs, ignored);
      await this.#hear(name, door, request, who, nowMs);
      if (!door.isBegun) await this.#begin(name, door);
      const zones = doorZones(site, sensor);
      await this.#forget(nowMs);
      const { counter, fresh, changed } = await store.add(name, zones, items, nowMs);
      if (changed !== undefined) {
        for (const { zone } of zones) onPlaced(site.id, zone, changed.from * minuteMs, changed.to * minuteMs);
      }
      door.unentered = [...door.unentered, ...fresh];
      this.#enter(name, door, counter, this.#watchedMs(name, door));
    });
    return { ...(await this.#view(name, door)), ignored };
  }

  /** People count instead of the device from now on, or for longer. @returns the door, and whether that is new */
  async replace(name: DoorName, minutes: number, who: string): Promise<{ readonly isNew: boolean }> {
    const { sensor } = this.#find(name);
    if (sensor.driver === handDriver) {
      throw new ProblemError(409, `${sensor.id} has no device: it is always counted by hand.`);
    }
    const nowMs = this.#parts.clock.now();
    const running = this.#shifts.at(name, nowMs);
    const until_ms = nowMs + minutes * minuteMs;
    if (running === undefined) {
      const { phones } = await this.#door(name);
      await this.#parts.store.removePhones(name, [...phones.keys()]);
      phones.clear();
    }
    await this.#shifts.save({ ...name, from_ms: running?.from_ms ?? nowMs, until_ms, who });
    return { isNew: running === undefined };
  }

  /** The device counts again. @returns false where it did already */
  async giveBack(name: DoorName): Promise<boolean> {
    this.#find(name);
    const nowMs = this.#parts.clock.now();
    const running = this.#shifts.at(name, nowMs);
    if (running === undefined) return false;
    await this.#shifts.save({ ...running, until_ms: nowMs });
    return true;
  }

  /** Whether people count at a door at a moment (epoch ms). */
  #isByHand(name: DoorName, atMs: number): boolean {
    return this.#find(name).sensor.driver === handDriver || this.#shifts.at(name, atMs) !== undefined;
  }

  #find(name: DoorName): { readonly site: SiteConfig; readonly sensor: SensorConfig } {
    const site = this.#parts.site(name.site);
    const sensor = site?.sensors.find(({ id }) => id === name.sensor);
    if (site !== undefined && sensor !== undefined) return { site, sensor };
    throw new ProblemError(404, `There is no sensor ${name.site}/${name.sensor}. See GET /api/v1/sensors.`);
  }

  #door(name: DoorName): Promise<Door> {
    this.#find(name);
    const path = pathOf(name.site, name.sensor);
    const known = this.#doors.get(path);
    if (known !== undefined) return known;
    const door = this.#parts.store.counter(name).then(({ keyHash }) => ({
      mutex: new Mutex(),
      phones: new Map(this.#phones.get(path)),
      keyHash,
      isBegun: false,
      unentered: [],
    }));
    this.#doors.set(path, door);
    door.catch(() => this.#doors.delete(path));
    return door;
  }

  /** Items at their right time: what the phone's clock is wrong by is taken off. Who passed has passed by now. */
  #dated(
    name: DoorName,
    { items, sentAt }: PassagesRequest,
    nowMs: number,
    ignored: PassagesAnswer['ignored'],
  ): readonly DatedItem[] {
    const aheadMs = sentAt === undefined ? 0 : Date.parse(sentAt) - nowMs;
    const dated = items.flatMap((item): DatedItem[] => {
      if ('undo' in item) return [item];
      const atMs = Math.min(nowMs, Date.parse(item.at) - aheadMs);
      const isOld = atMs < nowMs - oldestMs;
      const why = isOld ? 'too-old' : this.#isByHand(name, atMs) ? undefined : 'not-by-hand';
      if (why === undefined) return [{ id: item.id, atMs, in: item.in, out: item.out }];
      ignored.push({ id: item.id, why });
      return [];
    });
    // In the order in which people passed; what is taken back has been counted before.
    return sortBy(dated, [(item) => ('undo' in item ? nowMs : item.atMs)]);
  }

  /** Notes who counts at the door. */
  async #hear(
    name: DoorName,
    door: Door,
    { phone, isLeaving, without = [], items }: PassagesRequest,
    who: string,
    nowMs: number,
  ): Promise<void> {
    const { store, clock } = this.#parts;
    const id = phone ?? `caller-${who}`;
    const gone = [...without, ...(isLeaving === true ? [id] : [])];
    for (const [each, { seenMs }] of door.phones) if (nowMs - seenMs > phoneForgottenMs) gone.push(each);
    for (const each of gone) door.phones.delete(each);
    await store.removePhones(name, gone);
    if (isLeaving === true || !this.#isByHand(name, nowMs)) return;
    const known = door.phones.get(id);
    if (known === undefined && door.phones.size >= phonesMost) {
      throw new ProblemError(409, `${phonesMost} phones count at this door already. Stop one of them first.`);
    }
    const isToSave = known === undefined || nowMs - known.savedMs > savePhoneEveryMs || items.length > 0;
    if (isToSave) await store.savePhone({ ...name, phone: id, who, seen_ms: nowMs });
    const savedMs = isToSave ? nowMs : (known?.savedMs ?? nowMs);
    door.phones.set(id, { who, seenMs: nowMs, heardMs: clock.monotonic(), savedMs });
  }

  /** Since when (monotonic ms) it is known that every phone counts; null: nobody does, or one was not heard yet. */
  #watchedMs(name: DoorName, { phones }: Door): number | null {
    if (phones.size === 0 || !this.#isByHand(name, this.#parts.clock.now())) return null;
    const heard = [...phones.values()].map(({ heardMs }) => heardMs ?? Number.NEGATIVE_INFINITY);
    const leastMs = Math.min(...heard);
    return Number.isFinite(leastMs) ? leastMs : null;
  }

  /** Gives the zones where passages begin, with those that a crash may have kept from them. */
  async #begin(name: DoorName, door: Door): Promise<void> {
    const { store, clock } = this.#parts;
    const [counter, passages] = await Promise.all([
      store.counter(name),
      store.since(name, clock.now() - oldestMs),
    ]);
    door.unentered = passages;
    this.#enter(name, door, counter, null);
  }

  #enter(name: DoorName, door: Door, counter: Counter, watchedMs: number | null): void {
    const { sensor } = this.#find(name);
    const running = this.#parts.sites().sensor(pathOf(name.site, name.sensor));
    if (running === undefined) return;
    const { in: totalIn, out: totalOut, sequence } = counter;
    const reading = {
      kind: 'count' as const,
      channel: mainChannel,
      in: Math.max(0, totalIn),
      out: Math.max(0, totalOut),
      sequence,
      passages: door.unentered,
    };
    running.accept(
      sensor.driver === handDriver
        ? { readings: [reading], watchedMs }
        : { readings: [], byHand: reading, watchedMs },
    );
    door.unentered = [];
    door.isBegun = true;
  }

  async #view(name: DoorName, door: Door): Promise<CountedDoor> {
    const { clock, store, sites } = this.#parts;
    const { site, sensor } = this.#find(name);
    const nowMs = clock.now();
    const shift = this.#shifts.at(name, nowMs);
    const isDevice = sensor.driver !== handDriver;
    const path = pathOf(site.id, sensor.id);
    const people = await store.people(name, startOfDayMs(nowMs, site.timezone));
    return {
      ...name,
      name: nameOfSensor({ sensor: sensor.id, ...(sensor.name !== undefined && { title: sensor.name }) }),
      zones: doorZones(site, sensor).map(({ zone }) => {
        const state = sites().state(pathOf(site.id, zone));
        return { zone, name: state?.name ?? zone, occupancy: state?.occupancy ?? 0 };
      }),
      byHand: isDevice ? (shift === undefined ? 'no' : 'now') : 'always',
      ...(shift !== undefined && { until: new Date(shift.until_ms).toISOString(), by: shift.who }),
      ...(isDevice && { isSensorOk: sites().status(path)?.status === 'ok' }),
      in: people.in,
      out: people.out,
      phones: [...door.phones].map(([phone, { who, seenMs, heardMs }]) => ({
        phone,
        who,
        seenAt: new Date(seenMs).toISOString(),
        isHere: heardMs !== undefined && clock.monotonic() - heardMs <= isHereMs,
      })),
      hasLink: door.keyHash !== null,
    };
  }
}

/** The zones into which a sensor's door leads: a device's once each, whatever channels they use of it. */
function doorZones(site: SiteConfig, { id, driver }: SensorConfig): DoorZone[] {
  return site.zones.flatMap((zone) => {
    const sources = zone.sources.filter(({ sensor }) => sensor === id);
    const counted = driver === handDriver ? sources : sources.slice(0, 1);
    return counted.map(({ direction }) => ({ zone: zone.id, direction }));
  });
}

function startOfDayMs(atMs: number, zone: string): number {
  return DateTime.fromMillis(atMs, { zone }).startOf('day').toMillis();
}
