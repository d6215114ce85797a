import { PeopleTally } from '../device/people-tally.ts';
import type { SimulatedChannel } from '../device/simulated-device.ts';
import { SimulatedHistory } from './simulated-history.ts';

/** A zone, a queue or a line of a simulated device. */
export interface SimulatedPlace {
  readonly id: string;
  readonly name: string;
  readonly tally: PeopleTally;
  readonly history: SimulatedHistory;
}

type People = { readonly in?: number; readonly out?: number };

/** Everything that a simulated device counts, by channel. */
export class SimulatedPlaces {
  readonly #now: () => number;
  readonly #places = new Map<string, SimulatedPlace>();

  /** @param now epoch milliseconds of the device's clock */
  constructor(now: () => number, channels: readonly SimulatedChannel[]) {
    this.#now = now;
    if (channels.length === 0) throw new Error('A device has at least one channel.');
    for (const channel of channels) this.add(channel);
  }

  add({ id, name }: SimulatedChannel): void {
    if (this.#places.has(id)) return;
    const history = new SimulatedHistory(this.#now());
    this.#places.set(id, { id, name: name ?? id, tally: new PeopleTally(), history });
  }

  get(channel: string): SimulatedPlace | undefined {
    return this.#places.get(channel);
  }

  all(): readonly SimulatedPlace[] {
    return [...this.#places.values()];
  }

  /** @param channel default: the first */
  walk(people: People, channel?: string): void {
    const place = channel === undefined ? this.all()[0] : this.#places.get(channel);
    if (place === undefined) {
      throw new Error(`There is no zone "${channel}" here, only ${[...this.#places.keys()].join(', ')}.`);
    }
    place.tally.walk(people);
    place.history.record(this.#now(), people);
  }

  truth() {
    return this.all().map(({ id, tally }) => tally.truth(id));
  }

  startOver(): void {
    for (const { tally } of this.all()) tally.startOver();
  }

  /** @param arrivals people who came into each place at a minute (epoch ms); default: one */
  imaginePast(hours: number, arrivals: (atMs: number) => number = () => 1): void {
    for (const { history } of this.all()) history.imagine(hours, this.#now(), arrivals);
  }
}
