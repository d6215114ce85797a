import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { HolidaySource } from '#server/engine/calendar-day.ts';

/** A country or one of its regions with known public holidays. */
export interface HolidayPlace {
  /** ISO 3166: `CH`; a region `BE`, or `BY.A` for a part of one. */
  readonly code: string;
  readonly name: string;
}

const requirePackage = createRequire(import.meta.url);
let loaded: typeof Holidays | undefined;

/** 20 MB and 0.2 s: loaded when the first site needs public holidays. */
function library(): typeof Holidays {
  loaded ??= load();
  return loaded;
}

function load(): typeof Holidays {
  return requirePackage('date-holidays');
}

/** The countries with known public holidays, named in a language (BCP 47 tag) if possible. */
export function holidayCountries(language: string): readonly HolidayPlace[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const Library = library();
  return Object.entries(new Library().getCountries(baseOf(language)))
    .map(([code, name]) => ({ code, name: /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? name) : name }))
    .toSorted((a, b) => a.name.localeCompare(b.name, language));
}

/** The regions of a country with different public holidays, and their parts; none for an unknown country. */
export function holidayRegions(country: string, language: string): readonly HolidayPlace[] {
  const Library = library();
  const known = new Library();
  const base = baseOf(language);
  return Object.entries(placesOf(known.getStates(country, base)))
    .flatMap(([state, name]) => [
      { code: state, name },
      ...Object.entries(placesOf(known.getRegions(country, state, base))).map(([part, partName]) => ({
        code: `${state}.${part}`,
        name: `${name}: ${partName}`,
      })),
    ])
    .toSorted((a, b) => a.name.localeCompare(b.name, language));
}

/** For a country without regions the library returns undefined, whatever its type says. */
function placesOf(places: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  return places ?? {};
}

/**
 * The public holidays of a country, or of one of its regions, named in the languages (BCP 47 tags) if possible.
 * Half holidays are not included: a site that closes then uses a special day.
 */
export function publicHolidays(
  country: string,
  region: string | undefined,
  languages: readonly string[],
): HolidaySource {
  const key = [country, region ?? '', ...languages].join(' ');
  const known = sources.get(key);
  if (known !== undefined) return known;
  const source = holidaySource(country, region, languages);
  sources.set(key, source);
  return source;
}

/** A chain has many sites in one country. */
const sources = new Map<string, HolidaySource>();

function holidaySource(
  country: string,
  region: string | undefined,
  languages: readonly string[],
): HolidaySource {
  const years = new Map<number, ReadonlyMap<string, Readonly<Record<string, string>>>>();
  const namesOn = (date: string) => {
    const year = Number(date.slice(0, 4));
    const known = years.get(year) ?? holidaysOf(year, country, region, languages);
    years.set(year, known);
    return known.get(date);
  };
  return { on: namesOn };
}

function holidaysOf(
  year: number,
  country: string,
  region: string | undefined,
  languages: readonly string[],
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const Library = library();
  const [state, part] = region?.split('.') ?? [];
  const options = { types: ['public' as const] };
  const holidays =
    state === undefined
      ? new Library(country, options)
      : part === undefined
        ? new Library(country, state, options)
        : new Library(country, state, part, options);
  const names = new Map<string, Record<string, string>>();
  for (const language of languages) {
    // A holiday at the end of a year may reach into the next.
    for (const each of [year - 1, year]) {
      for (const holiday of holidays.getHolidays(each, baseOf(language))) {
        if (holiday.type !== 'public') continue;
        for (const date of datesOf(holiday)) {
          const name = names.get(date) ?? {};
          name[language] ??= holiday.name;
          names.set(date, name);
        }
      }
    }
  }
  return names;
}

const hourMs = 3_600_000;

/** The local days of a holiday: one that begins at sunset counts as the day after. */
function datesOf({ date, start, end }: { date: string; start: Date; end: Date }): string[] {
  const hours = (end.getTime() - start.getTime()) / hourMs;
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  // At least 23 hours: the clocks may go forward on that day.
  if (hours < 23 || !Number.isFinite(first)) return [];
  return Array.from({ length: Math.max(1, Math.round(hours / 24)) }, (_, day) =>
    new Date(first + day * 24 * hourMs).toISOString().slice(0, 10),
  );
}

function baseOf(language: string): string {
  return language.split('-')[0] ?? language;
}
