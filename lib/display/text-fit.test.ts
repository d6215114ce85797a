import { describe, expect, it } from 'vitest';
import { textFit } from './text-fit.ts';

const landscape = { width: 119, height: 38 };
const portrait = { width: 86, height: 46 };

describe('textFit', () => {
  it('keeps a short text on one line', () => {
    expect(textFit('Come in', landscape).lines).toBe(1);
    expect(textFit('Geschlossen', portrait).lines).toBe(1);
  });

  it('breaks where that makes the letters clearly larger', () => {
    expect(textFit('Bitte eintreten', landscape).lines).toBe(2);
    expect(textFit('Please wait', portrait).lines).toBe(2);
    expect(textFit('Bitte fragen Sie unser Personal', portrait).lines).toBe(3);
  });

  it('breaks evenly, so that the widest line is as short as can be', () => {
    const { em } = textFit('Please ask our staff', { width: 86, height: 40 });
    expect(em).toBe(textFit('Please ask', { width: 1000, height: 10 }).em);
  });

  it('never breaks inside a word', () => {
    const { em, lines } = textFit('Donaudampfschifffahrt', { width: 10, height: 100 });
    expect(lines).toBe(1);
    expect(em).toBeGreaterThan(9);
  });

  it('is never narrower than the true width of the typeface', () => {
    // Canvas measurement of "800 1em Inter Variable" (fontsource 5.3).
    const trueWidth = 0.74 + 0.62 + 0.93 + 0.6 + 0.22 + 0.28 + 0.64;
    const { em } = textFit('Come in', landscape);
    expect(em).toBeGreaterThanOrEqual(trueWidth);
    expect(em).toBeLessThan(trueWidth * 1.1);
  });

  it('gives an empty text a size too', () => {
    expect(textFit('', landscape)).toEqual({ em: 1, lines: 1 });
  });
});
