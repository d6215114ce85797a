import { expect, it } from 'vitest';
import { loadAnewInMs } from './revision.ts';

it('a page stays while the sidecar would make it the same', () => {
  expect(loadAnewInMs('1.0.0:abc', '1.0.0:abc')).toBeUndefined();
  expect(loadAnewInMs(undefined, undefined)).toBeUndefined();
});

it('a page is loaded anew at once for another configuration', () => {
  expect(loadAnewInMs('1.0.0:abc', '1.0.0:def')).toBe(500);
});

it('a page of another version waits until it is told', () => {
  expect(loadAnewInMs('1.0.0:abc', '1.1.0:abc')).toBeUndefined();
  expect(loadAnewInMs('1.0.0:abc', '1.1.0:def')).toBeUndefined();
  expect(loadAnewInMs(undefined, '1.1.0:abc')).toBeUndefined();
});
