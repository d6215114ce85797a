import { describe, expect, it } from 'vitest';
import { lowContrastOf } from './display-theme.ts';
import { displayEntrySchema } from './schema.ts';

const entrance = { id: 'entrance', zone: 'store' };
const problemsOf = (keys: object) =>
  displayEntrySchema
    .safeParse({ ...entrance, ...keys })
    .error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [];

describe('the look of a display', () => {
  it('is optional in all its keys', () => {
    expect(displayEntrySchema.parse(entrance)).toEqual({ ...entrance, showNumber: true });
  });

  it('has colours with a text that is read, chosen where only the ground is named', () => {
    const { colours } = displayEntrySchema.parse({
      ...entrance,
      colours: { green: '#00AA55', red: '#7a0010' },
    });
    expect(colours).toEqual({
      green: { tone: '#00aa55', ink: '#000000' },
      red: { tone: '#7a0010', ink: '#ffffff' },
    });
    expect(lowContrastOf({ ...(colours && { colours }) })).toEqual(['green']);
  });

  it('refuses a text that nobody can read', () => {
    const pale = { green: { tone: '#2fb873', ink: '#ffffff' } };
    expect(problemsOf({ colours: pale })).toEqual([['colours.green', expect.stringContaining('3:1')]]);
  });

  it.each([
    'http://shop.example/logo.png',
    '//shop.example/logo.png',
    'javascript:alert(1)',
    'https://x.example/a");}*{color:red',
    `data:image/png;base64,${'A'.repeat(103_000)}`,
  ])('refuses the logo %.40s', (logo) => {
    expect(problemsOf({ logo })).toHaveLength(1);
  });

  it.each(['https://shop.example/logo.svg?v=2', '/logo.svg', 'data:image/png;base64,iVBORw0KGgo='])(
    'takes the logo %s',
    (logo) => {
      expect(problemsOf({ logo })).toEqual([]);
    },
  );

  it('is dimmed outside opening hours, but never to black', () => {
    expect(problemsOf({ dim: 0 })).toEqual([]);
    expect(problemsOf({ dim: 0.9, pixelShift: false })).toEqual([]);
    for (const dim of [1, -0.1, '50%'])
      expect(problemsOf({ dim })).toEqual([['dim', expect.stringMatching(/from 0 to 0[.]9/)]]);
  });

  it('has texts for lights that there are, short enough to be read', () => {
    expect(problemsOf({ texts: { de: { red: 'Noch {wait} Minuten' } } })).toEqual([]);
    expect(problemsOf({ texts: { de: { blue: 'Blau' } } })).toHaveLength(1);
    expect(problemsOf({ texts: { de: { red: 'x'.repeat(81) } } })).toHaveLength(1);
  });

  it.each(['Noch {plätze}', 'Noch {free', 'free}', '{}'])('refuses the placeholder in %s', (green) => {
    expect(problemsOf({ texts: { de: { green } } })).toEqual([
      ['texts.de.green', expect.stringContaining('{free}, {occupancy}, {capacity}, {wait}')],
    ]);
  });

  it('has a picture or a video of this server behind the light', () => {
    expect(problemsOf({ background: { picture: '/media/0a.jpg', video: '/media/0b.mp4' } })).toEqual([]);
    expect(problemsOf({ background: {} })).toEqual([['background', 'a picture or a video']]);
    for (const picture of ['https://shop.example/a.jpg', '//shop.example/a.jpg', '/a.jpg");}*{']) {
      expect(problemsOf({ background: { picture } })).toEqual([
        ['background.picture', expect.stringContaining('on this server')],
      ]);
    }
  });

  it('makes a sound only where that is asked for', () => {
    expect(displayEntrySchema.parse({ ...entrance, chime: true, speak: true })).toMatchObject({
      chime: true,
    });
    expect(problemsOf({ chime: 'loud' })).toHaveLength(1);
  });
});
