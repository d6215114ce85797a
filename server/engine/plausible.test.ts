import { describe, expect, it } from 'vitest';
import { plausibleRange } from './plausible.ts';

describe('the range in which the truth lies', () => {
  it('is the number itself when nobody has passed since it was known', () => {
    expect(plausibleRange(40, 0, undefined)).toEqual({ low: 40, high: 40 });
    expect(plausibleRange(40, 0, { perRoot: 2 })).toEqual({ low: 40, high: 40 });
  });

  it('grows by the root of who passed, and by a share of them where nothing is learnt yet', () => {
    // 0.6 × 10 + 0.015 × 100 = 7.5
    expect(plausibleRange(40, 100, undefined)).toEqual({ low: 32, high: 48 });
    // 0.6 × 20 + 0.015 × 400 = 18
    expect(plausibleRange(40, 400, undefined)).toEqual({ low: 22, high: 58 });
  });

  it('goes by what the closings have shown', () => {
    expect(plausibleRange(40, 100, { perRoot: 0.5 })).toEqual({ low: 35, high: 45 });
    expect(plausibleRange(40, 16, { perRoot: 0.3 })).toEqual({ low: 38, high: 42 });
  });

  it('never goes below an empty room', () => {
    expect(plausibleRange(3, 400, undefined)).toEqual({ low: 0, high: 21 });
  });
});
