import type { Light } from '#lib/contract/light.ts';

/** What happened in a zone within one minute, as far as it was recorded. */
export interface MinuteRecord {
  /** Minutes since 1970-01-01T00:00Z. */
  readonly minute: number;
  /** Least and most people while their number was known; null when it never was. */
  readonly min: number | null;
  readonly max: number | null;
  /** People × milliseconds over the known time: divided by `knownMs` it is the mean. */
  readonly area: number;
  readonly knownMs: number;
  readonly amberMs: number;
  readonly redMs: number;
  readonly unknownMs: number;
  readonly closedMs: number;
  readonly recordedMs: number;
  /** People in and out. */
  readonly came: number;
  readonly went: number;
  /** The least capacity that applied in it; null where that was not recorded. */
  readonly capacity: number | null;
}

/** A running minute: the record so far, and the state that has lasted since `atMs`. */
export interface OpenMinute extends MinuteRecord {
  /** Epoch ms up to which the record reaches. */
  readonly atMs: number;
  readonly occupancy: number;
  readonly isKnown: boolean;
  readonly light: Light;
  /** The ledger's totals up to which people are included in `came` and `went`. */
  readonly totalIn: number;
  readonly totalOut: number;
}

/** The state of a zone from a moment on. */
export interface Moment {
  /** Epoch ms. */
  readonly atMs: number;
  readonly occupancy: number;
  /** False while a required sensor is silent: the number then is only the last one known. */
  readonly isKnown: boolean;
  readonly light: Light;
  readonly totalIn: number;
  readonly totalOut: number;
  /** The capacity that applies. */
  readonly capacity: number;
}

export interface Recorded {
  readonly open: OpenMinute;
  /** A minute that ended, ready to be saved. */
  readonly finished: MinuteRecord | undefined;
}

const minuteMs = 60_000;

/**
 * Enters a moment into the running record of a zone. The state before lasted until now, within its minute; time
 * in which nothing was recorded (the sidecar was down, the clock jumped) stays unrecorded. People counted since
 * the last moment belong to the minute of this one, so that none is lost.
 */
export function recordMoment(before: OpenMinute | undefined, moment: Moment): Recorded {
  const minute = Math.floor(moment.atMs / minuteMs);
  if (before === undefined) {
    return { open: begin(minute, moment, moment.totalIn, moment.totalOut), finished: undefined };
  }
  if (minute === before.minute) {
    return { open: enter(lasted(before, moment.atMs), moment), finished: undefined };
  }
  const followsOn = minute === before.minute + 1;
  const finished = followsOn ? lasted(before, minute * minuteMs) : before;
  const next = begin(minute, moment, before.totalIn, before.totalOut);
  const since = followsOn
    ? lasted({ ...next, ...stillTrue(before), atMs: minute * minuteMs }, moment.atMs)
    : next;
  return { open: enter(since, moment), finished };
}

function stillTrue(before: OpenMinute): Pick<OpenMinute, 'occupancy' | 'isKnown' | 'light'> {
  return { occupancy: before.occupancy, isKnown: before.isKnown, light: before.light };
}

function begin(minute: number, moment: Moment, totalIn: number, totalOut: number): OpenMinute {
  return {
    minute,
    min: null,
    max: null,
    area: 0,
    knownMs: 0,
    amberMs: 0,
    redMs: 0,
    unknownMs: 0,
    closedMs: 0,
    recordedMs: 0,
    came: 0,
    went: 0,
    capacity: moment.capacity,
    atMs: moment.atMs,
    occupancy: moment.occupancy,
    isKnown: moment.isKnown,
    light: moment.light,
    totalIn,
    totalOut,
  };
}

/**
 * Extends the current state until a moment of the same minute, or its end. Written out, here and below: a copy that is changed
 * would take five times as long, with every save of every zone.
 */
function lasted(open: OpenMinute, untilMs: number): OpenMinute {
  const { occupancy, isKnown, light } = open;
  const ms = Math.max(0, untilMs - open.atMs);
  return {
    minute: open.minute,
    min: isKnown ? least(open.min, occupancy) : open.min,
    max: isKnown ? most(open.max, occupancy) : open.max,
    area: open.area + (isKnown ? occupancy * ms : 0),
    knownMs: open.knownMs + (isKnown ? ms : 0),
    amberMs: open.amberMs + (light === 'amber' ? ms : 0),
    redMs: open.redMs + (light === 'red' ? ms : 0),
    unknownMs: open.unknownMs + (light === 'unknown' ? ms : 0),
    closedMs: open.closedMs + (light === 'closed' ? ms : 0),
    recordedMs: open.recordedMs + ms,
    came: open.came,
    went: open.went,
    capacity: open.capacity,
    atMs: Math.max(open.atMs, untilMs),
    occupancy,
    isKnown,
    light,
    totalIn: open.totalIn,
    totalOut: open.totalOut,
  };
}

function enter(open: OpenMinute, moment: Moment): OpenMinute {
  const { occupancy, isKnown, light, totalIn, totalOut } = moment;
  return {
    minute: open.minute,
    min: isKnown ? least(open.min, occupancy) : open.min,
    max: isKnown ? most(open.max, occupancy) : open.max,
    area: open.area,
    knownMs: open.knownMs,
    amberMs: open.amberMs,
    redMs: open.redMs,
    unknownMs: open.unknownMs,
    closedMs: open.closedMs,
    recordedMs: open.recordedMs,
    came: open.came + totalIn - open.totalIn,
    went: open.went + totalOut - open.totalOut,
    capacity: least(open.capacity, moment.capacity),
    atMs: open.atMs,
    occupancy,
    isKnown,
    light,
    totalIn,
    totalOut,
  };
}

function least(before: number | null, now: number): number {
  return before === null ? now : Math.min(before, now);
}

function most(before: number | null, now: number): number {
  return before === null ? now : Math.max(before, now);
}
