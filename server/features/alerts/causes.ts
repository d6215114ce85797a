import type { Alert, AlertRules } from '#lib/contract/alert.ts';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { LampStatus } from '#lib/contract/lamp.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { nameOfDisplay, nameOfSensor, readableId } from '#lib/names.ts';
import type { SensorSummary } from '#server/sensors/describe-sensor.ts';
import type { ZoneInShort } from '#server/site/pipeline.ts';

/** The state of a site at one moment. */
export interface SiteView {
  readonly site: string;
  readonly name: string;
  readonly isOpen: boolean;
  /** Whether its subscribed calendar cannot be loaded or read; undefined if it has none. */
  readonly isCalendarFaulty: boolean | undefined;
  readonly lamps?: readonly Pick<LampStatus, 'site' | 'lamp' | 'name' | 'condition'>[];
  readonly zones: Iterable<ZoneInShort>;
  /** At which shares of its capacity a zone is nearly full and full, by its id. */
  readonly limits: ReadonlyMap<string, string>;
  readonly sensors: readonly SensorSummary[];
  /** Displays that have been connected before: a screen that is not installed yet is not missed. */
  readonly displays: readonly Pick<DisplayStatus, 'site' | 'display' | 'name' | 'connections'>[];
}

/** A possible cause of an alert, and its condition. `unsure`: unknown at the moment. */
export interface Cause extends Pick<Alert, 'site' | 'kind' | 'subject' | 'name' | 'facts'> {
  readonly condition: 'wrong' | 'right' | 'unsure';
  /** For how long it must be wrong before the alert opens, and right before it closes, milliseconds. */
  readonly opensAfterMs: number;
  readonly closesAfterMs: number;
  /**
   * What its condition is judged by: limits, and when the number was last set. If that differs from the opening of
   * the alert, somebody has dealt with it, and a cause that is right closes at once.
   */
  readonly basis?: string;
  /** Key of another cause that includes this one. */
  readonly coveredBy?: string;
}

const minuteMs = 60_000;
/** How long before a zone is full the alert is sent. */
const aheadMs = 120 * minuteMs;
/** A zone that is full for a moment needs no message; one that keeps changing around its limit needs one. */
const crowd = { opensAfterMs: 3_000, closesAfterMs: 3 * minuteMs };
/** A device that answers again has to stay available this long. */
const backMs = 30_000;

/** At most one alert is open of what has the same key. */
export type CauseKey = Pick<Alert, 'site' | 'kind' | 'subject'>;

export function causeKey({ site, kind, subject }: CauseKey): string {
  return `${site}/${kind}/${subject}`;
}

type Condition = Cause['condition'];

/**
 * All causes at a site that may change an alert, by its rules, as a generator: a chain has thousands every second, and
 * nearly all are right and of no alert. A cause that covers another comes before it.
 *
 * @param isRemembered whether anything is remembered of a cause; the others are left out unless they are wrong
 */
export function* causesOf(
  view: SiteView,
  rules: AlertRules,
  isRemembered: (key: CauseKey) => boolean = () => true,
): Generator<Cause> {
  const { site, sensors, displays } = view;
  const zones = [...view.zones];
  const matters = (condition: Condition, kind: Cause['kind'], subject: string) =>
    condition === 'wrong' || isRemembered({ site, kind, subject });
  for (const zone of rules.full.isOn ? zones : []) {
    const condition = fullCondition(zone);
    if (matters(condition, 'full', zone.zone)) yield fullOf(zone.state(), view, condition);
  }
  for (const zone of rules.likelyFull.isOn ? zones : []) {
    const condition = likelyFullCondition(zone);
    if (matters(condition, 'likely-full', zone.zone)) yield likelyFullOf(zone.state(), rules, condition);
  }
  for (const zone of rules.nearlyFull.isOn ? zones : []) {
    const condition = nearlyFullCondition(zone);
    const isCovered = condition === 'unsure' && matters(condition, 'full', zone.zone);
    if (isCovered || matters(condition, 'nearly-full', zone.zone))
      yield nearlyFullOf(zone.state(), view, rules, condition);
  }
  for (const sensor of rules.sensor.isOn ? sensors : []) {
    const condition = sensor.status === 'ok' ? 'right' : 'wrong';
    if (matters(condition, 'sensor', sensor.sensor)) yield sensorOf(sensor, rules, condition);
  }
  for (const display of rules.display.isOn ? displays : []) {
    const condition = view.isOpen && display.connections === 0 ? 'wrong' : 'right';
    if (matters(condition, 'display', display.display)) yield displayOf(display, view, rules, condition);
  }
  for (const zone of rules.drift.isOn ? zones : []) {
    const { people } = rules.drift;
    const condition = zone.drift > people && zone.state().drift > people ? 'wrong' : 'right';
    if (matters(condition, 'drift', zone.zone)) yield driftOf(zone.state(), condition);
  }
  if (view.isCalendarFaulty !== undefined) yield calendarOf(view);
  for (const lamp of view.lamps ?? []) yield lampOf(lamp);
}

