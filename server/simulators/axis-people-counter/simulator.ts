import { DateTime } from 'luxon';
import { isoDate } from '#server/engine/opening-hours.ts';
import type { Access } from '#server/sensors/axis-people-counter/api/tvpc-calls.ts';
import {
  answerStatus,
  type DeviceModel,
  json,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
  text,
} from '../device/device-model.ts';
import { PeopleLog, PeopleTally } from '../device/people-log.ts';
import type { ChannelTruth, SimulatorFamily, SimulatorOptions } from '../device/simulated-device.ts';
import { startDevice } from '../device/start-device.ts';
import { defaults, type Settings, SimulatedParameters, settingsSchema } from './settings.ts';
import { answerExport, type ExportSource, logArchive } from './simulated-exports.ts';

const rootsOf = {
  local: { counting: '/local/tvpc', occupancy: '/local/tvpc' },
  root: { counting: '/tvpc', occupancy: '/tvpc' },
  old: { counting: '/local/people-counter', occupancy: '/local/occupancy-estimator' },
} as const;

/** As the vendor prints it, with the width of the picture it belongs to. */
const linePlacement = {
  width: 320,
  height: 240,
  left: 0,
  right: 296,
  top: 88,
  bottom: 224,
  yfirst: 88,
  ylast: 152,
  radius: 0,
};

/** The channel of the control API at which people pass a secondary of this camera. */
const secondaryChannel = 'secondary';

/** AXIS People Counter as a fake device; its settings are described in the README. */
export const axisPeopleCounterSimulator: SimulatorFamily = {
  id: 'axis-people-counter',
  entry: { basePath: '', poll: '1s', hasChannels: false },
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
  readonly #timezone: string;
  /** In and out of the day. */
  readonly #today = new PeopleTally();
  /** In and out since the occupancy began, and the people inside. */
  readonly #inside = new PeopleTally();
  readonly #log: PeopleLog;
  readonly #parameters: SimulatedParameters;
  #date: string;
  #settings = defaults;

  constructor(world: SimulatedWorld, options: SimulatorOptions) {
    this.#world = world;
    this.#options = options;
    this.#serial = options.serial ?? 'ACCC8E000001';
    this.#timezone = options.timezone ?? 'UTC';
    this.#log = new PeopleLog(this.#timezone);
    this.#parameters = new SimulatedParameters(
      this.#serial,
      options.name ?? `axis-${this.#serial.toLowerCase()}`,
    );
    this.#date = this.#dateNow();
  }

  get settings(): Settings {
    return this.#settings;
  }

  set(settings: Readonly<Record<string, unknown>>): void {
    const { occupancy, pastDays, ...rest } = settingsSchema.parse({ ...this.#settings, ...settings });
    this.#settings = rest;
    if (pastDays !== undefined) this.#log.fillPast(pastDays, this.#world.now());
    if (occupancy !== undefined) this.#inside.setOccupancy(occupancy);
  }

  /** People at a secondary are in the occupancy of this primary, not in its own counts. */
  walk(people: { readonly in?: number; readonly out?: number }, channel?: string): void {
    this.#passMidnight();
    const own = channel === secondaryChannel ? {} : people;
    this.#today.walk(own);
    this.#inside.walk(people);
    this.#log.record(this.#world.now(), own, this.#inside.occupancy);
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
    const [command = ''] = request.query.split('&');
    for (const access of ['.api', '.apioperator'] as const) {
      if (request.path === `${roots.counting}/${access}`) {
        const answer = this.#counting(access, command, request);
        if (answer !== null) return answer;
      }
      if (request.path === `${roots.occupancy}/${access}`) {
        const answer = this.#occupancy(access, command, request.query);
        if (answer !== null) return answer;
      }
    }
    return answerStatus(404);
  }

  /** Null where the call is none of this half of the application. */
  #counting(access: Access, command: string, request: SimulatedRequest): SimulatedAnswer | null {
    switch (`${access}?${command}`) {
      case '.api?live-sum.json':
        return this.#liveSum();
      case '.api?list-cnt.json':
        return json({ timestamp: this.#timestamp(), days: this.#log.days() });
      case '.api?cntpos.json':
        return json(linePlacement);
      case '.api?params.json':
        return json(this.#parameters.all());
      case '.api?export-cnt':
      case '.api?export-csv':
      case '.api?export-json':
      case '.api?export-xml':
        return answerExport(request.query, this.#source());
      case '.apioperator?clear-data':
        this.#log.clear();
        this.#today.startOver();
        return text('OK\n');
      case '.apioperator?show-logs':
        return text(this.#logs());
      case '.apioperator?generate-logs':
        return logArchive(this.#logs());
      case '.apioperator?setparams':
        return request.method === 'POST'
          ? this.#parameters.set(this.#settings.setForm, request)
          : answerStatus(404);
      default:
        return null;
    }
  }

  #occupancy(access: Access, command: string, query: string): SimulatedAnswer | null {
    switch (command) {
      case 'live-occupancy.json':
        return access === '.api' ? this.#liveOccupancy() : null;
      case 'occupancy-reset':
        return this.#resetUnder(access, query);
      case 'occupancy-export-csv':
      case 'occupancy-export-json':
      case 'occupancy-export-xml':
        if (access !== this.#settings.exportAccess || this.#isOff()) return answerStatus(404);
        return answerExport(query, this.#source());
      default:
        return null;
    }
  }

  #resetUnder(access: Access, query: string): SimulatedAnswer {
    const { resetRefusal } = this.#settings;
    if (access === '.api') return resetRefusal === 200 ? this.#reset(query) : answerStatus(resetRefusal);
    return resetRefusal === 200 ? answerStatus(404) : this.#reset(query);
  }

  #liveSum(): SimulatedAnswer {
    const { in: peopleIn, out: peopleOut } = this.#today;
    return json({ ...this.#identity(), timestamp: this.#timestamp(), in: peopleIn, out: peopleOut });
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
    return { serial: this.#serial, name: this.#parameters.name };
  }

  #source(): ExportSource {
    return { log: this.#log, ...this.#identity(), now: this.#world.now() };
  }

  #logs(): string {
    const time = this.#local(this.#world.now()).toFormat('yyyy-MM-dd HH:mm:ss');
    return `${time} <INFO> people counter: ${this.#today.in} in, ${this.#today.out} out\n`;
  }

  #timestamp(): string | number {
    const printed = this.#local(this.#world.now()).toFormat('yyyyMMddHHmmss');
    return this.#settings.timestampAsNumber ? Number(printed) : printed;
  }

  /** Totals restart. Setting the clock starts no new day: only a passing midnight does. */
  #passMidnight(): void {
    const date = this.#dateNow();
    if (date !== this.#date) this.#today.startOver();
    this.#date = date;
  }

  #dateNow(): string {
    return isoDate(this.#local((this.#options.now ?? Date.now)()));
  }

  #local(ms: number): DateTime {
    return DateTime.fromMillis(ms, { zone: this.#timezone });
  }
}
