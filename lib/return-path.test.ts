import { expect, test } from 'vitest';
import { safeReturnPath, signInPath } from './return-path.ts';

test.each(['/console', '/console/bern/store', '/console/audit?zone=store#top', '/setup'])(
  'leads back to %s',
  (path) => {
    expect(safeReturnPath(path)).toBe(path);
  },
);

test.each([
  undefined,
  '',
  'console',
  'https://evil.example/console',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  '/./\\/evil.example',
  '/..//evil.example',
  '/sign-in',
])('leads home instead of to %s', (path) => {
  expect(safeReturnPath(path)).toBe('/console');
});

test('what is asked for survives the way through the sign-in page', () => {
  const url = new URL(signInPath('/console/audit?zone=a&site=b'), 'http://x');
  expect(safeReturnPath(url.searchParams.get('next') ?? undefined)).toBe('/console/audit?zone=a&site=b');
  expect(signInPath('/console')).toBe('/sign-in');
});
