import type { SettingsDocument } from '../settings/settings-api.ts';
import { documentOf, documentsOf, textOf, withoutUndefined } from '../settings/settings-values.ts';

/** The edited values of a day or range of days. */
export interface DayEdit {
  /** `2026-12-24`. */
  readonly from: string;
  /** The last day; the same as the first for one day alone. */
  readonly to: string;
  /** The same day of every year; one day alone. */
  readonly isYearly: boolean;
  /** In the notation of the configuration file: `closed`, `08:00-14:00`; undefined: the weekly hours. */
  readonly hours: string | undefined;
  /** In the main language of the site; empty: none. */
  readonly name: string;
}

/** The special day for a date: a single date wins over one of every year, and that over a range. */
export function specialDayOf(document: SettingsDocument, date: string): SettingsDocument | undefined {
  const days = documentsOf(document, 'specialDays');
  return (
    days.findLast((day) => day.date === date) ??
    days.findLast((day) => day.every === date.slice(5)) ??
    days.findLast((day) => textOf(day, 'from') <= date && date <= textOf(day, 'to') && day.from !== undefined)
  );
}

/** The form values of a special day; undefined: a new one. */
export function editOf(day: SettingsDocument | undefined, date: string, language: string): DayEdit {
  if (day === undefined) return { from: date, to: date, isYearly: false, hours: 'closed', name: '' };
  return {
    from: textOf(day, 'from', date),
    to: textOf(day, 'to', date),
    isYearly: day.every !== undefined,
    hours: textOf(day, 'hours', 'closed'),
    name: nameOf(day, language),
  };
}

/** The site with the edited day. An existing special day of the first date is replaced. */
export function withDay(
  document: SettingsDocument,
  before: SettingsDocument | undefined,
  edit: DayEdit,
  language: string,
): SettingsDocument {
  const replaced = before === undefined ? undefined : JSON.stringify(ruleOf(before));
  const kept = documentsOf(document, 'specialDays').filter((day) => {
    const rule = JSON.stringify(ruleOf(day));
    return rule !== replaced && rule !== JSON.stringify(ruleOf(dayOf(edit)));
  });
  const added =
    edit.hours === undefined ? [] : [{ ...dayOf(edit), hours: edit.hours, ...named(before, edit, language) }];
  const days = [...kept, ...added];
  return withoutUndefined({ ...document, specialDays: days.length === 0 ? undefined : days });
}

function dayOf({ from, to, isYearly }: DayEdit): SettingsDocument {
  if (to > from) return { from, to };
  return isYearly ? { every: from.slice(5) } : { date: from };
}

function ruleOf(day: SettingsDocument): SettingsDocument {
  return withoutUndefined({ date: day.date, every: day.every, from: day.from, to: day.to });
}

/** Names in other languages are kept as long as the shown one is unchanged. */
function named(before: SettingsDocument | undefined, { name }: DayEdit, language: string): SettingsDocument {
  if (before !== undefined && nameOf(before, language) === name)
    return withoutUndefined({ name: before.name });
  const names = before && documentOf(before, 'name');
  const text = name.trim();
  if (text === '') return {};
  return { name: names === undefined ? text : { ...names, [language]: text } };
}

function nameOf(day: SettingsDocument, language: string): string {
  const names = documentOf(day, 'name');
  if (names === undefined) return textOf(day, 'name');
  return textOf(names, language, String(Object.values(names)[0] ?? ''));
}

/** The days of a month in rows of a week that begins on Monday; undefined: a day of another month. */
export function weeksOf(year: number, month: number): readonly (readonly (string | undefined)[])[] {
  const before = (new Date(Date.UTC(year, month, 1)).getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const cells = Array.from({ length: Math.ceil((before + days) / 7) * 7 }, (_, cell) => {
    const day = cell - before + 1;
    return day < 1 || day > days
      ? undefined
      : new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
  });
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
