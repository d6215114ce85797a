import { describe, expect, test } from 'vitest';
import { nameOfField } from './field-error.ts';
import de from './languages/de/field-error.json' with { type: 'json' };

describe('nameOfField', () => {
  test.each([
    ['capacity', 'Höchstzahl'],
    ['emails.0', 'E-Mail-Adressen 1'],
    ['sources[1].channel', 'Quellen 2, Kanal'],
    ['', ''],
  ])('calls %s as the form does', (path, name) => {
    expect(nameOfField(path, de)).toBe(name);
  });

  test.each(['site bern: hours.mon', 'constructor', 'sources[0].other'])('leaves %s as it is', (path) => {
    expect(nameOfField(path, de)).toBe(path);
  });
});
