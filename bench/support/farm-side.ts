import { FarmDevice, type PrintedTime } from './farm-device.ts';
import type { Face, FarmReport } from './farm-model.ts';
import { monotonicMs } from './monotonic.ts';
import { ascending } from './stats.ts';

export interface AskedFarm {
  readonly isAllowed: boolean;
  /** Present when it is not. */
  readonly challenges?: readonly string[];
  /** Present when it is. */
  readonly body?: string;
}

/** All devices of the farm with one face: Doorlight and the bare baseline each have people of their own. */
export class FarmSide {
  readonly #face: Face;
  readonly #devices: readonly FarmDevice[];
  readonly #devicesPerZone: number;
  readonly #moves: readonly number[][];
  #everyPolls = 0;
  #polls = 0;
  #challenges = 0;
  #beganMs = monotonicMs();

  constructor(face: Face, devices: number, devicesPerZone: number) {
    this.#face = face;
    this.#devices = Array.from({ length: devices }, (_, index) => new FarmDevice(index));
    this.#devicesPerZone = devicesPerZone;
    this.#moves = Array.from({ length: Math.ceil(devices / devicesPerZone) }, () => []);
  }

  /** Answers a poll. @returns undefined where there is no such device */
  ask(
    index: number,
    url: string,
    authorization: string | undefined,
    time: PrintedTime,
  ): AskedFarm | undefined {
    const device = this.#devices[index];
    if (device === undefined) return undefined;
    if (this.#face === 'guarded') {
      const verdict = device.guard.check({ method: 'GET', url, authorization }, false);
      if (!verdict.pass) {
        this.#challenges++;
        return { isAllowed: false, challenges: verdict.challenges };
      }
    }
    const atMs = monotonicMs();
    this.#polls++;
    device.rhythm.add(atMs);
    if (device.poll(this.#everyPolls)) this.#moves[Math.floor(index / this.#devicesPerZone)]?.push(atMs);
    return { isAllowed: true, body: device.body(time) };
  }

  walk(everyPolls: number): void {
    this.#everyPolls = everyPolls;
  }

  begin(): void {
    this.#polls = 0;
    this.#challenges = 0;
    this.#beganMs = monotonicMs();
    for (const device of this.#devices) device.rhythm.clear();
  }

  report(): FarmReport {
    const elapsedMs = monotonicMs() - this.#beganMs;
    const rhythms = this.#devices.map(({ rhythm }) => rhythm.lateness());
    return {
      elapsedMs,
      polls: this.#polls,
      challenges: this.#challenges,
      devicesHeard: this.#devices.filter(({ rhythm }) => rhythm.size > 0).length,
      lateMs: ascending(rhythms.flatMap(({ lateMs }) => lateMs)),
      missed: rhythms.reduce((sum, { missed }) => sum + missed, 0),
    };
  }

  get moves(): readonly (readonly number[])[] {
    return this.#moves;
  }
}
