import { describe, expect, it } from 'vitest';
import { alertKinds } from '../contract/alert.ts';
import { sensorConditions } from '../contract/sensor-status.ts';
import { describeAlert } from './alert.ts';
import { languageOf, locales } from './languages.ts';

const facts = { occupancy: 96, capacity: 120, drift: 21, time: '15:30' };

describe('describeAlert', () => {
  it('says every kind and condition in every language, with every value filled in', () => {
    for (const locale of locales) {
      for (const kind of alertKinds) {
        for (const condition of sensorConditions) {
          const { title, was, text } = describeAlert(
            { kind, name: 'Door A', facts: { ...facts, condition } },
            languageOf(locale),
          );
          expect(title).toContain('Door A');
          expect(was).toContain('Door A');
          expect(was).not.toBe(title);
          expect(title + was + text).not.toMatch(/[{}]/);
        }
      }
    }
  });

  it('gives each language words of its own, and English to the others', () => {
    const titles = locales.map((locale) => languageOf(locale).alert.display.text);
    expect(new Set(titles).size).toBe(locales.length);
    expect(languageOf('pt')).toBe(languageOf('en'));
  });

  it('says what is wrong with a sensor, and what to do about just that', () => {
    const error = { kind: 'unauthorized', status: 401 } as const;
    const { text } = describeAlert(
      { kind: 'sensor', name: 'Tür A', facts: { condition: 'unauthorized', error } },
      languageOf('de-CH'),
    );
    expect(text).toMatch(/^Diese Tür wird nicht gezählt.*Passwort.*Technik/);
    expect(text).not.toContain('Netzwerkkabel');
  });
});
