import { expect, it } from 'vitest';
import { lights } from '#lib/contract/light.ts';
import { tones } from './tones.ts';

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

it.each(lights)('text on %s reaches 7:1', (light) => {
  expect(contrast(tones[light].tone, tones[light].ink)).toBeGreaterThanOrEqual(7);
});

it('green, amber and red differ in brightness, for who does not see their colours', () => {
  const { red, green, amber } = tones;
  expect(contrast(red.tone, green.tone)).toBeGreaterThanOrEqual(3);
  expect(contrast(green.tone, amber.tone)).toBeGreaterThanOrEqual(1.4);
  expect(contrast(red.tone, amber.tone)).toBeGreaterThanOrEqual(3);
});
