import { DateTime } from 'luxon';
import { z } from 'zod';
import {
  answerStatus,
  type DeviceModel,
  json,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
} from '../device/device-model.ts';
import { PeopleLog, PeopleTally } from '../device/people-log.ts';
import { type PushRequest, pushRequestSchema, sendPush } from '../device/send-push.ts';
import type { SimulatorFamily, SimulatorOptions } from '../device/simulated-device.ts';
import { startDevice } from '../device/start-device.ts';
import { answerExport, isExportPath, pushBody } from './memory.ts';

/** The settings of the control API; see the README. */
const settingsSchema = z.strictObject({
  /** A secondary refuses to have its occupancy set. */
  role: z.enum(['primary', 'secondary']),
  /** The answer to an occupancy request while it is switched off: an error with status 200, or 404. */
  offAnswer: z.enum(['error', 'not-found']),
  /** Milliseconds until an accepted adjust takes effect. */
  adjustDelayMs: z.number().int().min(0),
  /** Whether the answer to an adjust is as in the vendor's example or as in the vendor's table. */
  adjustAnswer: z.enum(['example', 'table']),
  /** Answers every call of the CGI with this general error. */
  cgiError: z.number().int().nullable(),
  /** Whether passthrough threshold events are allowed; without them their countdown is not restarted. */
  passthrough: z.enum(['on', 'off']),
  /** Minutes that one push holds. */
  pushMinutes: z.union([z.literal(1), z.literal(5), z.literal(15)]),
  /** Whether a push is as in the vendor's example or as in the vendor's table. */
  pushShape: z.enum(['example', 'table']),
  /** Sets the people inside, like an operator at the device. */
  occupancy: z.number().int().optional(),
  /** Fills the memory of this many days before today. */
  pastDays: z.number().int().min(0).max(60).optional(),
  /** Pushes the last whole minutes at once. */
  push: pushRequestSchema.optional(),
});
type Settings = Omit<z.infer<typeof settingsSchema>, 'occupancy' | 'pastDays' | 'push'>;

const defaults: Settings = {
  role: 'primary',
  offAnswer: 'error',
  adjustDelayMs: 0,
  adjustAnswer: 'example',
  cgiError: null,
  passthrough: 'on',
  pushMinutes: 1,
  pushShape: 'example',
};

/** General error codes of `/axis-cgi/a3dpc.cgi`. */
export const generalErrors = {
  1100: 'Internal error',
  2100: 'API version not supported',
  2101: 'Invalid JSON',
  2102: 'Method not supported',
  2103: 'Required parameter missing',
  2104: 'Invalid parameter value specified',
  2105: 'Authorization failed',
  2106: 'Authentication failed',
  2107: 'Transport level error',
} as const;

const requestSchema = z.object({
  apiVersion: z.string(),
  context: z.string().optional(),
  method: z.string(),
  params: z.looseObject({ occupancy: z.unknown() }).optional(),
});
type CgiRequest = z.infer<typeof requestSchema>;

const secondary = 'Device is configured as occupancy secondary, adjust occupancy on primary device.';
const occupancyIsOff = 'Occupancy estimation is off, turn it on to use this feature.';
const passthroughIsOff = 'Allow passthrough threshold events is turned off.';
const received = 'Request received, use the occupancy API to confirm that the changes have taken effect.';

const keptPushes = 20;

/** The channel of the control API at which people pass a secondary of this camera. */
const secondaryChannel = 'secondary';

/** AXIS P8815-2 as a fake device; its settings are described in the README. */
export const axis3dSimulator: SimulatorFamily = {
  id: 'axis-3d',
  entry: { basePath: '', poll: '1s', hasChannels: false },
  start: (options) =>
    startDevice({
      family: 'axis-3d',
      options,
      signIn: 'challenge',
      model: (world) => new Axis3dModel(world, options),
    }),
};

class Axis3dModel implements DeviceModel {
  readonly countFields = new Set(['occupancy', 'total_in', 'total_out', 'in', 'out', 'peak']);
  readonly extraFaults = new Set(['wrong-clock', 'occupancy-off'] as const);
  readonly #world: SimulatedWorld;
  readonly #serial: string;
  readonly #name: string;
  readonly #timezone: string;
  readonly #tally = new PeopleTally();
  readonly #log: PeopleLog;
  #settings = defaults;
  #sentPushes: readonly (number | string)[] = [];
  /** An accepted adjust that has not taken effect yet. */
  #pending: { readonly at: number; readonly occupancy: number } | null = null;

  constructor(world: SimulatedWorld, options: SimulatorOptions) {
    this.#world = world;
    this.#serial = options.serial ?? 'B8:A4:4F:00:00:01';
    this.#name = options.name ?? 'axis-b8a44f000001';
    this.#timezone = options.timezone ?? 'UTC';
    this.#log = new PeopleLog(this.#timezone);
  }

