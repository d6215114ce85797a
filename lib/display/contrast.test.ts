import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, inkOn } from './contrast.ts';

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#98131f', '#98131f')).toBe(1);
  });

  it('does not ask which is the text', () => {
    fc.assert(fc.property(colour, colour, (one, other) => contrast(one, other) === contrast(other, one)));
  });

  it('leaves no colour on which neither black nor white is read', () => {
    fc.assert(fc.property(colour, (tone) => contrast(tone, inkOn(tone)) >= 4.5));
  });
});
