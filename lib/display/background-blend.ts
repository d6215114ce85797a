import { contrast } from './contrast.ts';

/**
 * How a grey picture is blended with the colour of a light without making its text harder to read: under light
 * text it only darkens, under dark text it only lightens. The hue stays that of the light.
 */
export function backgroundBlend({
  tone,
  ink,
}: {
  readonly tone: string;
  readonly ink: string;
}): 'multiply' | 'screen' {
  return contrast(ink, '#000000') > contrast(tone, '#000000') ? 'multiply' : 'screen';
}
