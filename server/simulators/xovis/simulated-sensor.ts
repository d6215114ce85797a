import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { z } from 'zod';
import {
  type DeviceModel,
  json,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
} from '../device/device-model.ts';
import type { SimulatorOptions } from '../device/simulated-device.ts';
import { type SimulatedPlace, SimulatedPlaces } from './memory.ts';
import { answerHistory, type LogicShape } from './simulated-sensor-history.ts';

/** What can be changed about a simulated sensor while it runs. */
const settingsSchema = z.strictObject({
  /** Ids of the logics that are zones; the others are lines. */
  zoneLogics: z.array(z.string()),
  /** Logics of firmware before 5 keep their names. */
  logicNames: z.enum(['5', '4X']),
  scope: z.union([z.enum(['singlesensor', 'multisensor']), z.number().int().nonnegative()]),
  /** Whether there is a login; without it the password comes with each request. */
  hasLogin: z.boolean(),
  /** Seconds until a token expires, and until an unused one does; 0: it is never accepted. */
  tokenValidS: z.number().nonnegative(),
  tokenUnusedS: z.number().nonnegative(),
  /** Gives it a past of so many hours. */
  pastHours: z
    .number()
    .int()
    .min(0)
    .max(24 * 31),
});
export type SensorSettings = z.infer<typeof settingsSchema>;

const defaultSettings: SensorSettings = {
  zoneLogics: ['2'],
  logicNames: '5',
  scope: 'singlesensor',
  hasLogin: true,
  tokenValidS: 3600,
  tokenUnusedS: 600,
  pastHours: 0,
};

const defaultLogics = [
  { id: '1', name: 'Main door' },
  { id: '2', name: 'Hall' },
] as const;

/** The memory, the tokens and the answers of a simulated sensor of firmware 5. */
export class SimulatedSensor implements DeviceModel {
  readonly countFields: ReadonlySet<string> = new Set(['value']);
  readonly extraFaults: DeviceModel['extraFaults'] = new Set(['wrong-clock']);
  readonly places: SimulatedPlaces;
  readonly serial: string;
  readonly #world: SimulatedWorld;
  readonly #options: SimulatorOptions;
  readonly #tokens = new Map<string, { readonly madeAtMs: number; usedAtMs: number }>();
  #settings = defaultSettings;

  constructor(world: SimulatedWorld, options: SimulatorOptions) {
    this.#world = world;
    this.#options = options;
    this.serial = options.serial ?? '801F12000001';
    this.places = new SimulatedPlaces(() => world.now(), options.channels ?? defaultLogics);
  }

  get settings(): SensorSettings {
    return this.#settings;
  }

