import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseChallenges } from './auth-challenge.ts';
import {
  digestAuthorization as answer,
  digestTarget,
  type PreparedDigest,
  prepareDigest,
  strongestDigest,
  withNonce,
} from './digest.ts';

function digestAuthorization(prepared: PreparedDigest, method: string, uri: string, count: number) {
  return answer(digestTarget(prepared, method, uri), count);
}

function challengeIn(header: string) {
  return strongestDigest(parseChallenges(header))!;
}

const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
const opaque = 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS';
const mufasa = { username: 'Mufasa', password: 'Circle of Life' };

describe('the examples of RFC 7616', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('3.9.1 with %s comes out to the digit', (algorithm, response) => {
    const challenge = challengeIn(
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${nonce}", opaque="${opaque}"`,
    );
    expect(digestAuthorization(prepareDigest(challenge, mufasa, cnonce), 'GET', '/dir/index.html', 1)).toBe(
      `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=${algorithm}, ` +
        `nonce="${nonce}", nc=00000001, cnonce="${cnonce}", qop=auth, response="${response}", opaque="${opaque}"`,
    );
  });

  // The text prints values of SHA-512 cut to 256 bits; erratum 4897 has those of SHA-512/256.
  it('3.9.2 with SHA-512-256, charset and userhash comes out as its erratum 4897 corrects it', () => {
    const challenge = challengeIn(
      'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, ' +
        'nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", ' +
        'opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true',
    );
    const doe = { username: 'Jäsøn Doe', password: 'Secret, or not?' };
    const prepared = prepareDigest(challenge, doe, 'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v');
    const authorization = digestAuthorization(prepared, 'GET', '/doe.json', 1);
    expect(authorization).toContain(
      'username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b", userhash=true',
    );
    expect(authorization).toContain(
      'response="3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"',
    );
  });
});

/** RFC 2617, 3.5: the older example, whose device names no algorithm. */
it('the example of RFC 2617 comes out to the digit, and no algorithm is named where the device named none', () => {
  const challenge = challengeIn(
    'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
  );
  const prepared = prepareDigest(challenge, { username: 'Mufasa', password: 'Circle Of Life' }, '0a4f113b');
  const authorization = digestAuthorization(prepared, 'GET', '/dir/index.html', 1);
  expect(authorization).toContain('response="6629fae49393a05397450978507c4ef1"');
  expect(authorization).not.toContain('algorithm');
});

/** RFC 2069, 2.4, with the response of its erratum 749. */
it('a device without qop is answered as RFC 2069 has it, without nc and cnonce', () => {
  const challenge = challengeIn(
    'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
  );
  const prepared = prepareDigest(challenge, { username: 'Mufasa', password: 'CircleOfLife' }, 'unused');
  const authorization = digestAuthorization(prepared, 'GET', '/dir/index.html', 1);
  expect(authorization).toContain('response="1949323746fe6a43ef61f9606e7febea"');
  expect(authorization).not.toMatch(/nc=|qop=/);
});

