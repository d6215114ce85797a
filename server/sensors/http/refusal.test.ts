import { describe, expect, it } from 'vitest';
import { parseRetryAfter, refusalOf } from './refusal.ts';

const context = { path: '/a?b', holdsBackBasic: true, nowMs: Date.UTC(2026, 0, 1) };

describe('a status other than 2xx', () => {
  it.each([
    [401, { kind: 'unauthorized', status: 401 }],
    [403, { kind: 'forbidden', status: 403 }],
    [404, { kind: 'not-found', path: '/a?b' }],
    [429, { kind: 'rate-limited' }],
    [500, { kind: 'http-status', status: 500 }],
    [503, { kind: 'http-status', status: 503 }],
    [302, { kind: 'http-status', status: 302 }],
    [304, { kind: 'http-status', status: 304 }],
  ])('%i has its own error', (status, error) => {
    expect(refusalOf({ status, headers: {} }, context)).toEqual(error);
  });

  it('401 reports Basic only where a password was held back and nothing else was offered', () => {
    const basic = { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } };
    const both = {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="r", Digest realm="r", nonce="n"' },
    };
    const refused = { kind: 'unauthorized', status: 401 };
    expect(refusalOf(basic, context)).toEqual({ kind: 'basic-over-http' });
    expect(refusalOf(basic, { ...context, holdsBackBasic: false })).toEqual(refused);
    expect(refusalOf(both, context)).toEqual(refused);
  });
});

describe('Retry-After', () => {
  const nowMs = Date.parse('Wed, 21 Oct 2026 07:00:00 GMT');

  it.each([
    ['seconds', '120', 120_000],
    ['no time at all', '0', 0],
    ['a date', 'Wed, 21 Oct 2026 07:00:30 GMT', 30_000],
    ['words', 'later, please', undefined],
    ['a date that has passed', 'Wed, 21 Oct 2026 06:00:00 GMT', 0],
    ['a negative number', '-5', undefined],
    ['a fraction', '1.5', undefined],
    ['nothing', '', undefined],
    ['no header', undefined, undefined],
  ])('as %s', (_what, value, expected) => {
    expect(parseRetryAfter(value, undefined, nowMs)).toBe(expected);
  });

  it('measures a date by the clock of the device that sent it', () => {
    const years = 'Thu, 01 Jan 2004 00:00:45 GMT';
    expect(parseRetryAfter(years, 'Thu, 01 Jan 2004 00:00:00 GMT', nowMs)).toBe(45_000);
  });
});
