import type { SettingsDocument } from './settings-api.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const dayNames: readonly string[] = weekdays;

/** A span of opening hours, `08:00`; an end before the start is on the next day. */
export interface OpenSpan {
  readonly from: string;
  readonly to: string;
}

/** The spans of each day, Monday first; none: closed. */
export type Week = readonly (readonly OpenSpan[])[];

/** `{ "mon-fri": "08:00-20:00", "sun": "closed" }` as seven days; undefined for other notations. */
export function weekOf(hours: SettingsDocument): Week | undefined {
  const week: (readonly OpenSpan[])[] = weekdays.map(() => []);
  for (const [key, text] of Object.entries(hours)) {
    const spans = typeof text === 'string' ? spansOf(text) : undefined;
    const days = daysOf(key);
    if (spans === undefined || days === undefined) return undefined;
    for (const day of days) week[day] = spans;
  }
  return week;
}

/** The opposite; adjacent days with the same hours are joined. */
export function hoursOf(week: Week): SettingsDocument {
  const written = weekdays.map((_, day) => {
    const spans = week[day] ?? [];
    return spans.length === 0 ? 'closed' : spans.map(({ from, to }) => `${from}-${endOf(to)}`).join(', ');
  });
  const hours: Record<string, string> = {};
  for (let first = 0; first < weekdays.length; ) {
    let last = first;
    while (last + 1 < weekdays.length && written[last + 1] === written[first]) last += 1;
    const key = first === last ? `${weekdays[first]}` : `${weekdays[first]}-${weekdays[last]}`;
    hours[key] = written[first] ?? 'closed';
    first = last + 1;
  }
  return hours;
}

/** Midnight as an end is the end of the day; time inputs have no 24:00. */
function endOf(to: string): string {
  return to === '00:00' ? '24:00' : to;
}

function spansOf(text: string): readonly OpenSpan[] | undefined {
  if (text.trim() === 'closed') return [];
  const spans: OpenSpan[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*(\d\d:\d\d)\s*-\s*(\d\d:\d\d)\s*$/.exec(part);
    const [, from, to] = match ?? [];
    if (from === undefined || to === undefined) return undefined;
    spans.push({ from, to: to === '24:00' ? '00:00' : to });
  }
  return spans;
}

function daysOf(key: string): readonly number[] | undefined {
  const days: number[] = [];
  for (const part of key.split(',')) {
    const [first, last = first] = part.split('-').map((name) => dayNames.indexOf(name.trim()));
    if (first === undefined || last === undefined || first < 0 || last < 0) return undefined;
    for (let offset = 0; offset <= (last - first + 7) % 7; offset += 1) days.push((first + offset) % 7);
  }
  return days;
}
