import { hash } from 'node:crypto';
import type { AuthChallenge } from './auth-challenge.ts';

/** Weakest first. */
const hashNames = ['md5', 'sha256', 'sha512-256'] as const;
type HashName = (typeof hashNames)[number];

const hashByAlgorithm: ReadonlyMap<string, HashName> = new Map([
  ['MD5', 'md5'],
  ['SHA-256', 'sha256'],
  ['SHA-512-256', 'sha512-256'],
]);

/** A Digest challenge that can be answered. Texts hold one character for each byte of the header. */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  /** As the device wrote it; undefined if absent, which means MD5. */
  readonly algorithm: string | undefined;
  readonly hash: HashName;
  /** `MD5-sess` and the like: the secret is bound to the nonce. */
  readonly isSession: boolean;
  /** Undefined for devices that speak RFC 2069, without `nc` and `cnonce`. */
  readonly qop: 'auth' | undefined;
  readonly opaque: string | undefined;
  /** The nonce was too old; the password was not rejected. */
  readonly isStale: boolean;
  readonly isUserHashed: boolean;
  readonly isUtf8: boolean;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The part that is the same in every answer to one challenge. */
export interface PreparedDigest {
  readonly challenge: DigestChallenge;
  readonly cnonce: string;
  /** H(A1): as valuable as the password in this realm, so it is stored nowhere else. */
  readonly secret: string;
  /** The parameters that name the user, ready to send. */
  readonly user: string;
}

/**
 * The Digest challenge to answer: the one with the strongest supported hash, the first of equals. A challenge
 * with only `qop=auth-int`, or an unknown algorithm, cannot be answered.
 */
export function strongestDigest(challenges: readonly AuthChallenge[]): DigestChallenge | undefined {
  let best: DigestChallenge | undefined;
  for (const challenge of challenges) {
    const digest = digestOf(challenge);
    if (digest !== undefined && (best === undefined || strength(digest) > strength(best))) best = digest;
  }
  return best;
}

function strength(digest: DigestChallenge): number {
  return hashNames.indexOf(digest.hash);
}

function digestOf({ scheme, parameters }: AuthChallenge): DigestChallenge | undefined {
  const nonce = parameters.get('nonce');
  if (scheme !== 'digest' || nonce === undefined) return undefined;
  const algorithm = parameters.get('algorithm');
  const [, name = '', session] = /^(.*?)(-sess)?$/i.exec(algorithm ?? 'MD5') ?? [];
  const hashName = hashByAlgorithm.get(name.toUpperCase());
  const qop = parameters
    .get('qop')
    ?.toLowerCase()
    .split(/[\s,]+/);
  if (hashName === undefined || (qop !== undefined && !qop.includes('auth'))) return undefined;
  return {
    realm: parameters.get('realm') ?? '',
    nonce,
    algorithm,
    hash: hashName,
    isSession: session !== undefined,
    qop: qop === undefined ? undefined : 'auth',
    opaque: parameters.get('opaque'),
    isStale: parameters.get('stale')?.toLowerCase() === 'true',
    isUserHashed: parameters.get('userhash')?.toLowerCase() === 'true',
    isUtf8: parameters.get('charset')?.toLowerCase() === 'utf-8',
  };
}

/** @param cnonce a random text of our own; the same for all requests that answer this challenge */
export function prepareDigest(
  challenge: DigestChallenge,
  credentials: Credentials,
  cnonce: string,
): PreparedDigest {
  const username = bytesOf(credentials.username);
  const { realm, nonce } = challenge;
  const plain = digest(challenge.hash, `${username}:${realm}:${bytesOf(credentials.password)}`);
  const secret = challenge.isSession ? digest(challenge.hash, `${plain}:${nonce}:${cnonce}`) : plain;
  return { challenge, cnonce, secret, user: userParameters(challenge, credentials.username) };
}

/** The same sign-in with the device's next nonce (`nextnonce`, RFC 7616, 3.5). */
export function withNonce(prepared: PreparedDigest, nonce: string): PreparedDigest {
  return { ...prepared, challenge: { ...prepared.challenge, nonce } };
}

/** The part that is the same in every request to one target: a poll asks for the same each time. */
export interface DigestTarget {
  readonly method: string;
  readonly uri: string;
  readonly hash: HashName;
  /** What is hashed for the response, before and after the count. */
  readonly signed: readonly [before: string, after: string];
  /** The header, before the count, before the response, and after it. */
  readonly header: readonly [start: string, afterCount: string, end: string];
  readonly isCounted: boolean;
}

/** @param uri the request target exactly as it is sent, with its query */
export function digestTarget(
  { challenge, cnonce, secret, user }: PreparedDigest,
  method: string,
  uri: string,
): DigestTarget {
  const { nonce, qop, algorithm, opaque } = challenge;
  const target = digest(challenge.hash, `${method}:${uri}`);
  const isCounted = qop !== undefined;
  const start =
    `Digest ${user}, realm=${quoted(challenge.realm)}, uri=${quoted(uri)}` +
    (algorithm === undefined ? '' : `, algorithm=${algorithm}`) +
    `, nonce=${quoted(nonce)}`;
  const end = opaque === undefined ? '"' : `", opaque=${quoted(opaque)}`;
  return {
    method,
    uri,
    hash: challenge.hash,
    signed: isCounted
      ? [`${secret}:${nonce}:`, `:${cnonce}:${qop}:${target}`]
      : [`${secret}:${nonce}:${target}`, ''],
    header: isCounted
      ? [`${start}, nc=`, `, cnonce="${cnonce}", qop=${qop}, response="`, end]
      : [`${start}, response="`, '', end],
    isCounted,
  };
}

/**
 * The `Authorization` of one request.
 *
 * @param count how many requests were signed with this nonce, this one included
 */
export function digestAuthorization(
  { hash, signed, header, isCounted }: DigestTarget,
  count: number,
): string {
  const nc = isCounted ? count.toString(16).padStart(8, '0') : '';
  const response = digest(hash, signed[0] + nc + signed[1]);
  return header[0] + nc + header[1] + response + header[2];
}

function userParameters(challenge: DigestChallenge, username: string): string {
  if (challenge.isUserHashed) {
    const hashed = digest(challenge.hash, `${bytesOf(username)}:${challenge.realm}`);
    return `username="${hashed}", userhash=true`;
  }
  // RFC 7616, 3.4: a name that a quoted string cannot hold may be sent as RFC 5987 has it.
  return challenge.isUtf8 && /[^ -~]/.test(username)
    ? `username*=UTF-8''${encodeURIComponent(username).replaceAll(/['()*]/g, percent)}`
    : `username=${quoted(bytesOf(username))}`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** UTF-8 with one character for each byte, as HTTP headers are written. */
function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function digest(name: HashName, bytes: string): string {
  return hash(name, Buffer.from(bytes, 'latin1'), 'hex');
}

function quoted(text: string): string {
  return /["\\]/.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : `"${text}"`;
}
