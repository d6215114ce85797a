import type { SettingsDocument } from './settings-api.ts';
import { hoursOf, type OpenSpan, weekdays, weekOf } from './settings-hours.ts';
import { documentOf, textOf, textsOf, withoutUndefined } from './settings-values.ts';

/** A day of the opening hours in a form: nested lists need a name. */
export interface DayValues {
  readonly spans: OpenSpan[];
}

/** A tag of the site in a form. */
export interface TagValues {
  readonly name: string;
  readonly value: string;
}

/** The form values of a site. The form library changes its lists. */
export interface SiteValues {
  readonly name: string;
  readonly timezone: string;
  /** The first is the main one. */
  readonly languages: string[];
  readonly tags: TagValues[];
  readonly hasReset: boolean;
  readonly resetAt: string;
  /** `kept`: in a notation that the form cannot show. */
  readonly hours: 'always' | 'limited' | 'kept';
  readonly days: DayValues[];
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
    tags: Object.keys(documentOf(document, 'tags') ?? {}).map((name) => ({
      name,
      value: textOf(documentOf(document, 'tags') ?? {}, name),
    })),
    hasReset: resetAt !== '',
    resetAt: resetAt === '' ? '05:00' : resetAt,
    hours: hours === undefined ? 'always' : week === undefined ? 'kept' : 'limited',
    days: weekdays.map((day, index) => ({
      spans: week === undefined ? (day === 'sun' ? [] : [usualDay]) : [...(week[index] ?? [])],
    })),
  };
}

/** The form values as a document; unknown keys are kept. */
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
    tags:
      values.tags.length === 0
        ? undefined
        : Object.fromEntries(values.tags.map(({ name, value }) => [name, value.trim()])),
    resetAt: values.hasReset ? values.resetAt : undefined,
    hours: hours[values.hours],
  });
}

/** The tags of all sites (`region:west`) with their values: what is written the same everywhere can be found together. */
export function tagSuggestions(tags: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const suggestions = new Map<string, string[]>();
  for (const tag of tags) {
    const [name = '', ...value] = tag.split(':');
    suggestions.set(name, [...(suggestions.get(name) ?? []), value.join(':')]);
  }
  return suggestions;
}
