import { z } from 'zod';
import {
  type DeviceModel,
  json,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
} from '../simulation/device-model.ts';
import { PeopleTally } from '../simulation/people-tally.ts';
import type { SimulatedChannel } from '../simulation/simulated-device.ts';
import { keyWays } from './options.ts';

/** What can be changed about a simulated gateway while it runs. */
const settingsSchema = z.strictObject({
  /** The one way in which it takes keys, or `any`. */
  apiKeyHeader: z.enum(['any', ...keyWays]),
  /** More requests within a minute are answered 429; 0: no limit. */
  requestsPerMinute: z.number().int().nonnegative(),
  basePath: z.string().regex(/^(\/[^/?#]+)*$/, 'a path without trailing slash, like /api/v1'),
  /** The location its zones belong to. */
  locationId: z.string(),
  /** Of every zone, in people. */
  capacity: z.number().int().positive(),
  /** Zones whose id is a number can be reported so. */
  zoneIdAs: z.enum(['text', 'number']),
});
export type GatewaySettings = z.infer<typeof settingsSchema>;

export const defaultGatewaySettings: GatewaySettings = {
  apiKeyHeader: 'any',
  requestsPerMinute: 0,
  basePath: '/api/v1',
  locationId: 'LOC_1',
  capacity: 100,
  zoneIdAs: 'text',
};

const minuteMs = 60_000;

interface SimulatedZone {
  readonly id: string;
  readonly name: string;
  readonly tally: PeopleTally;
}

/** The memory and the answers of a simulated gateway. */
export class SimulatedGateway implements DeviceModel {
  readonly countFields: ReadonlySet<string> = new Set(['current_people']);
  readonly extraFaults: DeviceModel['extraFaults'] = new Set(['wrong-clock']);
  readonly #world: SimulatedWorld;
  readonly #zones: ReadonlyMap<string, SimulatedZone>;
  #settings = defaultGatewaySettings;
  /** When the requests of the last minute came, oldest first. */
  #recent: readonly number[] = [];

  /** @param channels its zones; at least one */
  constructor(world: SimulatedWorld, channels: readonly SimulatedChannel[]) {
    this.#world = world;
    this.#zones = new Map(
      channels.map(({ id, name }) => [id, { id, name: name ?? id, tally: new PeopleTally() }]),
    );
    if (this.#zones.size === 0) throw new Error('A gateway has at least one zone.');
  }

  get settings(): GatewaySettings {
    return this.#settings;
  }

  set(settings: Readonly<Record<string, unknown>>): void {
    this.#settings = settingsSchema.parse({ ...this.#settings, ...settings });
  }

  walk(people: { readonly in?: number; readonly out?: number }, channel?: string): void {
    const zone = channel === undefined ? [...this.#zones.values()][0] : this.#zones.get(channel);
    if (zone === undefined) {
      throw new Error(`There is no zone "${channel}" here, only ${[...this.#zones.keys()].join(', ')}.`);
    }
    zone.tally.walk(people);
  }

  truth() {
    return [...this.#zones.values()].map(({ id, tally }) => tally.truth(id));
  }

  resetCounters(): void {
    for (const { tally } of this.#zones.values()) tally.startOver();
  }

  answer(request: SimulatedRequest): SimulatedAnswer {
    const waitMs = this.#waitMs();
    if (waitMs > 0) {
      const headers = { 'retry-after': String(Math.ceil(waitMs / 1000)) };
      return { ...refuse(429, 'Rate limit exceeded'), headers };
    }
    if (request.path !== `${this.#settings.basePath}/occupancy/current`) return refuse(404, 'Not found');
    if (request.method !== 'GET') return refuse(405, 'Method not allowed');
    const asked = new URLSearchParams(request.query).get('locationId');
    const isHere = asked === null || asked === this.#settings.locationId;
    return json({
      status: 'success',
      timestamp: this.#timestamp(),
      data: isHere ? [...this.#zones.values()].map((zone) => this.#report(zone)) : [],
    });
  }

  errorIn200(): SimulatedAnswer {
    return json({ status: 'error', timestamp: this.#timestamp(), message: 'No connection to the sensors' });
  }

  #report({ id, name, tally }: SimulatedZone) {
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

/** The gateway's way of saying no. */
export function refuse(status: number, message: string): SimulatedAnswer {
  return json({ status: 'error', message }, status);
}
