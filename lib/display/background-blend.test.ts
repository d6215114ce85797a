import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backgroundBlend } from './background-blend.ts';
import { contrast, inkOn } from './contrast.ts';

const hex = (value: number) => Math.round(value).toString(16).padStart(2, '0');

/** A pixel of a picture over a tone, as browsers blend it. */
function blended(tone: string, grey: number, share: number, mode: 'multiply' | 'screen'): string {
  const channels = [1, 3, 5].map((at) => {
    const under = Number.parseInt(tone.slice(at, at + 2), 16) / 255;
    const over = mode === 'multiply' ? under * grey : 1 - (1 - under) * (1 - grey);
    return hex(255 * (under * (1 - share) + over * share));
  });
  return `#${channels.join('')}`;
}

it('no picture makes a text harder to read, whatever the colour, the pixel and its share', () => {
  const colour = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, '0')}`);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(colour, share, share, (tone, grey, shown) => {
      const ink = inkOn(tone);
      const ground = blended(tone, grey, shown, backgroundBlend({ tone, ink }));
      // Half a step of rounding.
      expect(contrast(ground, ink)).toBeGreaterThanOrEqual(contrast(tone, ink) * 0.985);
    }),
  );
});
