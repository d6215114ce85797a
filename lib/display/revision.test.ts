import { describe, expect, it } from 'vitest';
import { loadAnewInMs } from './revision.ts';

describe('a page', () => {
  it('stays while the sidecar would make it the same', () => {
    expect(loadAnewInMs('1.0.0:abc', '1.0.0:abc', 0.5)).toBeUndefined();
    expect(loadAnewInMs(undefined, undefined, 0.5)).toBeUndefined();
  });

  it('is loaded anew at once for another configuration', () => {
    expect(loadAnewInMs('1.0.0:abc', '1.0.0:def', 0.9)).toBe(500);
  });

  it('is loaded anew some time within two minutes for another version, each screen at its own', () => {
    expect(loadAnewInMs('1.0.0:abc', '1.1.0:abc', 0)).toBe(0);
    expect(loadAnewInMs('1.0.0:abc', '1.1.0:def', 0.25)).toBe(30_000);
    expect(loadAnewInMs('1.0.0:abc', '1.1.0:abc', 0.999)).toBeLessThan(120_000);
    expect(loadAnewInMs(undefined, '1.1.0:abc', 0.5)).toBe(60_000);
  });
});
