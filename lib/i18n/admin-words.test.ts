import { createTranslator } from 'use-intl/core';
import { describe, expect, test } from 'vitest';
import { type AdminMessages, adminWords } from './admin-words.ts';
import { locales } from './languages.ts';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]).toSorted();

function textsOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : textsOf(Object(value), `${path}${key}.`),
  );
}

const english = textsOf(adminWords('en'));

describe.each(locales.filter((locale) => locale !== 'en'))('administration in %s', (locale) => {
  const texts = new Map(textsOf(adminWords(locale)));

  test('says everything English does, with the same values', () => {
    expect([...texts.keys()].toSorted()).toEqual(english.map(([key]) => key).toSorted());
    for (const [key, text] of english) {
      // The branches of a plural are words, not values.
      const names = (words: string) => placeholders(words.replaceAll(/\b(one|other) \{[^}]*\}/g, ''));
      expect([key, names(texts.get(key) ?? '')]).toEqual([key, names(text)]);
    }
  });

  test('can be put into words', () => {
    const t = createTranslator<AdminMessages>({ locale, messages: adminWords(locale) });
    expect(t('configuration.apply', { count: 2 })).toContain('2');
  });
});

test('an unknown language is English', () => {
  expect(adminWords('xx').title).toBe('Administration');
});