  set(settings: Readonly<Record<string, unknown>>): void {
    this.#settings = settingsSchema.parse({ ...this.#settings, ...settings });
    if (settings.pastHours !== undefined) this.places.imaginePast(this.#settings.pastHours);
  }

  walk(people: { readonly in?: number; readonly out?: number }, channel?: string): void {
    this.places.walk(people, channel);
  }

  truth() {
    return this.places.truth();
  }

  /** As after a reboot: the tokens are forgotten, too. */
  resetCounters(): void {
    this.places.startOver();
    this.#tokens.clear();
  }

  /** Null lets the request pass. Without user name and password there is no sign-in. */
  signIn({ headers, path }: SimulatedRequest): SimulatedAnswer | null {
    const { username, password } = this.#options;
    if (username === undefined || password === undefined) return null;
    const [, scheme = '', credentials = ''] =
      /^(\S+)\s+(\S+)$/.exec(String(headers.authorization ?? '')) ?? [];
    const right = Buffer.from(`${username}:${password}`).toString('base64');
    if (scheme.toLowerCase() === 'basic' && credentials === right) return null;
    const isLogin = path.endsWith('/users/login');
    if (!isLogin && scheme.toLowerCase() === 'bearer' && this.#isGood(credentials)) return null;
    const challenge = { 'www-authenticate': 'Basic realm="Xovis"' };
    const isQuiet = headers['x-requested-with'] !== undefined;
    return { ...json({ message: 'Unauthorized' }, 401), ...(isQuiet ? {} : { headers: challenge }) };
  }

  answer({ path, method, query }: SimulatedRequest): SimulatedAnswer {
    const { scope, hasLogin } = this.#settings;
    const data = `/api/v5/${typeof scope === 'number' ? `multisensors/${scope}` : scope}/data`;
    if (path === '/api/v5/users/login' && hasLogin) return this.#only('POST', method, () => this.#logIn());
    if (path === '/api/v5/device/info') return this.#only('GET', method, () => this.#info());
    if (!path.startsWith(`${data}/`)) return json({ message: 'Not found' }, 404);
    const call = path.slice(data.length);
    const logicId = /^\/live\/logics\/([^/]+)\/reset$/.exec(call)?.[1];
    if (logicId !== undefined) {
      return this.#only('POST', method, () => this.#reset(decodeURIComponent(logicId)));
    }
    switch (call) {
      case '/live/logics':
        return this.#only('GET', method, () => json({ time: this.time(), logics: this.report() }));
      case '/live/counts':
        return this.#only('GET', method, () => json({ time: this.time(), counts: this.#counts() }));
      case '/live/counts/reset':
        return this.#only('POST', method, () => this.#resetLines(this.shapes()));
      case '/history/logics':
        return this.#only('GET', method, () => this.#history(new URLSearchParams(query)));
      default:
        return json({ message: 'Not found' }, 404);
    }
  }

  /** The device's time, with its offset: `2026-04-02T10:00:00+02:00`. */
  time(ms = this.#world.now()): string {
    const zone = this.#options.timezone ?? 'UTC';
    return DateTime.fromMillis(ms, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
  }

  now(): number {
    return this.#world.now();
  }

  /** Its logics, with the ids that its counts have. */
  shapes(): readonly LogicShape[] {
    const { zoneLogics, logicNames } = this.#settings;
    return this.places.all().map((place, index) => {
      const kind = zoneLogics.includes(place.id) ? 'zone' : 'line';
      const names = {
        line: { '5': 'XLT_LINE_IN_OUT_COUNT', '4X': 'XLT_4X_LINE_IN_OUT_COUNT' },
        zone: { '5': 'XLT_ZONE_OCCUPANCY_COUNT', '4X': 'XLT_4X_ZONE_COUNT' },
      };
      return { place, kind, info: names[kind][logicNames], firstCountId: 10 * (index + 1) };
    });
  }

  /** Its logics as `live/logics` reports them. */
  report() {
    return this.shapes().map(({ place, kind, info, firstCountId }) => ({
      id: numeric(place.id),
      name: place.name,
      info,
      geometries: [{ id: firstCountId, type: kind === 'line' ? 'LINE' : 'ZONE', name: place.name }],
      counts: countsOf(kind, firstCountId, place),
    }));
  }

  #counts() {
    return this.report().flatMap(({ id, counts }) => counts.map((count) => ({ ...count, logic_id: id })));
  }

  #logIn(): SimulatedAnswer {
    const { tokenValidS, tokenUnusedS } = this.#settings;
    const token = randomUUID();
    const nowMs = this.#world.now();
    this.#tokens.set(token, { madeAtMs: nowMs, usedAtMs: nowMs });
    return json({ token, valid_for: tokenValidS, max_unused_for: tokenUnusedS });
  }

  #isGood(token: string): boolean {
    const life = this.#tokens.get(token);
    if (life === undefined) return false;
    const { tokenValidS, tokenUnusedS } = this.#settings;
    const nowMs = this.#world.now();
    const isOver =
      nowMs - life.madeAtMs >= tokenValidS * 1000 || nowMs - life.usedAtMs >= tokenUnusedS * 1000;
    if (isOver) this.#tokens.delete(token);
    else life.usedAtMs = nowMs;
    return !isOver;
  }

  #info(): SimulatedAnswer {
    const serial = this.serial.replaceAll(/(..)(?=.)/g, '$1:');
    return json({ serial, type: 'PC2SE', fw_version: '5.9.11' });
  }

  #reset(id: string): SimulatedAnswer {
    const logic = this.shapes().find(({ place }) => place.id === id);
    return logic === undefined ? json({ message: 'No such logic' }, 404) : this.#resetLines([logic]);
  }

  /** A zone's count is what the sensor sees there: a reset leaves it. */
  #resetLines(logics: readonly LogicShape[]): SimulatedAnswer {
    for (const { kind, place } of logics) if (kind === 'line') place.tally.startOver();
    return { status: 200, body: '' };
  }

  #history(query: URLSearchParams): SimulatedAnswer {
    return answerHistory(query, this.shapes(), this.now(), (ms) => this.time(ms));
  }

  #only(wanted: string, method: string, answer: () => SimulatedAnswer): SimulatedAnswer {
    return method === wanted ? answer() : json({ message: 'Method not allowed' }, 405);
  }
}

function countsOf(kind: LogicShape['kind'], id: number, { tally }: SimulatedPlace) {
  return kind === 'line'
    ? [
        { id, name: 'fw', value: tally.in },
        { id: id + 1, name: 'bw', value: tally.out },
      ]
    : [{ id, name: 'balance', value: tally.occupancy }];
}

function numeric(id: string): number | string {
  return /^\d{1,9}$/.test(id) ? Number(id) : id;
}
