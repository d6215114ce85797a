import type { OpenInterval, OpeningHours } from '#server/engine/opening-hours.ts';

/** Days with the same hours, and their times. */
export interface HoursLine {
  /** `Mon – Fri`. */
  readonly days: string;
  /** `08:00 – 12:00, 13:00 – 18:00`, with spaces that do not break; empty where closed. */
  readonly times: string;
}

/** A week's opening hours as written at a door: days with the same hours in one line. */
export function hoursInWords(hours: OpeningHours, dayNames: readonly string[]): readonly HoursLine[] {
  const lines: { first: number; last: number; times: string }[] = [];
  for (const [day, intervals] of hours.entries()) {
    const times = timesInWords(intervals);
    const before = lines.at(-1);
    if (before?.times === times) before.last = day;
    else lines.push({ first: day, last: day, times });
  }
  const name = (day: number) => dayNames[day] ?? '';
  return lines.map(({ first, last, times }) => ({
    days: first === last ? name(first) : `${name(first)} – ${name(last)}`,
    times,
  }));
}

export function timesInWords(intervals: readonly OpenInterval[]): string {
  return intervals.map(({ from, to }) => `${clockTime(from)}\u00a0–\u00a0${clockTime(to)}`).join(', ');
}

/** `18:00` for minutes after midnight; minutes of the next day as on its clock. */
export function clockTime(minutes: number): string {
  const ofDay = minutes > 1440 ? minutes - 1440 : minutes;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}
