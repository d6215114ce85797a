import { DateTime } from 'luxon';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { DeviceAccess } from '../device-access.ts';
import type { SensorDriver, SensorFamily, Want } from '../driver.ts';
import type { InsightsSource } from '../insights.ts';
import type { CountReading, Snapshot } from '../reading.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import { IndivdClient, type IndivdError } from './api/client.ts';
import { IndivdDevice, recognise } from './device.ts';
import { IndivdInsights } from './insights.ts';
import { countReadingOf, crossingsIn, isZoneId } from './readings.ts';
import { indivdOptionsSchema } from './schema.ts';

export interface IndivdDriverParts {
  readonly client: IndivdClient;
  /** IANA zone of the site, whose days are counted. */
  readonly timezone: string;
  readonly location: number | undefined;
  /** Epoch milliseconds. */
  now(): number;
}

/** Zones with a visit within this many days certainly exist. */
const knownForDays = 28;

/**
 * Reads, for each wanted zone, the people in and out today, from the lines into and out of it. Zones that are
 * not wanted are left out.
 */
export class IndivdDriver implements SensorDriver {
  readonly insights: InsightsSource;
  readonly device: DeviceAccess;
  readonly #parts: IndivdDriverParts;
  /** Zones that certainly exist, with their names: an empty answer for another one means nothing. */
  readonly #zones = new Map<string, string | undefined>();
  #hasAskedForZones = false;
  /** The day whose counts are being read; undefined before the first read. */
  #day: string | undefined;

  constructor(parts: IndivdDriverParts) {
    this.#parts = parts;
    this.insights = new IndivdInsights(parts.client, parts.location);
    this.device = new IndivdDevice(parts);
  }

  async read(wants: readonly Want[], signal: AbortSignal): SensorAnswer<Snapshot> {
    const nowMs = this.#parts.now();
    const today = DateTime.fromMillis(nowMs, { zone: this.#parts.timezone }).toFormat('yyyy-MM-dd');
    // A day that has ended is read once more, so that its last minutes are counted before the next one
    // begins.
    const day = this.#day !== undefined && this.#day < today ? this.#day : today;
    const channels = [...new Set(wants.map(({ channel }) => channel))].filter(isZoneId);
    const readings: CountReading[] = [];
    for (const channel of channels) {
      const reading = await this.#readZone(channel, day, signal);
      if (!reading.ok) return reading;
      readings.push(reading.value);
    }
    const known = await this.#learn(readings, today, signal);
    if (!known.ok) return known;
    this.#day = today;
    return ok({
      readings: readings.filter(({ channel }) => this.#zones.has(channel)),
      channelNames: new Map(
        [...this.#zones].flatMap(([id, name]) => (name === undefined ? [] : [[id, name]])),
      ),
      deviceClockMs: nowMs,
    });
  }

  async #readZone(channel: string, day: string, signal: AbortSignal): SensorAnswer<CountReading> {
    const { client, location } = this.#parts;
    const zones = [Number(channel)];
    const query = { from: day, to: day, by: 'day', ...(location !== undefined && { location }) } as const;
    const peopleIn = await client.lineCrosses({ ...query, zonesTo: zones }, signal);
    if (!peopleIn.ok) return fail(asSensorError(peopleIn.error));
    const peopleOut = await client.lineCrosses({ ...query, zonesFrom: zones }, signal);
    if (!peopleOut.ok) return fail(asSensorError(peopleOut.error));
    const people = { in: crossingsIn(peopleIn.value), out: crossingsIn(peopleOut.value) };
    if (!Number.isSafeInteger(people.in + people.out)) {
      const found = `${people.in} in, ${people.out} out`;
      return fail({ kind: 'invalid', field: 'count', expected: 'people of one day', found });
    }
    return ok(countReadingOf(channel, day, people));
  }

  /**
   * Requests the existing zones, if one is not known yet: 0 in and 0 out may mean a quiet morning, or a zone
   * that does not exist, and a count of a zone that does not exist would be a false green.
   */
  async #learn(readings: readonly CountReading[], today: string, signal: AbortSignal): SensorAnswer<void> {
    for (const { channel } of readings.filter(isReported)) {
      if (!this.#zones.has(channel)) this.#zones.set(channel, undefined);
    }
    const isAllKnown = readings.every(({ channel }) => this.#zones.has(channel));
    // If no zone is wanted only this call shows that Indivd answers.
    if (this.#hasAskedForZones && isAllKnown && readings.length > 0) return ok(undefined);
    const { client, location } = this.#parts;
    const from = DateTime.fromISO(today).minus({ days: knownForDays }).toFormat('yyyy-MM-dd');
    const locations = location === undefined ? {} : { locations: [location] };
    const visitors = await client.zoneVisitors({ from, to: today, by: 'zone', ...locations }, signal);
    if (!visitors.ok) return fail(asSensorError(visitors.error));
    this.#hasAskedForZones = true;
    for (const { zone, zoneName } of visitors.value.current.rows) this.#zones.set(zone, zoneName);
    return ok(undefined);
  }
}

/** Whether anybody was counted. */
function isReported({ in: peopleIn, out: peopleOut }: CountReading): boolean {
  return peopleIn > 0 || peopleOut > 0;
}

/** Parameters are made here and not by users: a wrong one is a bug. */
function asSensorError(error: IndivdError): SensorError {
  if (error.kind === 'parameter') throw new Error(`${error.parameter}: expected ${error.expected}`);
  return error;
}

/** Indivd, analytics from a shop's cameras. */
export const indivd: SensorFamily = {
  id: 'indivd',
  label: 'Indivd',
  optionsSchema: indivdOptionsSchema,
  signIn: { kind: 'headers' },
  defaultPollMs: 15 * 60_000,
  channels: 'many',
  gives: new Set(['count']),
  create: ({ url, options }, { http, timezone }) => {
    const { token, location } = indivdOptionsSchema.parse(options);
    const client = new IndivdClient(http, { url, token });
    return new IndivdDriver({ client, timezone, location, now: Date.now });
  },
  recognise,
};
