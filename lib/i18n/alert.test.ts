import { describe, expect, it } from 'vitest';
import { alertKinds } from '../contract/alert.ts';
import { sensorConditions } from '../contract/sensor-status.ts';
import { alertWords, describeAlert } from './alert.ts';

const facts = { occupancy: 96, capacity: 120, drift: 21 };

describe('describeAlert', () => {
  it('says every kind and condition in every language, with every value filled in', () => {
    for (const locale of ['en', 'de-CH', 'fr', 'it', 'es']) {
      for (const kind of alertKinds) {
        for (const condition of sensorConditions) {
          const { title, text } = describeAlert(
            { kind, name: 'Door A', facts: { ...facts, condition } },
            locale,
          );
          expect(title).toContain('Door A');
          expect(title + text).not.toMatch(/[{}]/);
        }
      }
    }
  });

  it('gives each language words of its own, and English to the others', () => {
    const titles = ['en', 'de', 'fr', 'it', 'es'].map((locale) => alertWords(locale).display.text);
    expect(new Set(titles).size).toBe(5);
    expect(alertWords('pt')).toBe(alertWords('en'));
  });
});