/** The level of a zone by its count alone; undefined while it cannot be trusted, or staff holds the light. */
function crowdOf({ reason }: ZoneInShort): 'free' | 'nearly-full' | 'full' | undefined {
  switch (reason) {
    case 'free':
    case 'nearly-full':
    case 'full':
      return reason;
    case 'hours':
      return 'free';
    default:
      return undefined;
  }
}

function zoneCause(zone: ZoneState): Pick<Cause, 'site' | 'subject' | 'name' | 'facts'> {
  const { site, zone: subject, name, occupancy, capacity } = zone;
  return { site, subject, name, facts: { occupancy, capacity } };
}

function crowdBasis({ zone, capacity, set }: ZoneState, limits: SiteView['limits']): string {
  return [capacity, limits.get(zone), set?.at].join();
}

function fullCondition(zone: ZoneInShort): Condition {
  const level = crowdOf(zone);
  return level === undefined ? 'unsure' : level === 'full' ? 'wrong' : 'right';
}

function fullOf(zone: ZoneState, { limits }: SiteView, condition: Condition): Cause {
  return { ...zoneCause(zone), ...crowd, kind: 'full', condition, basis: crowdBasis(zone, limits) };
}

/** Only in advance: a zone that is full already has an alert of its own. */
function likelyFullCondition({ fullAt, state }: ZoneInShort): Condition {
  if (fullAt === undefined) return 'right';
  const { asOf, outlook } = state();
  const full = outlook?.full;
  return full !== undefined && Date.parse(full.at) - Date.parse(asOf) <= aheadMs ? 'wrong' : 'right';
}

function likelyFullOf(zone: ZoneState, rules: AlertRules, condition: Condition): Cause {
  const { site, zone: subject, name, occupancy, capacity, outlook } = zone;
  const full = outlook?.full;
  const cause: Cause = {
    site,
    subject,
    name,
    facts: { occupancy, capacity, ...(full !== undefined && { time: full.time }) },
    kind: 'likely-full',
    condition,
    opensAfterMs: 0,
    // The forecast is calculated again each quarter of an hour, and may change back and forth.
    closesAfterMs: 31 * minuteMs,
  };
  return rules.full.isOn ? { ...cause, coveredBy: causeKey({ ...cause, kind: 'full' }) } : cause;
}

function nearlyFullCondition(zone: ZoneInShort): Condition {
  const level = crowdOf(zone);
  return level === undefined ? 'unsure' : level === 'free' ? 'right' : 'wrong';
}

function nearlyFullOf(zone: ZoneState, { limits }: SiteView, rules: AlertRules, condition: Condition): Cause {
  const basis = crowdBasis(zone, limits);
  const cause: Cause = { ...zoneCause(zone), ...crowd, kind: 'nearly-full', condition, basis };
  return rules.full.isOn ? { ...cause, coveredBy: causeKey({ ...cause, kind: 'full' }) } : cause;
}

function sensorOf(summary: SensorSummary, rules: AlertRules, condition: Condition): Cause {
  const { site, sensor, status, failures, lastError } = summary;
  return {
    site,
    kind: 'sensor',
    subject: sensor,
    name: nameOfSensor(summary),
    facts: { condition: status, ...(failures > 0 && lastError !== undefined && { error: lastError }) },
    condition,
    opensAfterMs: rules.sensor.minutes * minuteMs,
    closesAfterMs: backMs,
  };
}

function displayOf(
  { site, display, name }: SiteView['displays'][number],
  { isOpen }: SiteView,
  rules: AlertRules,
  condition: Condition,
): Cause {
  return {
    site,
    kind: 'display',
    subject: display,
    name: nameOfDisplay({ display, ...(name !== undefined && { name }) }),
    facts: {},
    condition,
    opensAfterMs: rules.display.minutes * minuteMs,
    closesAfterMs: isOpen ? backMs : 0,
  };
}

function driftOf(zone: ZoneState, condition: Condition): Cause {
  return {
    ...zoneCause(zone),
    facts: { drift: zone.drift },
    kind: 'drift',
    condition,
    opensAfterMs: 0,
    closesAfterMs: 0,
  };
}

/** It cannot be switched off: Doorlight exists to avoid wrong lights. */
function lampOf({ site, lamp, name, condition }: NonNullable<SiteView['lamps']>[number]): Cause {
  return {
    site,
    kind: 'lamp',
    subject: lamp,
    name: name ?? readableId(lamp),
    facts: {},
    condition: condition === 'starting' ? 'unsure' : condition === 'failed' ? 'wrong' : 'right',
    opensAfterMs: backMs,
    closesAfterMs: backMs,
  };
}

/** It cannot be switched off: the light of the next holiday depends on it. A short failure is not reported. */
function calendarOf({ site, name, isCalendarFaulty }: SiteView): Cause {
  return {
    site,
    kind: 'calendar',
    subject: site,
    name,
    facts: {},
    condition: isCalendarFaulty ? 'wrong' : 'right',
    opensAfterMs: 2 * minuteMs,
    closesAfterMs: 0,
  };
}
