import { expect, it } from 'vitest';
import { lights } from '#lib/contract/light.ts';
import { backgroundBlend } from '#lib/display/background-blend.ts';
import { contrast } from '#lib/display/contrast.ts';
import { lightColours } from './colours.ts';

it.each(lights)('text on %s reaches 7:1', (light) => {
  expect(contrast(lightColours[light].tone, lightColours[light].ink)).toBeGreaterThanOrEqual(7);
});

it('green, amber and red differ in brightness, for who does not see their colours', () => {
  const { red, green, amber } = lightColours;
  expect(contrast(red.tone, green.tone)).toBeGreaterThanOrEqual(3);
  expect(contrast(green.tone, amber.tone)).toBeGreaterThanOrEqual(1.4);
  expect(contrast(red.tone, amber.tone)).toBeGreaterThanOrEqual(3);
});

it('a picture behind a light only lightens green and amber, and darkens the others, as the style sheet has it', () => {
  const lightened = lights.filter((light) => backgroundBlend(lightColours[light]) === 'screen');
  expect(lightened).toEqual(['green', 'amber']);
});
