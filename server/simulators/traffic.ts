import { poisson, type Random } from './seeded-random.ts';

/** How a demo's zone fills and empties in turn, so that all its lights occur within minutes. */
export interface TideRules {
  readonly capacity: number;
  /** Chances that a person goes with the tide, and against it, in one step. */
  readonly withIt: number;
  readonly againstIt: number;
}

interface TideStep extends Crossings {
  readonly isRising: boolean;
}

/** Shares of capacity at which filling changes to emptying and back. */
const low = 0.4;
const high = 1.05;

/** The next step: at most one person in and one out, the tide turned where the zone is full or empty enough. */
export function nextTide(
  isRising: boolean,
  occupancy: number,
  { capacity, withIt, againstIt }: TideRules,
  random: Random,
): TideStep {
  const rises = isRising ? occupancy < Math.floor(high * capacity) : occupancy <= Math.ceil(low * capacity);
  const main = random() < withIt ? 1 : 0;
  // No counter movement right after the tide has turned, so that the zone stays between its two marks; and nobody leaves an
  // empty place.
  const isPossible = rises === isRising && (occupancy > 0 || !rises);
  const counter = random() < againstIt && isPossible ? 1 : 0;
  return rises ? { isRising: rises, in: main, out: counter } : { isRising: rises, in: counter, out: main };
}

/** People who went through a door. */
interface Crossings {
  readonly in: number;
  readonly out: number;
}

/** How long people stay in a shop. */
export const usualStayMinutes = 22;

/** A place that people visit. */
interface Place {
  /** People who come in per minute at the busiest hour. */
  readonly perMinute: number;
  /** People the place is made for. */
  readonly capacity: number;
}

/** A place at a moment. */
interface PlaceNow {
  /** People inside; may be below 0, as devices report it. */
  readonly occupancy: number;
  /** Local time, 0 to 24: 13.5 is half past one. */
  readonly hour: number;
  /** Time since the last crossings were asked for. */
  readonly elapsedMs: number;
  /** How busy the day is beside a usual one; default 1. */
  readonly rush?: number;
}

/** How busy each hour is; straight lines between. A few come at any hour, so that nights are not dead. */
const day: readonly (readonly [hour: number, busyness: number])[] = [
  [0, 0.05],
  [7, 0.05],
  [9, 0.4],
  [12, 0.95],
  [12.5, 1],
  [13.5, 0.9],
  [15, 0.6],
  [17.5, 0.85],
  [20, 0.1],
  [24, 0.05],
];

/** Share of capacity that is inside at the busiest hour. */
const busiestShare = 0.95;
/** From the first share on some people turn round at the door, from the second one all of them. */
const crowdedFrom = 0.95;
const crowdedTo = 1.1;

/** How busy shops are at an hour of the day, 0 to 1: little at night, most at midday, again after work. */
function busynessAt(hour: number): number {
  const next = day.findIndex(([from]) => from > hour);
  const [fromHour, from] = day[next - 1] ?? [0, 0];
  const [toHour, to] = day[next] ?? [24, 0];
  return from + ((to - from) * (hour - fromHour)) / (toHour - fromHour);
}

/**
 * People who come and go in a while. As many leave as stay long enough, so the place settles at a share of
 * its capacity that follows the hour, and a full one lets hardly anybody in.
 */
export function crossings(place: Place, now: PlaceNow, random: Random): Crossings {
  const minutes = now.elapsedMs / 60_000;
  const inside = Math.max(0, now.occupancy);
  const stayMinutes = (busiestShare * place.capacity) / place.perMinute;
  const { hour, rush = 1 } = now;
  const peopleIn = place.perMinute * busynessAt(hour) * rush * willingness(inside / place.capacity);
  const peopleOut = inside / stayMinutes;
  return {
    in: poisson(peopleIn * minutes, random),
    out: Math.min(inside, poisson(peopleOut * minutes, random)),
  };
}

/** Share of the people at the door who come in although it is so full. */
function willingness(utilization: number): number {
  return Math.min(1, Math.max(0, (crowdedTo - utilization) / (crowdedTo - crowdedFrom)));
}
