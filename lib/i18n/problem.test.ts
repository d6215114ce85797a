import { describe, expect, test } from 'vitest';
import { type Problem, type ProblemCode, problemCodes } from '#lib/contract/problem.ts';
import { consoleLanguage } from './console.ts';
import { locales } from './languages.ts';
import { describeProblem } from './problem.ts';

const say = (problem: Partial<Problem>, locale: string) =>
  describeProblem(
    { type: 'about:blank', title: 'No', status: 400, code: 'conflict', detail: 'No.', ...problem },
    { locale, ...consoleLanguage(locale).words },
  );

/** What the console says by the status alone. */
const plain: readonly ProblemCode[] = [
  'invalid-request',
  'not-signed-in',
  'not-allowed',
  'not-found',
  'conflict',
  'too-many-requests',
  'internal',
  'not-possible-here',
  'unavailable',
  'sensor',
];

describe('describeProblem', () => {
  test.each(problemCodes.filter((code) => !plain.includes(code)))('says %s in every language', (code) => {
    const values = { name: 'Threshold', now: '7', max: 366, found: '9', part: 'script' };
    const texts = locales.map((locale) => say({ code, values, errors: [] }, locale));
    expect(new Set(texts).size).toBe(locales.length);
    for (const text of texts) expect(text).toMatch(/^[^{}]+$/);
  });

  test('leaves the others to their status', () => {
    for (const code of plain) expect(say({ code }, 'de')).toBeUndefined();
  });

  test('says what went wrong with a sensor', () => {
    const sensorError = { kind: 'unauthorized', status: 401 } as const;
    expect(say({ code: 'sensor', sensorError }, 'fr')).toMatch(/^Le capteur refuse le nom/);
  });

  test('says what was expected of a field, what stood there, and how to mend it', () => {
    const errors = [
      {
        path: 'sites[0].name',
        message: 'line 4: expected text, found 7 (put the value in quotes)',
        code: 'text',
        found: '7',
        line: 4,
        hint: 'quotes',
      },
    ];
    expect(say({ code: 'wrong-configuration', errors }, 'de')).toBe(
      'Die Konfiguration stimmt nicht: sites[0].name: Zeile 4: Erwartet: Text; gefunden: 7. Setzen Sie den Wert in Anführungszeichen.',
    );
  });

  test('keeps the message of a field that it has no words for', () => {
    const errors = [{ path: '', message: 'expected another thing', code: 'of-tomorrow' }];
    expect(say({ code: 'invalid-request', errors }, 'es')).toContain('expected another thing');
  });
});
