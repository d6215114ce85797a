import { describe, expect, it } from 'vitest';
import { textProblem, themeKeysOf, themeValuesOf } from './display-settings.ts';
import { withoutUndefined } from './settings-values.ts';

const written = {
  zone: 'store',
  name: 'North entrance',
  layout: 'zones',
  zones: ['cafe'],
  rotate: true,
  texts: { de: { red: 'Noch {wait} Minuten' } },
  colours: { green: '#0a7d3c', red: { tone: '#98131f', ink: '#ffe9e9' } },
  logo: '/media/0a.svg',
  background: { picture: '/media/0b.jpg', video: '/media/0c.mp4' },
  chime: true,
  speak: true,
};

describe('the theme of a display in its form', () => {
  it('comes back as it was written', () => {
    const { zone: _zone, ...keys } = written;
    expect(withoutUndefined(themeKeysOf(themeValuesOf(written)))).toEqual(keys);
  });

  it('is Doorlight’s own where nothing is written, and writes nothing then', () => {
    const plain = themeValuesOf({ zone: 'store' });
    expect(plain).toMatchObject({ layout: 'light', rotate: false, texts: {}, colours: {}, logo: '' });
    expect(withoutUndefined(themeKeysOf(plain))).toEqual({});
  });

  it('drops what was set back to the usual', () => {
    const values = themeValuesOf(written);
    const keys = themeKeysOf({
      ...values,
      texts: { de: { red: '  ' } },
      colours: {},
      picture: '',
      video: '',
    });
    expect(keys).toMatchObject({ texts: undefined, colours: undefined, background: undefined });
  });
});

describe('a text of the display’s own', () => {
  it('may name what is known at its light', () => {
    expect(textProblem('Noch {free} von {capacity}', 'green')).toBeUndefined();
    expect(textProblem('Etwa {wait} Minuten', 'red')).toBeUndefined();
  });

  it('may not name what there is not, nor what is never known then', () => {
    expect(textProblem('Noch {plätze}', 'green')).toEqual({ kind: 'unknown', placeholder: '{plätze}' });
    expect(textProblem('Noch {free', 'green')).toMatchObject({ kind: 'unknown' });
    expect(textProblem('{wait} Minuten', 'green')).toMatchObject({ kind: 'never-known' });
    expect(textProblem('{occupancy}?', 'unknown')).toMatchObject({ kind: 'never-known' });
  });
});
