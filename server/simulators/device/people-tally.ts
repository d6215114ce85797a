import type { ChannelTruth } from './simulated-device.ts';

/** People counted by one channel of a device, as the device keeps them in mind. */
export class PeopleTally {
  #in = 0;
  #out = 0;
  #occupancy = 0;

  get in(): number {
    return this.#in;
  }

  get out(): number {
    return this.#out;
  }

  /** May be below 0, as on real devices. */
  get occupancy(): number {
    return this.#occupancy;
  }

  walk(people: { readonly in?: number; readonly out?: number }): void {
    this.#in += people.in ?? 0;
    this.#out += people.out ?? 0;
    this.#occupancy += (people.in ?? 0) - (people.out ?? 0);
  }

  setOccupancy(occupancy: number): void {
    this.#occupancy = occupancy;
  }

  /** In and out start again at 0; the people inside stay inside. */
  startOver(): void {
    this.#in = 0;
    this.#out = 0;
  }

  truth(channel: string): ChannelTruth {
    return { channel, in: this.#in, out: this.#out, occupancy: this.#occupancy };
  }
}
