import type { HoldLight, Light } from '#lib/contract/light.ts';

/** When a zone's light changes. */
export interface LightRules {
  /** People allowed at once, 1 or more. */
  readonly capacity: number;
  /** Share of capacity from which the light is amber. */
  readonly amberAt: number;
  /** Share of capacity from which the light is red. */
  readonly redAt: number;
  /** Share of capacity by which the occupancy must fall below a limit before the light goes back. */
  readonly release: number;
  /** Least time between a change of the light and its going back, milliseconds. */
  readonly minHoldMs: number;
  /** The light while a required source is silent. For whatever else the number is not known, it is `unknown`. */
  readonly onStale: 'unknown' | 'red';
}

/**
 * Why the number of a zone cannot be trusted: a required source has been silent for too long, or was not heard yet; the
 * zone has none; it cannot be saved; what was saved cannot be read.
 */
export type UntrustedReason =
  | `stale:${string}`
  | `starting:${string}`
  | 'no-sources'
  | 'storage'
  | 'count-lost';

/** The inputs of the decision at one moment. */
export interface LightInput {
  readonly occupancy: number;
  /** Undefined: the number can be trusted. */
  readonly untrustedReason: UntrustedReason | undefined;
  readonly isOpen: boolean;
  readonly hold: { readonly light: HoldLight; readonly by: string } | undefined;
  /** Monotonic milliseconds. */
  readonly nowMs: number;
}

/** The levels in order: the light from the count alone. */
export type Level = 'green' | 'amber' | 'red';

export interface LightState {
  readonly light: Light;
  /** See `ZoneState.reason`. */
  readonly reason: string;
  /** The last level from the count alone, and since when (monotonic ms): kept while something else is shown. */
  readonly level: Level;
  readonly levelSinceMs: number;
}

const order: Record<Level, number> = { green: 0, amber: 1, red: 2 };
const reasons: Record<Level, string> = { green: 'free', amber: 'nearly-full', red: 'full' };

/**
 * Decides the light. Staff's hold comes first, then opening hours, then whether the count can be trusted, then
 * the count. Going up is immediate; going back needs the margin and the minimum time.
 *
 * A green hold never covers a zone that is full according to its sensors: staff may vouch for what the sensors
 * cannot see, but not against what they do see.
 *
 * @returns `before` itself when nothing changed: it is called several times a second for thousands of zones
 */
export function decideLight(
  before: LightState | undefined,
  input: LightInput,
  rules: LightRules,
): LightState {
  const { untrustedReason, hold, isOpen, nowMs } = input;
  const level = untrustedReason === undefined ? nextLevel(before, input, rules) : (before?.level ?? 'green');
  const levelSinceMs = level === before?.level ? before.levelSinceMs : nowMs;
  const isKnownFull = untrustedReason === undefined && level === 'red';
  let light: Light = level;
  let reason = reasons[level];
  if (hold !== undefined && !(hold.light === 'green' && isKnownFull)) {
    light = hold.light;
    reason = `hold:${hold.by}`;
  } else if (!isOpen) {
    light = 'closed';
    reason = 'hours';
  } else if (untrustedReason !== undefined) {
    light = untrustedReason.startsWith('stale:') ? rules.onStale : 'unknown';
    reason = untrustedReason;
  }
  const isSame = light === before?.light && reason === before.reason && level === before.level;
  return isSame ? before : { light, reason, level, levelSinceMs };
}

function nextLevel(before: LightState | undefined, input: LightInput, rules: LightRules): Level {
  const up = levelUp(input.occupancy, rules);
  if (before === undefined || order[up] > order[before.level]) return up;
  const down = levelDown(input.occupancy, rules);
  const mayGoBack = input.nowMs - before.levelSinceMs >= rules.minHoldMs;
  return order[down] < order[before.level] && mayGoBack ? down : before.level;
}

/** People who have to leave before a red light ends; 0 if it is not red. */
export function peopleToLeave(occupancy: number, rules: LightRules): number {
  return Math.max(0, occupancy - (peopleAt(rules.redAt, rules) - releasePeople(rules)));
}

/** People who may still come in before the light is red. */
export function peopleFree(occupancy: number, rules: LightRules): number {
  return Math.max(0, peopleAt(rules.redAt, rules) - occupancy);
}

/** The level of an occupancy on the way up: a limit counts when it is reached. */
export function levelUp(occupancy: number, rules: LightRules): Level {
  if (occupancy >= peopleAt(rules.redAt, rules)) return 'red';
  return occupancy >= peopleAt(rules.amberAt, rules) ? 'amber' : 'green';
}

/** The level of an occupancy on the way down: a limit counts until the margin below it is reached. */
function levelDown(occupancy: number, rules: LightRules): Level {
  const margin = releasePeople(rules);
  if (occupancy > peopleAt(rules.redAt, rules) - margin) return 'red';
  return occupancy > peopleAt(rules.amberAt, rules) - margin ? 'amber' : 'green';
}

/**
 * The number of people at which a limit is reached, at least 1: an empty zone is always green. Decimal shares
 * are not exact as binary numbers, hence the tolerance.
 */
function peopleAt(share: number, rules: LightRules): number {
  return Math.max(1, Math.ceil(share * rules.capacity - 1e-6));
}

/** The margin in people, at least 1: without a margin a light would flicker at the limit. */
function releasePeople(rules: LightRules): number {
  return Math.max(1, Math.ceil(rules.release * rules.capacity - 1e-6));
}