describe('the answer to a challenge', () => {
  const plain = challengeIn('Digest realm="r", nonce="n", qop="auth"');

  it('counts in eight hexadecimal digits', () => {
    const prepared = prepareDigest(plain, mufasa, 'c');
    expect(digestAuthorization(prepared, 'GET', '/', 1)).toContain('nc=00000001,');
    expect(digestAuthorization(prepared, 'GET', '/', 10)).toContain('nc=0000000a,');
    expect(digestAuthorization(prepared, 'GET', '/', 86_400)).toContain('nc=00015180,');
  });

  it('differs with the method, the path, the count and the nonce', () => {
    const prepared = prepareDigest(plain, mufasa, 'c');
    const response = (authorization: string) => /response="(\w+)"/.exec(authorization)?.[1];
    const responses = [
      digestAuthorization(prepared, 'GET', '/a?b', 1),
      digestAuthorization(prepared, 'POST', '/a?b', 1),
      digestAuthorization(prepared, 'GET', '/a?c', 1),
      digestAuthorization(prepared, 'GET', '/a?b', 2),
      digestAuthorization(withNonce(prepared, 'other'), 'GET', '/a?b', 1),
    ].map(response);
    expect(new Set(responses).size).toBe(5);
  });

  it('binds the secret of a -sess algorithm to the nonce of the challenge', () => {
    const session = challengeIn('Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess');
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    const secret = md5(`${md5('Mufasa:r:Circle of Life')}:n:c`);
    expect(digestAuthorization(prepareDigest(session, mufasa, 'c'), 'GET', '/', 1)).toContain(
      `response="${md5(`${secret}:n:00000001:c:auth:${md5('GET:/')}`)}"`,
    );
  });

  it('escapes quotes and backslashes of realm, nonce, opaque and user name', () => {
    const odd = challengeIn(String.raw`Digest realm="a \"b\" \\c", nonce="n\"", opaque="o\"", qop="auth"`);
    const prepared = prepareDigest(odd, { username: 'x"y', password: '' }, 'c');
    const authorization = digestAuthorization(prepared, 'GET', '/', 1);
    expect(authorization).toContain(String.raw`username="x\"y", realm="a \"b\" \\c"`);
    expect(authorization).toContain(String.raw`nonce="n\""`);
    expect(authorization).toContain(String.raw`opaque="o\""`);
  });

  it('sends a user name outside ASCII as UTF-8, or as RFC 5987 has it where the device asked for UTF-8', () => {
    const jose = { username: "José O'Neil", password: 'p' };
    expect(digestAuthorization(prepareDigest(plain, jose, 'c'), 'GET', '/', 1)).toContain(
      `username="${Buffer.from(jose.username).toString('latin1')}"`,
    );
    const utf8 = challengeIn('Digest realm="r", nonce="n", qop="auth", charset="UTF-8"');
    expect(digestAuthorization(prepareDigest(utf8, jose, 'c'), 'GET', '/', 1)).toContain(
      "username*=UTF-8''Jos%C3%A9%20O%27Neil,",
    );
  });

  it('never holds the password', () => {
    expect(JSON.stringify(prepareDigest(plain, mufasa, 'c'))).not.toContain(mufasa.password);
  });
});

describe('the challenge that is answered', () => {
  const digest = (algorithm: string) =>
    `Digest realm="r", nonce="${algorithm}", qop="auth", algorithm=${algorithm}`;

  it('is the one with the strongest hash, wherever it stands', () => {
    const offered = ['MD5', 'SHA-512-256', 'SHA-256'].map(digest);
    expect(strongestDigest(parseChallenges(offered))?.hash).toBe('sha512-256');
    expect(strongestDigest(parseChallenges(offered.toReversed()))?.hash).toBe('sha512-256');
  });

  it('is the first of equals', () => {
    const offered = ['Digest realm="a", nonce="1"', 'Digest realm="b", nonce="2"'];
    expect(strongestDigest(parseChallenges(offered))?.realm).toBe('a');
  });

  it.each([
    ['an unknown algorithm', digest('SHA-3')],
    ['qop=auth-int alone', 'Digest realm="r", nonce="n", qop="auth-int"'],
    ['no nonce', 'Digest realm="r", qop="auth"'],
    ['another scheme', 'Basic realm="r", nonce="n"'],
  ])('is none with %s', (_what, header) => {
    expect(strongestDigest(parseChallenges(header))).toBeUndefined();
  });

  it('takes algorithm, stale and qop in any case, quoted or not', () => {
    expect(challengeIn('DIGEST realm=r, nonce=n, qop=AUTH, algorithm="sha-256", stale=TRUE')).toMatchObject({
      hash: 'sha256',
      qop: 'auth',
      isStale: true,
      realm: 'r',
      nonce: 'n',
    });
  });
});
