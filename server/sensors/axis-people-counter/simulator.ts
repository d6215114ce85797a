import { DateTime } from 'luxon';
import { z } from 'zod';
import {
  type DeviceModel,
  json,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
  text,
} from '../simulation/device-model.ts';
import { answerStatus } from '../simulation/exchange.ts';
import { PeopleTally } from '../simulation/people-tally.ts';
import type { ChannelTruth, SimulatorFamily, SimulatorOptions } from '../simulation/simulated-device.ts';
import { startDevice } from '../simulation/start-device.ts';

const settingsSchema = z.strictObject({
  /** `smart` refuses to have its occupancy set; `smart-silent` says OK and does nothing. */
  mode: z.enum(['naive', 'smart', 'smart-silent']),
  /** Where the application lives; `old` has counting and occupancy as two applications. */
  paths: z.enum(['local', 'root', 'old']),
  /** `total in` or `totalin`. */
  spelling: z.enum(['spaced', 'joined']),
  /** How a device without occupancy answers. */
  offAnswer: z.enum(['not-found', 'empty']),
  /** The body that says a reset was taken. */
  resetAnswer: z.enum(['json', 'text', 'empty']),
  /** Status of a reset under `.api` on firmware that keeps it to operators; 200 takes it. */
  resetRefusal: z.union([z.literal(200), z.literal(401), z.literal(403), z.literal(404)]),
  /** Whether a timestamp is a JSON number. */
  timestampAsNumber: z.boolean(),
  /** Sets the people inside, as somebody at the device would. */
  occupancy: z.number().int().optional(),
});
type Settings = Omit<z.infer<typeof settingsSchema>, 'occupancy'>;

const defaults: Settings = {
  mode: 'naive',
  paths: 'local',
  spelling: 'joined',
  offAnswer: 'not-found',
  resetAnswer: 'json',
  resetRefusal: 200,
  timestampAsNumber: false,
};

const rootsOf = {
  local: { counting: '/local/tvpc', occupancy: '/local/tvpc' },
  root: { counting: '/tvpc', occupancy: '/tvpc' },
  old: { counting: '/local/people-counter', occupancy: '/local/occupancy-estimator' },
} as const;

/** AXIS People Counter as a fake device; its settings are described in the README. */
export const axisPeopleCounterSimulator: SimulatorFamily = {
  id: 'axis-people-counter',
  start: (options) =>
    startDevice({
      family: 'axis-people-counter',
      options,
      signIn: 'challenge',
      model: (world) => new PeopleCounterModel(world, options),
    }),
};

class PeopleCounterModel implements DeviceModel {
  readonly countFields = new Set(['in', 'out', 'occupancy', 'totalin', 'totalout', 'total in', 'total out']);
  readonly extraFaults = new Set(['wrong-clock', 'occupancy-off'] as const);
  readonly #world: SimulatedWorld;
  readonly #options: SimulatorOptions;
  readonly #serial: string;
  readonly #name: string;
  readonly #timezone: string;
  /** In and out of the day. */
  readonly #today = new PeopleTally();
  /** In and out since the occupancy began, and the people inside. */
  readonly #inside = new PeopleTally();
  #date: string;
  #settings = defaults;

  constructor(world: SimulatedWorld, options: SimulatorOptions) {
    this.#world = world;
    this.#options = options;
    this.#serial = options.serial ?? 'ACCC8E000001';
    this.#name = options.name ?? `axis-${this.#serial.toLowerCase()}`;
    this.#timezone = options.timezone ?? 'UTC';
    this.#date = this.#dateNow();
  }

  get settings(): Settings {
    return this.#settings;
  }

  set(settings: Readonly<Record<string, unknown>>): void {
    const { occupancy, ...rest } = settingsSchema.parse({ ...this.#settings, ...settings });
    this.#settings = rest;
    if (occupancy !== undefined) this.#inside.setOccupancy(occupancy);
  }

  walk(people: { readonly in?: number; readonly out?: number }): void {
    this.#passMidnight();
    this.#today.walk(people);
    this.#inside.walk(people);
  }

  truth(): readonly ChannelTruth[] {
    this.#passMidnight();
    return [{ ...this.#today.truth('main'), occupancy: this.#inside.occupancy }];
  }

  resetCounters(): void {
    this.#today.startOver();
    this.#inside.startOver();
    this.#inside.setOccupancy(0);
  }

  errorIn200(): SimulatedAnswer {
    return json({ status: 'ERROR', message: 'Counter is not running' });
  }

  answer(request: SimulatedRequest): SimulatedAnswer {
    this.#passMidnight();
    const roots = rootsOf[this.#settings.paths];
    const [command] = request.query.split('&');
    const call = `${request.path}?${command}`;
    switch (call) {
      case `${roots.counting}/.api?live-sum.json`:
        return this.#liveSum();
      case `${roots.occupancy}/.api?live-occupancy.json`:
        return this.#liveOccupancy();
      case `${roots.occupancy}/.api?occupancy-reset`:
        if (this.#settings.resetRefusal !== 200) return answerStatus(this.#settings.resetRefusal);
        return this.#reset(request.query);
      case `${roots.occupancy}/.apioperator?occupancy-reset`:
        return this.#settings.resetRefusal === 200 ? answerStatus(404) : this.#reset(request.query);
      default:
        return answerStatus(404);
    }
  }

  #liveSum(): SimulatedAnswer {
    const { in: coming, out: going } = this.#today;
    return json({ ...this.#identity(), timestamp: this.#timestamp(), in: coming, out: going });
  }

  #liveOccupancy(): SimulatedAnswer {
    if (this.#isOff()) return this.#settings.offAnswer === 'empty' ? text('') : answerStatus(404);
    const { occupancy, in: totalIn, out: totalOut } = this.#inside;
    const totals =
      this.#settings.spelling === 'spaced'
        ? { 'average visit time': 0, 'total in': totalIn, 'total out': totalOut }
        : { averagevisittime: 0, totalin: totalIn, totalout: totalOut };
    const unixtime = Math.floor(this.#world.now() / 1000);
    return json({ occupancy, ...totals, unixtime, ...this.#identity(), timestamp: this.#timestamp() });
  }

  #reset(query: string): SimulatedAnswer {
    const value = new URLSearchParams(query).get('occ') ?? '';
    if (this.#isOff()) return answerStatus(404);
    if (this.#settings.mode === 'smart') return json({ status: 'ERROR' });
    if (!/^\d+$/.test(value)) return json({ status: 'ERROR' });
    if (this.#settings.mode === 'naive') this.#inside.setOccupancy(Number(value));
    const answers = { json: json({ status: 'OK' }), text: text('OK\n'), empty: text('') };
    return answers[this.#settings.resetAnswer];
  }

  #isOff(): boolean {
    return this.#world.fault === 'occupancy-off';
  }

  #identity() {
    return { serial: this.#serial, name: this.#name };
  }

  #timestamp(): string | number {
    const printed = this.#local(this.#world.now()).toFormat('yyyyMMddHHmmss');
    return this.#settings.timestampAsNumber ? Number(printed) : printed;
  }

  /** In and out start over. A clock that is set wrong begins no new day: only a midnight that passes does. */
  #passMidnight(): void {
    const date = this.#dateNow();
    if (date !== this.#date) this.#today.startOver();
    this.#date = date;
  }

  #dateNow(): string {
    return this.#local((this.#options.now ?? Date.now)()).toISODate() ?? '';
  }

  #local(ms: number): DateTime {
    return DateTime.fromMillis(ms, { zone: this.#timezone });
  }
}
