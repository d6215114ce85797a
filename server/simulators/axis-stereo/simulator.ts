import { DateTime } from 'luxon';
import { z } from 'zod';
import { isoDate } from '#server/engine/opening-hours.ts';
import {
  answerStatus,
  type DeviceModel,
  json,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
  text,
} from '../device/device-model.ts';
import { PeopleTally } from '../device/people-log.ts';
import type { ChannelTruth, SimulatorFamily, SimulatorOptions } from '../device/simulated-device.ts';
import { startDevice } from '../device/start-device.ts';
import { SimulatedHistory, writeExport } from './memory.ts';

const settingsSchema = z.strictObject({
  /** The latest I/O signal. */
  io: z.boolean(),
  /** `"True"` or `True`. */
  ioForm: z.enum(['quoted', 'bare']),
  /** Rows of the JSON export: keyed by their time as on AXIS People Counter, or a list. */
  jsonShape: z.enum(['keyed', 'list']),
  /** Whether the CSV has the column "Interval Start (Unixtime)". */
  unixtime: z.boolean(),
  /** Whether a timestamp is a JSON number. */
  timestampAsNumber: z.boolean(),
  /** So many days before today are invented, when set. */
  historyDays: z.number().int().min(0).max(400),
});
type Settings = z.infer<typeof settingsSchema>;

const defaults: Settings = {
  io: false,
  ioForm: 'quoted',
  jsonShape: 'keyed',
  unixtime: true,
  timestampAsNumber: false,
  historyDays: 0,
};

const framesPerSecond = 15;

/** The memory and the answers of a simulated stereo camera. */
class SimulatedStereoCamera implements DeviceModel {
  readonly countFields = new Set(['in', 'out']);
  readonly extraFaults = new Set(['wrong-clock'] as const);
  readonly #world: SimulatedWorld;
  readonly #trueNow: () => number;
  readonly #serial: string;
  readonly #name: string;
  readonly #zone: string;
  readonly #startedAt: number;
  readonly #today = new PeopleTally();
  readonly #history: SimulatedHistory;
  #date: string;
  #settings = defaults;

  constructor(world: SimulatedWorld, options: SimulatorOptions) {
    this.#world = world;
    this.#trueNow = options.now ?? Date.now;
    this.#serial = options.serial ?? 'ACCC8E235294';
    this.#name = options.name ?? 'Untitled AXIS 3D People Counter';
    this.#zone = options.timezone ?? 'UTC';
    this.#startedAt = this.#trueNow();
    this.#history = new SimulatedHistory(this.#zone, this.#startedAt);
    this.#date = this.#dateNow();
  }

  get settings(): Settings {
    return this.#settings;
  }

  set(settings: Readonly<Record<string, unknown>>): void {
    this.#settings = settingsSchema.parse({ ...this.#settings, ...settings });
    if (settings.historyDays !== undefined) {
      this.#history.inventDays(this.#settings.historyDays, this.#trueNow());
    }
  }

  walk(people: { readonly in?: number; readonly out?: number }): void {
    this.#passMidnight();
    this.#today.walk(people);
    this.#history.count(this.#world.now(), people);
  }

  /** The device has no occupancy: this is the change since it started. */
  truth(): readonly ChannelTruth[] {
    this.#passMidnight();
    return [this.#today.truth('main')];
  }

  /** The memory survives a reboot; the counts of the day do not. */
  resetCounters(): void {
    this.#today.startOver();
  }

  answer(request: SimulatedRequest): SimulatedAnswer {
    this.#passMidnight();
    if (request.method !== 'GET') return answerStatus(405);
    switch (request.path) {
      case '/stereo/people-counter/counts.json':
        return json(this.#counts());
      case '/stereo/people-counter/export.csv':
      case '/stereo/people-counter/export.json':
        return this.#export(request);
      case '/stereo/fps.json':
        return json(this.#frameRates());
      case '/stereo/io.json':
        return this.#signal();
      case '/stereo/params.json':
        return json(this.#parameters());
      default:
        return answerStatus(404);
    }
  }

  #counts() {
    const printed = this.#local(this.#world.now()).toFormat('yyyyMMddHHmmss');
    return {
      in: this.#today.in,
      name: this.#name,
      out: this.#today.out,
      serial: this.#serial,
      timestamp: this.#settings.timestampAsNumber ? Number(printed) : printed,
    };
  }

  #export({ path, query }: SimulatedRequest): SimulatedAnswer {
    const { jsonShape, unixtime } = this.#settings;
    const answer = writeExport({
      format: path.endsWith('.csv') ? 'csv' : 'json',
      query: new URLSearchParams(query),
      bins: (binSeconds, isWanted) => this.#history.bins(binSeconds, this.#world.now(), isWanted),
      device: { serial: this.#serial, name: this.#name },
      jsonShape,
      unixtime,
    });
    return answer ?? answerStatus(400);
  }

  #frameRates() {
    const frames = Math.floor(((this.#trueNow() - this.#startedAt) / 1000) * framesPerSecond);
    return {
      fps: 14.62,
      fps_100: 14.97,
      fps_1000: framesPerSecond,
      fps_5: 14.71,
      fps_50: 14.9,
      frames,
    };
  }

  #signal(): SimulatedAnswer {
    const { io, ioForm } = this.#settings;
    const word = io ? 'True' : 'False';
    return text(ioForm === 'quoted' ? `"${word}"` : word);
  }

  #parameters() {
    return {
      Counter: { Enabled: true, Name: this.#name },
      Static: { Serial: this.#serial, ModelName: 'AXIS P8804', Errors: '' },
      Build: { Version: '10.2' },
    };
  }

  #passMidnight(): void {
    const date = this.#dateNow();
    if (date !== this.#date) this.#today.startOver();
    this.#date = date;
  }

  /** Setting the clock starts no new day: only a passing midnight does. */
  #dateNow(): string {
    return isoDate(this.#local(this.#trueNow()));
  }

  #local(ms: number): DateTime {
    return DateTime.fromMillis(ms, { zone: this.#zone });
  }
}

/** AXIS 3D People Counter (stereo) as a fake device; its settings are described in the README. */
export const axisStereoSimulator: SimulatorFamily = {
  id: 'axis-stereo',
  entry: { basePath: '', poll: '1s', hasChannels: false },
  start: (options) =>
    startDevice({
      family: 'axis-stereo',
      options,
      signIn: 'challenge',
      model: (world) => new SimulatedStereoCamera(world, options),
    }),
};
