import type { SettingsDocument } from './settings-api.ts';
import { documentsOf, numberOf, textOf, withoutUndefined } from './settings-values.ts';

/** One row of a schedule of numbers, as a form has it. */
export interface ScheduleValues {
  readonly rule: 'days' | 'date' | 'range';
  /** `mon-fri`, as the configuration file has it. */
  readonly days: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  /** `10:00-18:00`; empty: all day. */
  readonly hours: string;
  readonly people: number;
}

const everyDay = 'mon-sun';
export const usualDays = [everyDay, 'mon-fri', 'sat', 'sun'] as const;

export function newScheduleRow(people: number): ScheduleValues {
  return { rule: 'days', days: everyDay, date: '', from: '', to: '', hours: '', people };
}

/** A list of a zone's document; one number alone is one of every day. */
export function scheduleValuesOf(
  document: SettingsDocument,
  key: string,
  numberKey: string,
): ScheduleValues[] {
  const single = document[key];
  if (typeof single === 'number') return single === 0 ? [] : [newScheduleRow(single)];
  return documentsOf(document, key).map((entry) => ({
    rule: 'date' in entry ? 'date' : 'from' in entry ? 'range' : 'days',
    days: textOf(entry, 'days', everyDay),
    date: textOf(entry, 'date'),
    from: textOf(entry, 'from'),
    to: textOf(entry, 'to'),
    hours: textOf(entry, 'hours'),
    people: numberOf(entry, numberKey, 1),
  }));
}

/** The other way round; undefined where there is nothing to say. */
export function scheduleDocumentOf(
  rows: readonly ScheduleValues[],
  numberKey: string,
): readonly SettingsDocument[] | undefined {
  if (rows.length === 0) return undefined;
  return rows.map(({ rule, days, date, from, to, hours, people }) =>
    withoutUndefined({
      days: rule === 'days' ? days : undefined,
      date: rule === 'date' ? date : undefined,
      from: rule === 'range' ? from : undefined,
      to: rule === 'range' ? to : undefined,
      hours: hours.trim() === '' ? undefined : hours.trim(),
      [numberKey]: people,
    }),
  );
}

/** Staff: a single number where it is the same every day. */
export function staffDocumentOf(
  rows: readonly ScheduleValues[],
): number | readonly SettingsDocument[] | undefined {
  const [only, ...others] = rows;
  const isAlways = only?.rule === 'days' && only.days === everyDay && only.hours.trim() === '';
  return others.length === 0 && isAlways ? only.people : scheduleDocumentOf(rows, 'staff');
}
