import { expect, it } from 'vitest';
import { reloadInMs } from './revision.ts';

it('a page stays while the sidecar would make it the same', () => {
  expect(reloadInMs('1.0.0:abc', '1.0.0:abc')).toBeUndefined();
  expect(reloadInMs(undefined, undefined)).toBeUndefined();
});

it('a page is loaded anew at once for another configuration', () => {
  expect(reloadInMs('1.0.0:abc', '1.0.0:def')).toBe(500);
});

it('a page of another version waits until it is asked to', () => {
  expect(reloadInMs('1.0.0:abc', '1.1.0:abc')).toBeUndefined();
  expect(reloadInMs('1.0.0:abc', '1.1.0:def')).toBeUndefined();
  expect(reloadInMs(undefined, '1.1.0:abc')).toBeUndefined();
});
