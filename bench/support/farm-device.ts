import { DigestGuard } from '#server/simulators/device/digest-guard.ts';
import { farmRealm, farmUser } from './farm-model.ts';
import { monotonicMs } from './monotonic.ts';
import { Rhythm } from './rhythm.ts';

const pollIntervalMs = 1000;
const nonceLifeMs = 300_000;
/** People inside swing around the amber and red limits, so that lights are decided and change. */
const maxInside = 12;

/** One door of the farm: its people, its guard, and when it was asked. */
export class FarmDevice {
  readonly guard: DigestGuard;
  readonly rhythm = new Rhythm(pollIntervalMs);
  readonly #start: string;
  #in = 0;
  #out = 0;
  #polls = 0;

  constructor(index: number) {
    this.guard = new DigestGuard({
      ...farmUser,
      realm: farmRealm,
      algorithm: 'MD5',
      offers: ['digest'],
      nonceLifeMs,
      monotonic: monotonicMs,
    });
    const serial = `ACCC8E${index.toString(16).padStart(6, '0').toUpperCase()}`;
    this.#start = `","name":"Door ${index}","serial":"${serial}","timestamp":"`;
  }

  /** Asks once more. @returns whether somebody walked since the poll before */
  poll(everyPolls: number): boolean {
    this.#polls++;
    if (everyPolls === 0 || this.#polls % everyPolls !== 0) return false;
    const inside = this.#in - this.#out;
    if (inside === 0 || (inside < maxInside && Math.random() < 0.5)) this.#in++;
    else this.#out++;
    return true;
  }

  /** The body of `live-occupancy.json`, as it is seen in the field. */
  body({ unixTime, timestamp }: PrintedTime): string {
    const inside = this.#in - this.#out;
    return (
      `{"occupancy":${inside},"averagevisittime":312,"totalin":${this.#in},"totalout":${this.#out},` +
      `"unixtime":"${unixTime}${this.#start}${timestamp}"}`
    );
  }
}

/** The device's clock, printed once a second for all devices. */
export interface PrintedTime {
  readonly unixTime: string;
  readonly timestamp: string;
}

export function printTime(atMs: number): PrintedTime {
  return {
    unixTime: String(Math.floor(atMs / 1000)),
    timestamp: new Date(atMs).toISOString().replaceAll(/\D/g, '').slice(0, 14),
  };
}
