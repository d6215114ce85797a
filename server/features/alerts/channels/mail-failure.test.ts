import { describe, expect, it } from 'vitest';
import { mailFailure } from './mail-failure.ts';

const tried = { host: 'mx', port: 465, from: 'from@example.com', to: 'to@example.com' };
/** As nodemailer throws it. */
const failing = (fields: Readonly<Record<string, unknown>>) =>
  mailFailure(Object.assign(new Error('no'), fields), tried);
const problem = (code: string, values: object) => ({ kind: 'failed', problem: { code, values } });

describe('an e-mail that was not taken', () => {
  it.each([
    [{ code: 'EDNS', originalCode: 'ENOTFOUND' }, 'mail-name-unknown', { host: 'mx' }],
    [{ code: 'EDNS' }, 'mail-name-unknown', { host: 'mx' }],
    [{ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }, 'mail-refused', { host: 'mx', port: 465 }],
    [
      { code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT' },
      'mail-no-answer',
      { host: 'mx', port: 465, seconds: 10 },
    ],
    [
      { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' },
      'mail-other-encryption',
      { host: 'mx', port: 465 },
    ],
    [
      { code: 'ESOCKET', originalCode: 'EHOSTUNREACH' },
      'mail-unreachable',
      { host: 'mx', port: 465, reason: 'EHOSTUNREACH' },
    ],
    [{ code: 'ESOCKET', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'mail-certificate', { host: 'mx' }],
    [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, 'mail-certificate-expired', { host: 'mx' }],
    [
      { code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' },
      'mail-certificate-other',
      { host: 'mx' },
    ],
    [{ code: 'EPROTOCOL', response: 'HTTP/1.1 400' }, 'mail-other-server', { host: 'mx', port: 465 }],
    [{ code: 'EAUTH' }, 'mail-sign-in-wrong', { host: 'mx' }],
  ])('by how it was not reached: %j', (fields, code, values) => {
    expect(failing(fields)).toMatchObject(problem(code, values));
  });

  it.each([
    ['EAUTH', 'AUTH PLAIN', '535 5.7.8 no', 'mail-sign-in-wrong', { host: 'mx' }],
    ['EENVELOPE', 'MAIL FROM', '530 5.7.0 who are you', 'mail-sign-in-wanted', { host: 'mx' }],
    ['EENVELOPE', 'MAIL FROM', '553 not yours', 'mail-sender-refused', { host: 'mx', from: tried.from }],
    ['EENVELOPE', 'RCPT TO', '550 nobody', 'mail-receiver-refused', { host: 'mx', to: tried.to }],
    ['EENVELOPE', 'RCPT TO', '451 greylisted', 'mail-later', { host: 'mx' }],
    ['EMESSAGE', 'DATA', '554 spam', 'mail-not-taken', { host: 'mx' }],
    ['EPROTOCOL', 'CONN', '554 blocked', 'mail-not-taken', { host: 'mx' }],
    ['ECONNECTION', 'CONN', '421 too many', 'mail-later', { host: 'mx' }],
  ])('by what the server answered: %s to %s, %s', (code, command, response, factsOf, values) => {
    expect(failing({ code, command, response })).toEqual({
      ...problem(factsOf, { ...values, answer: response }),
      isFinal: false,
    });
  });

  it('quotes an answer in one line that is not endless', () => {
    const delivery = failing({
      code: 'EMESSAGE',
      command: 'DATA',
      response: `554 no\r\n554 ${'x'.repeat(900)}`,
    });
    const { answer = '' } = delivery.kind === 'failed' ? delivery.problem.values : {};
    expect(answer).toMatch(/^554 no 554 x+$/);
    expect(String(answer).length).toBe(300);
  });
});
