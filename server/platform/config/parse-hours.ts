import type { OpenInterval, OpeningHours } from '#server/engine/opening-hours.ts';

/** A problem at one key of `hours`. */
export interface HoursProblem {
  readonly key: string;
  /** Completes "expected …". */
  readonly expected: string;
}

export type ParsedHours =
  | { readonly ok: true; readonly hours: OpeningHours }
  | { readonly ok: false; readonly problems: readonly HoursProblem[] };

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * Reads opening hours: `{ "mon-fri": "08:00-12:00, 13:00-18:00", "sat,sun": "closed" }`. Days that are not
 * named are closed.
 */
export function parseHours(written: Readonly<Record<string, unknown>>): ParsedHours {
  const problems: HoursProblem[] = [];
  const intervalsOf = new Map<
    number,
    { readonly key: string; readonly intervals: readonly OpenInterval[] }
  >();
  for (const [key, text] of Object.entries(written)) {
    const days = parseDays(key);
    const intervals = parseIntervals(text);
    if (days === undefined)
      problems.push({ key, expected: 'days: mon, tue, wed, thu, fri, sat, sun, mon-fri or mon,wed' });
    if (typeof intervals === 'string') problems.push({ key, expected: intervals });
    for (const day of days ?? []) {
      const earlier = intervalsOf.get(day);
      if (earlier !== undefined)
        problems.push({ key, expected: `each day once; ${dayNames[day]} is also in ${earlier.key}` });
      intervalsOf.set(day, { key, intervals: typeof intervals === 'string' ? [] : intervals });
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, hours: dayNames.map((_, day) => intervalsOf.get(day)?.intervals ?? []) };
}

/** Weekday indexes from Monday, 0; repeated if named twice; undefined: no valid days. */
export function parseDays(key: string): number[] | undefined {
  const days: number[] = [];
  for (const part of key.split(',')) {
    const [first, last = first, ...more] = part
      .trim()
      .split('-')
      .map((name) => dayNames.indexOf(name.trim()));
    if (first === undefined || last === undefined || first < 0 || last < 0 || more.length > 0)
      return undefined;
    const length = ((last - first + 7) % 7) + 1;
    for (let offset = 0; offset < length; offset += 1) days.push((first + offset) % 7);
  }
  return days;
}

const intervalsExpected = 'closed, or times in quotes: "08:00-20:00" or "08:00-12:00, 13:00-18:00"';

/** The intervals of one day: `08:00-12:00, 13:00-18:00`, `closed`. A string says what was expected. */
export function parseIntervals(text: unknown): OpenInterval[] | string {
  // YAML reads `{ mon,wed: "08:00-20:00" }` as two keys, the first without value.
  if (text === null) return `${intervalsExpected}; several days are in quotes too: "mon,wed"`;
  if (typeof text !== 'string') return intervalsExpected;
  if (text.trim() === 'closed') return [];
  const intervals: OpenInterval[] = [];
  for (const part of text.split(',')) {
    const interval = parseInterval(part.trim());
    if (interval === undefined) return intervalsExpected;
    if (interval.from === interval.to) return 'an end after the beginning ("00:00-24:00" is the whole day)';
    intervals.push(interval.to > interval.from ? interval : { from: interval.from, to: interval.to + 1440 });
  }
  const sorted = intervals.toSorted((a, b) => a.from - b.from);
  const overlaps = sorted.some((interval, index) => interval.from < (sorted[index - 1]?.to ?? 0));
  return overlaps ? 'times that do not overlap' : sorted;
}

function parseInterval(text: string): OpenInterval | undefined {
  const [from, to, ...more] = text.split('-').map((time) => parseTime(time.trim()));
  if (from === undefined || to === undefined || more.length > 0 || from === 1440) return undefined;
  return { from, to };
}

/** Minutes after midnight of `08:00`; `24:00` is the end of the day. */
export function parseTime(text: string): number | undefined {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour === 24 && minute === 0) return 1440;
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}
