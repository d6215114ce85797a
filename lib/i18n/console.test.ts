import { createTranslator } from 'use-intl/core';
import { describe, expect, test } from 'vitest';
import { sourceOutcomeSchema } from '#lib/contract/adjust.ts';
import { auditEntrySchema } from '#lib/contract/audit.ts';
import { holdLightSchema, lights } from '#lib/contract/light.ts';
import { roles } from '#lib/contract/principal.ts';
import { sensorConditions } from '#lib/contract/sensor-status.ts';
import { consoleLanguage, wantedLanguages } from './console.ts';
import { locales } from './languages.ts';

describe('consoleLanguage', () => {
  test.each([null, '', 'en-GB', 'xx', ';;;q=,', 'xx, en;q=0.5', 'de;q=0'])(
    'speaks English for %j',
    (wanted) => {
      expect(consoleLanguage(wanted).locale).toMatch(/^en(-GB)?$/);
    },
  );

  test.each([
    ['de-CH,de;q=0.9', 'de-CH'],
    ['fr-Latn-CH', 'fr-CH'],
    ['de-u-nu-arab', 'de'],
    ['xx, it-ch;q=0.9, it-IT;q=0.8', 'it-CH'],
    ['en;q=0.5, de', 'de'],
    ['xx, de;q=0.3, en;q=0.8', 'en'],
  ])('speaks for %j the language that is wanted most', (wanted, locale) => {
    expect(consoleLanguage(wanted).locale).toBe(locale);
  });
});

describe.each(locales)('the words in %s', (locale) => {
  const { words } = consoleLanguage(locale);

  test('name every light, condition, outcome, role and action of the contract', () => {
    expect(Object.keys(words.light)).toEqual(expect.arrayContaining([...lights]));
    expect(Object.keys(words.heldLight)).toEqual(expect.arrayContaining(holdLightSchema.options));
    expect(Object.keys(words.sensors.condition)).toEqual(expect.arrayContaining([...sensorConditions]));
    expect(Object.keys(words.outcome)).toEqual(expect.arrayContaining(sourceOutcomeSchema.options));
    expect(Object.keys(words.account.role)).toEqual(expect.arrayContaining([...roles]));
    expect(Object.keys(words.audit.action)).toEqual(
      expect.arrayContaining(auditEntrySchema.shape.action.options),
    );
    expect(Object.keys(words.audit.result)).toEqual(
      expect.arrayContaining(auditEntrySchema.shape.result.unwrap().options),
    );
  });

  test('can all be read as messages', () => {
    const problems: unknown[] = [];
    const values: Record<string, string | number> = Object.fromEntries(
      [...JSON.stringify(words).matchAll(/\{(\w+)/g)].map(([, name]) => [name ?? '', 2]),
    );
    const translate = createTranslator({
      locale,
      messages: words as never,
      onError: (error: unknown) => problems.push(error),
    }) as unknown as (key: string, values: Record<string, string | number>) => string;
    for (const key of keysOf(words)) expect(translate(key, values), key).not.toMatch(/[{}]/);
    expect(problems).toEqual([]);
  });
});

/** Values that only English has, for technicians. */
const english: Readonly<Record<string, string>> = {
  'sensorError.invalid': 'expected',
  'fieldError.expects.id-once': 'kind',
};

test.each(locales.filter((locale) => locale !== 'en'))('%s takes the same values as English', (locale) => {
  const valuesOf = (words: object) =>
    Object.fromEntries(
      messagesOf(words).map(([key, text]) => [
        key,
        [...new Set([...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name))]
          .filter((name) => name !== english[key])
          .sort(),
      ]),
    );
  expect(valuesOf(consoleLanguage(locale).words)).toEqual(valuesOf(consoleLanguage('en').words));
});

function messagesOf(words: object, prefix = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? messagesOf(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)]],
  );
}

function keysOf(words: object, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

test('a language that was chosen in a browser goes before what the browser asks for, with its region', () => {
  const asked = (cookie: string, accepted: string) =>
    consoleLanguage(wantedLanguages(new Headers({ cookie, 'accept-language': accepted }))).locale;
  expect(asked('doorlight-language=fr; other=1', 'de-CH, fr-CH;q=0.5')).toBe('fr-CH');
  expect(asked('other=1; doorlight-language=it', 'de-CH')).toBe('it');
  expect(asked('doorlight-language=<script>', 'de-CH')).toBe('de-CH');
});
