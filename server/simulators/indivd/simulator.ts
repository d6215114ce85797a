import { DateTime } from 'luxon';
import { z } from 'zod';
import { isoDate } from '#server/engine/opening-hours.ts';
import {
  type DeviceModel,
  json,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
} from '../device/device-model.ts';
import { PeopleTally } from '../device/people-log.ts';
import type { ChannelTruth, SimulatorFamily, SimulatorOptions } from '../device/simulated-device.ts';
import { startDevice } from '../device/start-device.ts';
import { dropInRate, lineCrosses, zoneVisitors } from './simulated-answers.ts';
import { SimulatedInsights, type SimulatedZone } from './simulated-insights.ts';
import { BadRequest, SimulatedQuery } from './simulated-query.ts';

const settingsSchema = z.strictObject({
  plan: z.enum(['pro', 'basic']),
  /** Passers-by for each entry. Below 1 the drop-in rate is above 100 %; 0: no lines are set up. */
  passersPerEntry: z.number().min(0).max(100),
  /** The one location and organisation that the token has access to. */
  location: z.number().int().nonnegative(),
  organization: z.number().int().nonnegative(),
  bounceThresholdS: z.number().int().nonnegative(),
  /** When set, this many days before today are invented again. */
  historyDays: z.number().int().min(0).max(400),
  /** Who came on those days: every day as many, or as in a shop, with busy hours, Saturdays and closed Sundays. */
  pastPeople: z.enum(['steady', 'shop']),
  /** More requests within a minute are answered 429; 0: no limit. */
  requestsPerMinute: z.number().int().nonnegative(),
});
type Settings = z.infer<typeof settingsSchema>;

const defaults: Settings = {
  plan: 'pro',
  passersPerEntry: 1.65,
  location: 124,
  organization: 7,
  bounceThresholdS: 120,
  historyDays: 35,
  pastPeople: 'steady',
  requestsPerMinute: 0,
};

const minuteMs = 60_000;
const root = '/api/v1/rnd/insights/external';

interface WatchedZone extends SimulatedZone {
  readonly channel: string;
  /** In and out of the day, and the people inside. */
  readonly today: PeopleTally;
}

/** The memory and the answers of a simulated Indivd account. */
class SimulatedIndivd implements DeviceModel {
  readonly countFields = new Set([
    'count',
    'visits',
    'unique_visits',
    'bounce',
    'passing_by',
    'enter',
    'total_visits',
    'total_passing_by',
  ]);
  readonly extraFaults: DeviceModel['extraFaults'] = new Set();
  readonly #world: SimulatedWorld;
  readonly #timezone: string;
  readonly #zones: readonly WatchedZone[];
  readonly #insights: SimulatedInsights;
  #settings = defaults;
  #date: string;
  #recent: readonly number[] = [];

  constructor(world: SimulatedWorld, options: SimulatorOptions) {
    this.#world = world;
    this.#timezone = options.timezone ?? 'UTC';
    this.#zones = (options.channels ?? defaultZones).map(({ id, name }) => {
      if (!/^\d+$/.test(id)) throw new Error(`"${id}" is no zone of Indivd: their ids are whole numbers.`);
      return { id: Number(id), channel: id, name: name ?? `Zone ${id}`, today: new PeopleTally() };
    });
    this.#insights = new SimulatedInsights(this.#zones);
    this.#date = isoDate(this.#today());
    this.#insights.inventDays(defaults.historyDays, this.#today());
  }

  get settings(): Settings {
    return this.#settings;
  }

  set(settings: Readonly<Record<string, unknown>>): void {
    this.#settings = settingsSchema.parse({ ...this.#settings, ...settings });
    if (settings.historyDays !== undefined) {
      this.#insights.inventDays(this.#settings.historyDays, this.#today(), this.#settings.pastPeople);
    }
  }

  walk(people: { readonly in?: number; readonly out?: number }, channel?: string): void {
    this.#passMidnight();
    const zone =
      channel === undefined ? this.#zones[0] : this.#zones.find((each) => each.channel === channel);
    if (zone === undefined) {
      throw new Error(`There is no zone "${channel}", only ${this.#zones.map(({ id }) => id).join(', ')}.`);
    }
    zone.today.walk(people);
    this.#insights.count(zone, this.#world.now(), people);
  }

  truth(): readonly ChannelTruth[] {
    this.#passMidnight();
    return this.#zones.map(({ channel, today }) => today.truth(channel));
  }

  /** An account does not reboot; what is lost is what was seen today. */
  resetCounters(): void {
    for (const { today } of this.#zones) today.startOver();
    this.#insights.forgetSince(this.#today());
  }

  answer(request: SimulatedRequest): SimulatedAnswer {
    const waitMs = this.#waitMs();
    if (waitMs > 0) {
      return { ...refusal(429), headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } };
    }
    const answer = answers.get(request.path.slice(root.length));
    if (answer === undefined || !request.path.startsWith(root)) return refusal(404);
    if (request.method !== 'GET') return refusal(405);
    try {
      const query = new SimulatedQuery(request.query, this.#timezone);
      const isOutside = (name: 'location' | 'organization') =>
        [...(query.numbers(name) ?? [])].some((id) => id !== this.#settings[name]);
      if (isOutside('location') || isOutside('organization')) return refusal(403);
      return json(answer(query, { ...this.#settings, insights: this.#insights }));
    } catch (error) {
      if (error instanceof BadRequest) return refusal(400);
      throw error;
    }
  }

  #today(): DateTime {
    return DateTime.fromMillis(this.#world.now(), { zone: this.#timezone }).startOf('day');
  }

  #passMidnight(): void {
    const date = isoDate(this.#today());
    if (date !== this.#date) for (const { today } of this.#zones) today.startOver();
    this.#date = date;
  }

  /** How long this request is too early; 0 lets it pass. */
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

const defaultZones = [
  { id: '201', name: 'Entrance' },
  { id: '1121', name: 'Example zone 1' },
];

const answers = new Map([
  ['/line_crosses/', lineCrosses],
  ['/zone_visitors/', zoneVisitors],
  ['/drop_in_rate/', dropInRate],
]);

/** "When an error occurs, no additional JSON error body is returned." */
export function refusal(status: number): SimulatedAnswer {
  return { status, body: '' };
}

/** Starts fake Indivd accounts. `token` is the token; without it everybody may read. */
export const indivdSimulator: SimulatorFamily = {
  id: 'indivd',
  entry: {
    basePath: '/api/v1/rnd/insights/external',
    keyName: 'token',
    poll: '15m',
    hasChannels: true,
  },
  start: (options) =>
    startDevice({
      family: 'indivd',
      options,
      model: (world) => new SimulatedIndivd(world, options),
      signIn: ({ headers }) =>
        options.token === undefined || headers.authorization === `Token ${options.token}`
          ? null
          : refusal(401),
    }),
};
