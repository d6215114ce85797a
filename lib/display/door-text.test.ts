import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lights } from '../contract/light.ts';
import { doorWords, faceWords } from '../i18n/door.ts';
import { doorText, emergencyWords, hintText, textValues } from './door-text.ts';
import type { ShownZone } from './shown.ts';

const zone: ShownZone = {
  site: 'bern',
  zone: 'store',
  occupancy: 97,
  capacity: 120,
  light: 'red',
  validForMs: 4500,
  seq: 1,
  simulated: false,
  free: 23,
};
const [en] = await doorWords(['en']);
const [de] = await doorWords(['de']);

const words = faceWords(en, {
  texts: {
    en: { red: 'About {wait} minutes', green: '{free} places of {capacity}', unknown: '{occupancy}?' },
  },
});

describe('the text of a light', () => {
  it('is the usual one where the display has none of its own', () => {
    expect(doorText(words, 'amber', textValues('amber', zone))).toBe('Nearly full');
  });

  it('has its numbers filled in', () => {
    expect(doorText(words, 'green', textValues('green', zone))).toBe('23 places of 120');
  });

  it('falls back where a number is not known, and never shows a gap', () => {
    expect(doorText(words, 'red', textValues('red', zone))).toBe('Please wait');
    expect(doorText(words, 'red', textValues('red', { ...zone, waitMinutes: 4 }))).toBe('About 4 minutes');
    expect(doorText(words, 'unknown', textValues('unknown', zone))).toBe('Please ask our staff');
  });
});

describe('a text of its own', () => {
  const own = faceWords(en, {
    texts: { en: { red: 'Quieter after {quieter}', amber: 'About {about} inside' } },
  });

  it('says when it is quieter only where that is known, and a number rounded', () => {
    expect(doorText(own, 'red', textValues('red', zone))).toBe('Please wait');
    expect(doorText(own, 'red', textValues('red', { ...zone, quieter: '16:00' }))).toBe(
      'Quieter after 16:00',
    );
    expect(doorText(own, 'amber', textValues('amber', zone))).toBe('About 100 inside');
  });
});

describe('the hint below the word', () => {
  const usual = faceWords(de);
  const closed: ShownZone = { ...zone, light: 'closed' };

  it('says when a closed door opens, with the weekday where that is not today', () => {
    expect(hintText(usual, 'closed', { ...closed, opens: { time: '08:00' } })).toBe('Wir öffnen: 08:00');
    expect(hintText(usual, 'closed', { ...closed, opens: { time: '08:00', weekday: 1 } })).toBe(
      'Wir öffnen: Montag 08:00',
    );
    expect(hintText(usual, 'closed', closed)).toBeUndefined();
  });

  it('says the date of an opening that is a week away or more, and why it is closed', () => {
    const holidays = {
      ...closed,
      opens: { time: '08:00', weekday: 1, date: '2026-08-10' },
      closedBecause: { 'de-CH': 'Betriebsferien', en: 'Summer break' },
    };
    expect(hintText(usual, 'closed', holidays)).toBe('Betriebsferien · Wir öffnen: 10. August 08:00');
    expect(hintText(faceWords(en), 'closed', holidays)).toBe('Summer break · We open: August 10 08:00');
    expect(hintText(usual, 'closed', { ...closed, closedBecause: { fr: 'Vacances' } })).toBe('Vacances');
    expect(hintText(usual, 'green', holidays)).toBeUndefined();
  });

  it('writes the dates of a year in every language as that language does', async () => {
    const languages = readdirSync(new URL('../i18n/door', import.meta.url)).map((name) => name.slice(0, 2));
    expect(languages.length).toBeGreaterThanOrEqual(25);
    for (const words of await doorWords(languages)) {
      const format = new Intl.DateTimeFormat(`${words.lang}-u-nu-latn`, {
        ...{ day: 'numeric', month: 'long', timeZone: 'UTC' },
      });
      const face = faceWords(words);
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 86_400_000) {
        const date = new Date(at).toISOString().slice(0, 10);
        const hint = hintText(face, 'closed', {
          ...closed,
          opens: { time: '08:00', weekday: 1, date },
        });
        expect(hint).toContain(`${format.format(at)} 08:00`);
      }
    }
  });

  it('says the wait at red alone, and nothing beside a text of the display’s own', () => {
    const waiting = { ...zone, waitMinutes: 4 };
    expect(hintText(usual, 'red', waiting)).toBe('Wartezeit etwa 4 Min.');
    expect(hintText(usual, 'amber', waiting)).toBeUndefined();
    expect(hintText(words, 'red', waiting)).toBeUndefined();
  });
});

it('in an emergency every light says the same, whatever texts the display has', () => {
  const warned = emergencyWords(words, 'keep-out');
  for (const light of lights) expect(doorText(warned, light, {})).toBe('Do not enter');
});
