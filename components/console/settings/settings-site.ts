import type { SettingsDocument } from './settings-api.ts';
import { hoursOf, type OpenSpan, weekdays, weekOf } from './settings-hours.ts';
import { documentOf, textOf, textsOf, withoutUndefined } from './settings-values.ts';

/** A day of the opening hours in a form: a list inside a list needs a name. */
export interface DayValues {
  readonly spans: OpenSpan[];
}

/** A site as its form has it. */
export interface SiteValues {
  readonly name: string;
  readonly timezone: string;
  /** The first is the main one. */
  readonly languages: readonly string[];
  readonly hasReset: boolean;
  readonly resetAt: string;
  /** `kept`: written in a way that the form cannot show. */
  readonly hours: 'always' | 'limited' | 'kept';
  readonly days: readonly DayValues[];
}

const usualDay: OpenSpan = { from: '08:00', to: '20:00' };

export function siteValuesOf(document: SettingsDocument, timezone: string, language = 'en'): SiteValues {
  const languages = textsOf(document, 'languages');
  const resetAt = textOf(document, 'resetAt');
  const hours = documentOf(document, 'hours');
  const week = hours === undefined ? undefined : weekOf(hours);
  return {
    name: textOf(document, 'name'),
    timezone: textOf(document, 'timezone', timezone),
    languages: languages.length === 0 ? [language] : languages,
    hasReset: resetAt !== '',
    resetAt: resetAt === '' ? '05:00' : resetAt,
    hours: hours === undefined ? 'always' : week === undefined ? 'kept' : 'limited',
    days: weekdays.map((day, index) => ({
      spans: week === undefined ? (day === 'sun' ? [] : [usualDay]) : [...(week[index] ?? [])],
    })),
  };
}

/** The form's values as a document; keys that the form does not know stay as they were. */
export function siteDocumentOf(values: SiteValues, before: SettingsDocument): SettingsDocument {
  const hours = {
    always: undefined,
    kept: before.hours,
    limited: hoursOf(values.days.map(({ spans }) => spans)),
  };
  return withoutUndefined({
    ...before,
    name: values.name.trim(),
    timezone: values.timezone,
    languages: values.languages,
    resetAt: values.hasReset ? values.resetAt : undefined,
    hours: hours[values.hours],
  });
}
