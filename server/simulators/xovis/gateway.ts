import { z } from 'zod';
import { isQueueChannel, queueChannel } from '#server/sensors/xovis/gateway/readings.ts';
import { keyWays } from '#server/sensors/xovis/schema.ts';
import {
  type DeviceModel,
  json,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
} from '../device/device-model.ts';
import type { SimulatedChannel } from '../device/simulated-device.ts';
import { type SimulatedPlace, SimulatedPlaces, shopArrivals } from './memory.ts';
import { answerCounts } from './simulated-gateway-counts.ts';

/** What can be changed about a simulated gateway while it runs. */
const settingsSchema = z.strictObject({
  /** The one way in which it takes keys, or `any`. */
  apiKeyHeader: z.enum(['any', ...keyWays]),
  /** More requests within a minute are answered 429; 0: no limit. */
  requestsPerMinute: z.number().int().nonnegative(),
  basePath: z.string().regex(/^(\/[^/?#]+)*$/, 'a path without trailing slash, like /api/v1'),
  /** The location its zones belong to. */
  locationId: z.string(),
  /** The one sensor that counts for it. */
  sensorId: z.string(),
  /** Of every zone, in people. */
  capacity: z.number().int().positive(),
  /** Zones whose id is a number can be reported so. */
  zoneIdAs: z.enum(['text', 'number']),
  /** Ids of its queues; people walk in and out of them on the channel `queue:<id>`. */
  queues: z.array(z.string().min(1)),
  /** How long people stay in each zone. */
  dwellMs: z.number().nonnegative(),
  /** Whether paths are computed. */
  pathAnalytics: z.boolean(),
  /** How `/counts/interval` wants its period to be called. */
  intervalNames: z.enum(['start', 'from', 'start_ts']),
  /** Gives it a past of so many hours. */
  pastHours: z
    .number()
    .int()
    .min(0)
    .max(24 * 31),
  /** The people in that past: one a minute, or as in a shop, with nights, busy hours and Saturdays. */
  pastPeople: z.enum(['steady', 'shop']),
});
type GatewaySettings = z.infer<typeof settingsSchema>;

const defaultGatewaySettings: GatewaySettings = {
  apiKeyHeader: 'any',
  requestsPerMinute: 0,
  basePath: '/api/v1',
  locationId: 'LOC_1',
  sensorId: 'SNSR_001',
  capacity: 100,
  zoneIdAs: 'text',
  queues: [],
  dwellMs: 312_000,
  pathAnalytics: true,
  intervalNames: 'start',
  pastHours: 0,
  pastPeople: 'steady',
};

const minuteMs = 60_000;

/** The memory and the answers of a simulated gateway. */
export class SimulatedGateway implements DeviceModel {
  readonly countFields: ReadonlySet<string> = new Set([
    'current_people',
    'queue_length',
    'in',
    'out',
    'passby',
    'occupancy',
  ]);
  readonly extraFaults: DeviceModel['extraFaults'] = new Set(['wrong-clock']);
  readonly places: SimulatedPlaces;
  readonly #world: SimulatedWorld;
  #settings = defaultGatewaySettings;
  /** When the requests of the last minute came, oldest first. */
  #recent: readonly number[] = [];

  /** @param channels its zones; at least one */
  constructor(world: SimulatedWorld, channels: readonly SimulatedChannel[]) {
    this.#world = world;
    this.places = new SimulatedPlaces(() => world.now(), channels);
  }

  get settings(): GatewaySettings {
    return this.#settings;
  }

  set(settings: Readonly<Record<string, unknown>>): void {
    this.#settings = settingsSchema.parse({ ...this.#settings, ...settings });
    for (const id of this.#settings.queues) this.places.add({ id: queueChannel(id), name: id });
    const { pastHours, pastPeople } = this.#settings;
    if (settings.pastHours !== undefined) {
      this.places.imaginePast(pastHours, pastPeople === 'shop' ? shopArrivals : undefined);
    }
  }

  walk(people: { readonly in?: number; readonly out?: number }, channel?: string): void {
    this.places.walk(people, channel);
  }

  truth() {
    return this.places.truth();
  }

  resetCounters(): void {
    this.places.startOver();
  }

  answer(request: SimulatedRequest): SimulatedAnswer {
    const waitMs = this.#waitMs();
    if (waitMs > 0) {
      const headers = { 'retry-after': String(Math.ceil(waitMs / 1000)) };
      return { ...refuse(429, 'Rate limit exceeded'), headers };
    }
    const { basePath } = this.#settings;
    if (!request.path.startsWith(`${basePath}/`)) return refuse(404, 'Not found');
    const path = request.path.slice(basePath.length);
    const answer = this.#answerTo(path, new URLSearchParams(request.query));
    if (answer === undefined) return refuse(404, 'Not found');
    return request.method === 'GET' ? answer : refuse(405, 'Method not allowed');
  }

  errorIn200(): SimulatedAnswer {
    return json({ status: 'error', timestamp: this.#timestamp(), message: 'No connection to the sensors' });
  }

  /** The zones as `/occupancy/current` reports them. */
  report() {
    return this.#zones().map((zone) => this.#zone(zone));
  }

  #answerTo(path: string, query: URLSearchParams): SimulatedAnswer | undefined {
    const { locationId, sensorId, pathAnalytics } = this.#settings;
    const dwellOf = /^\/zones\/([^/]+)\/dwell$/.exec(path)?.[1];
    if (dwellOf !== undefined) return this.#dwell(decodeURIComponent(dwellOf), query);
    switch (path) {
      case '/occupancy/current': {
        const asked = query.get('locationId');
        return this.#list(asked === null || asked === locationId ? this.report() : []);
      }
      case '/queue/status':
        return this.#list(this.#queues().map((queue) => this.#queue(queue)));
      case '/sensors':
        return this.#list([
          { sensorId, name: 'Entrance', locationId, serial: '00:6E:02:00:00:01', status: 'online' },
        ]);
      case '/analytics/paths':
        return pathAnalytics ? this.#list(this.#flows()) : refuse(403, 'Path Analytics is not enabled');
      default:
        return answerCounts(path, query, {
          zones: this.#zones(),
          nowMs: this.#world.now(),
          sensorId,
          locationId,
          intervalNames: this.#settings.intervalNames,
        });
    }
  }

  #list(data: readonly unknown[]): SimulatedAnswer {
    return json({ status: 'success', timestamp: this.#timestamp(), data });
  }

  #zones(): readonly SimulatedPlace[] {
    return this.places.all().filter(({ id }) => !isQueueChannel(id));
  }

  #queues(): readonly SimulatedPlace[] {
    return this.places.all().filter(({ id }) => isQueueChannel(id));
  }

  #zone({ id, name, tally }: SimulatedPlace) {
    const { capacity, zoneIdAs } = this.#settings;
    const utilization = (tally.occupancy / capacity) * 100;
    return {
      zoneId: zoneIdAs === 'number' && /^\d+$/.test(id) ? Number(id) : id,
      name,
      current_people: tally.occupancy,
      capacity,
      utilization_percentage: Math.round(utilization * 10) / 10,
      status: utilization >= 100 ? 'critical' : utilization >= 80 ? 'warning' : 'normal',
    };
  }

  #queue({ name, tally }: SimulatedPlace) {
    return { queueId: name, name, queue_length: tally.occupancy, status: 'normal' };
  }

  #dwell(zoneId: string, query: URLSearchParams): SimulatedAnswer {
    const zone = this.#zones().find(({ id }) => id === zoneId);
    if (zone === undefined) return refuse(404, 'No such zone');
    if (!/^P/.test(query.get('interval') ?? '')) return refuse(400, 'interval must be a duration like PT1H');
    return this.#list([{ zoneId, name: zone.name, average_dwell_time: this.#settings.dwellMs }]);
  }

  /** From each zone to the next one, as many as can have gone. */
  #flows() {
    const zones = this.#zones();
    return zones.slice(1).map((to, index) => {
      const from = zones[index] ?? to;
      return { from_zone: from.id, to_zone: to.id, count: Math.min(from.tally.out, to.tally.in) };
    });
  }

  /** Whole seconds of UTC, as printed: `2024-05-21T14:32:01Z`. */
  #timestamp(): string {
    return new Date(this.#world.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  /** How long this request is too early; 0 lets it pass. Requests from a clock since set back are forgotten. */
  #waitMs(): number {
    const { requestsPerMinute } = this.#settings;
    const nowMs = this.#world.now();
    this.#recent = this.#recent.filter((atMs) => atMs <= nowMs && nowMs - atMs < minuteMs);
    const oldestThatCounts = requestsPerMinute === 0 ? undefined : this.#recent.at(-requestsPerMinute);
    if (oldestThatCounts !== undefined) return oldestThatCounts + minuteMs - nowMs;
    this.#recent = [...this.#recent, nowMs];
    return 0;
  }
}

/** The gateway's refusal. */
function refuse(status: number, message: string): SimulatedAnswer {
  return json({ status: 'error', message }, status);
}

/** Checks the key of a request like a gateway; null accepts it. Without a token there is no sign-in. */
export function checkKey(
  { headers }: SimulatedRequest,
  token: string | undefined,
  wanted: 'any' | keyof ReturnType<typeof keysIn>,
): SimulatedAnswer | null {
  if (token === undefined) return null;
  const given = keysIn(headers);
  const keys = wanted === 'any' ? Object.values(given) : [given[wanted]];
  return keys.includes(token) ? null : refuse(401, 'Missing or invalid API key');
}

/** The key of a request, by each way to send one. */
function keysIn(headers: SimulatedRequest['headers']) {
  const [, scheme = '', credentials] = /^(\S+)\s+(\S+)$/.exec(String(headers.authorization ?? '')) ?? [];
  return {
    apikey: scheme.toLowerCase() === 'apikey' ? credentials : undefined,
    bearer: scheme.toLowerCase() === 'bearer' ? credentials : undefined,
    'x-api-key': headers['x-api-key'],
  };
}
