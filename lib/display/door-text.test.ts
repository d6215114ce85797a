import { describe, expect, it } from 'vitest';
import en from '../i18n/door/en.ts';
import { faceWords } from '../i18n/door.ts';
import { doorText, textValues } from './door-text.ts';
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
