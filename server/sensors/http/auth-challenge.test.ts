import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges, parseParameters } from './auth-challenge.ts';

function plain(header: string | readonly string[] | undefined) {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

describe('challenges', () => {
  it('are none without a header, and none in an empty one', () => {
    expect(parseChallenges(undefined)).toEqual([]);
    expect(parseChallenges('')).toEqual([]);
    expect(parseChallenges([])).toEqual([]);
  });

  it('are read from one header each, in the order of the device', () => {
    expect(plain(['Digest realm="AXIS", nonce="n"', 'Basic realm="AXIS"'])).toEqual([
      ['digest', { realm: 'AXIS', nonce: 'n' }],
      ['basic', { realm: 'AXIS' }],
    ]);
  });

  it('are read from one header for all', () => {
    expect(
      plain('Basic realm="a, b=\\"c\\"", Digest realm="d", qop="auth, auth-int", nonce=n== , Negotiate'),
    ).toEqual([
      ['basic', { realm: 'a, b="c"' }],
      ['digest', { realm: 'd', qop: 'auth, auth-int', nonce: 'n==' }],
      ['negotiate', {}],
    ]);
  });

  it('may carry one value without a name, which is not a parameter of anything', () => {
    expect(plain('Negotiate oYG3a/b+c==, Digest realm="r"')).toEqual([
      ['negotiate', {}],
      ['digest', { realm: 'r' }],
    ]);
  });

  it('take spaces around "=", missing and doubled commas, and names in any case', () => {
    expect(plain('  Digest REALM = "r" Nonce=abc,, ,qop="auth" ,')).toEqual([
      ['digest', { realm: 'r', nonce: 'abc', qop: 'auth' }],
    ]);
  });

  it('lose only what cannot be read', () => {
    expect(
      plain('"lone, word" Digest realm="r", "orphan, x=1", nonce="n", =, =5, Basic realm="b", opaque="open'),
    ).toEqual([
      ['digest', { realm: 'r', nonce: 'n' }],
      ['5', {}],
      ['basic', { realm: 'b' }],
      ['opaque', {}],
    ]);
  });

  it('are never a reason to crash or to hang, whatever a device sends', () => {
    const bits = fc.constantFrom(
      'Digest',
      'Basic',
      ' ',
      ',',
      '=',
      '"',
      '\\',
      'realm',
      'nonce',
      'é',
      '\t',
      '==',
    );
    const header = fc.oneof(
      fc.string(),
      fc.array(bits, { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.oneof(header, fc.array(header)), (headers) => {
        for (const { scheme, parameters } of parseChallenges(headers)) {
          expect(scheme).toBe(scheme.toLowerCase());
          for (const name of parameters.keys()) expect(name).toBe(name.toLowerCase());
        }
      }),
    );
  });

  it('give back every value that was quoted as RFC 9110 says', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.string({ unit: 'grapheme-ascii' }), { noNullPrototype: true }),
        (values) => {
          const quoted = Object.entries(values).map(
            ([key, value]) => `${key}="${value.replaceAll(/["\\]/g, '\\$&')}"`,
          );
          expect(plain(`Digest ${quoted.join(', ')}, Basic realm="r"`)).toEqual([
            ['digest', values],
            ['basic', { realm: 'r' }],
          ]);
        },
      ),
    );
  });
});

it('parameters alone are read as a header has them', () => {
  const parameters = parseParameters('nextnonce="a,b", qop=auth, rspauth="", nc=00000001');
  expect(Object.fromEntries(parameters)).toEqual({
    nextnonce: 'a,b',
    qop: 'auth',
    rspauth: '',
    nc: '00000001',
  });
});
