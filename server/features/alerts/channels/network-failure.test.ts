import { describe, expect, it } from 'vitest';
import { networkFailureOf } from './network-failure.ts';

const withCode = (code: string, message = 'no') => Object.assign(new Error(message), { code });
/** As `fetch` throws it. */
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });

describe('a failure of the network', () => {
  it.each([
    ['ENOTFOUND', 'name-unknown'],
    ['EAI_AGAIN', 'name-unknown'],
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'no-answer'],
    ['UND_ERR_CONNECT_TIMEOUT', 'no-answer'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
    ['CERT_HAS_EXPIRED', 'certificate-expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-other'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'other-protocol'],
    ['HPE_INVALID_CONSTANT', 'other-protocol'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ECONNRESET', 'unreachable'],
  ])('%s is %s, wherever it stands', (code, kind) => {
    expect(networkFailureOf(withCode(code))).toEqual({ kind, reason: code });
    expect(networkFailureOf(fetchFailed(withCode(code)))).toEqual({ kind, reason: code });
    // A name with several addresses.
    const several = new AggregateError([withCode(code), withCode('ENETUNREACH')]);
    expect(networkFailureOf(fetchFailed(several)).kind).toBe(kind);
    // nodemailer replaces the system's code with its own.
    const renamed = Object.assign(new Error('no'), { code: 'ESOCKET', originalCode: code });
    expect(networkFailureOf(renamed)).toEqual({ kind, reason: code });
  });

  it('is no answer where the time was over', () => {
    expect(networkFailureOf(new DOMException('over', 'TimeoutError')).kind).toBe('no-answer');
  });

  it('says what it can where there is no code, but quotes no address with a password', () => {
    expect(networkFailureOf(fetchFailed(new Error('bad port')))).toEqual({
      kind: 'unreachable',
      reason: 'bad port',
    });
    const quoting = new TypeError('includes credentials: http://user:secret@shop.example/');
    expect(networkFailureOf(quoting)).toEqual({ kind: 'unreachable', reason: 'TypeError' });
  });
});