  /** With the answers to the last pushes: a status, or an error code. */
  get settings(): Readonly<Record<string, unknown>> {
    return { ...this.#settings, ...(this.#sentPushes.length > 0 && { sentPushes: this.#sentPushes }) };
  }

  set(settings: Readonly<Record<string, unknown>>): void {
    const { occupancy, pastDays, push, ...rest } = settingsSchema.parse({ ...this.#settings, ...settings });
    this.#settings = rest;
    if (occupancy !== undefined) this.#tally.setOccupancy(occupancy);
    if (pastDays !== undefined) this.#log.fillPast(pastDays, this.#world.now());
    if (push !== undefined) void this.#push(push);
  }

  /** People at a secondary are in the totals and the occupancy, not in what this camera counted itself. */
  walk(people: { readonly in?: number; readonly out?: number }, channel?: string): void {
    this.#settle();
    this.#tally.walk(people);
    const own = channel === secondaryChannel ? {} : people;
    this.#log.record(this.#world.now(), own, this.#tally.occupancy);
  }

  truth() {
    this.#settle();
    return [this.#tally.truth('main')];
  }

  resetCounters(): void {
    this.#pending = null;
    this.#tally.startOver();
    this.#tally.setOccupancy(0);
  }

  errorIn200(): SimulatedAnswer {
    return cgiError(undefined, 1100, generalErrors[1100]);
  }

  answer(request: SimulatedRequest): SimulatedAnswer {
    this.#settle();
    const { method, path, query, body } = request;
    if (method === 'GET' && path === '/a3dpc/api/occupancy') return this.#occupancy();
    if (method === 'POST' && path === '/axis-cgi/a3dpc.cgi') return this.#cgi(body);
    const isExport = method === 'GET' && isExportPath(path);
    return isExport ? answerExport(path, query, this.#log, this.#world.now()) : answerStatus(404);
  }

  #occupancy(): SimulatedAnswer {
    if (this.#world.fault === 'occupancy-off')
      return this.#settings.offAnswer === 'error'
        ? cgiError(undefined, 1200, occupancyIsOff)
        : answerStatus(404);
    const { occupancy, in: total_in, out: total_out } = this.#tally;
    const now = DateTime.fromMillis(this.#world.now(), { zone: this.#timezone });
    const timestamp = now.toISO({ suppressMilliseconds: true, includeOffset: true, precision: 'second' });
    return json({ occupancy, serial: this.#serial, timestamp, total_in, total_out });
  }

  #cgi(body: string): SimulatedAnswer {
    const parsed = parseRequest(body);
    if (parsed === null) return cgiError(undefined, 2101, generalErrors[2101]);
    const { apiVersion, method } = parsed;
    const forced = this.#settings.cgiError;
    if (forced !== null) return cgiError(parsed, forced, messageOf(forced));
    if (!/^1(\.|$)/.test(apiVersion)) return cgiError(parsed, 2100, generalErrors[2100]);
    if (method === 'adjustOccupancy') return this.#adjust(parsed);
    if (method === 'restartPassthroughCountdown') return this.#restart(parsed);
    return cgiError(parsed, 2102, generalErrors[2102]);
  }

  #restart(request: CgiRequest): SimulatedAnswer {
    if (this.#settings.passthrough === 'off') return cgiError(request, 1200, passthroughIsOff);
    return json({ apiVersion: '1.0', context: request.context, data: {}, method: request.method });
  }

  #adjust(request: CgiRequest): SimulatedAnswer {
    const occupancy = request.params?.occupancy;
    if (occupancy === undefined) return cgiError(request, 2103, generalErrors[2103]);
    if (typeof occupancy !== 'number' || !Number.isInteger(occupancy) || occupancy < 0)
      return cgiError(request, 2104, generalErrors[2104]);
    if (this.#world.fault === 'occupancy-off') return cgiError(request, 1200, occupancyIsOff);
    if (this.#settings.role === 'secondary') return cgiError(request, 1200, secondary);
    this.#pending = { at: this.#world.now() + this.#settings.adjustDelayMs, occupancy };
    const answer =
      this.#settings.adjustAnswer === 'example' ? { data: { message: received } } : { params: { occupancy } };
    return json({ apiVersion: '1.0', context: request.context, ...answer, method: request.method });
  }

  async #push({ times, ...to }: PushRequest): Promise<void> {
    const { pushMinutes, pushShape } = this.#settings;
    const now = this.#world.now();
    const about = { serial: this.#serial, name: this.#name, timezone: this.#timezone };
    const body = pushBody(this.#log, now, pushMinutes, pushShape, about);
    for (let time = 0; time < times; time += 1)
      this.#sentPushes = [...this.#sentPushes, await sendPush(to, body)].slice(-keptPushes);
  }

  #settle(): void {
    if (this.#pending === null || this.#world.now() < this.#pending.at) return;
    this.#tally.setOccupancy(this.#pending.occupancy);
    this.#pending = null;
  }
}

function parseRequest(body: string): CgiRequest | null {
  try {
    return requestSchema.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

/** An error as the CGI gives it: with status 200. */
function cgiError(request: CgiRequest | undefined, code: number, message: string): SimulatedAnswer {
  const { context, method } = request ?? {};
  return json({ apiVersion: '1.0', context, error: { code, message }, method });
}

function messageOf(code: number): string {
  return Object.entries(generalErrors).find(([known]) => Number(known) === code)?.[1] ?? 'Unknown error';
}
