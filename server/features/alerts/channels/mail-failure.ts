import { answerTimeoutS, type Delivery, failed } from './delivery.ts';
import { networkFailureOf } from './network-failure.ts';

/** The attempt: server, sender and receiver. */
export interface MailTry {
  readonly host: string;
  readonly port: number;
  readonly from: string;
  readonly to: string;
}

/** Limit of the quoted answer; servers that write more explain themselves with a link. */
const longestAnswer = 300;

/**
 * Why an e-mail was not accepted. The codes are nodemailer's ("Error codes" in its documentation); the server's
 * answer is quoted unchanged.
 */
export function mailFailure(error: unknown, { host, port, from, to }: MailTry): Delivery {
  const { code, response, command } = factsOf(error);
  const answer = response === '' ? {} : { answer: response };
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return failed('mail-sign-in-wrong', { host, ...answer });
    case 'ETLS':
      // Refused with a text, or by closing the connection during the handshake.
      return failed(command === 'STARTTLS' ? 'mail-no-encryption' : 'mail-other-encryption', { host, port });
    case 'EPROTOCOL':
      if (response === '' || !/^\d{3}/.test(response)) return failed('mail-other-server', { host, port });
  }
  if (response !== '') return refused(response, command, { host, from, to });
  return unreached(error, host, port);
}

/** The meaning of a server's refusal. */
function refused(response: string, command: string, { host, from, to }: Omit<MailTry, 'port'>): Delivery {
  const answer = response;
  // RFC 4954, 6: authentication required. RFC 5321, 4.2.1: 4yz may be temporary.
  if (response.startsWith('530')) return failed('mail-sign-in-wanted', { host, answer });
  if (response.startsWith('4')) return failed('mail-later', { host, answer });
  if (command === 'MAIL FROM') return failed('mail-sender-refused', { host, from, answer });
  if (command === 'RCPT TO') return failed('mail-receiver-refused', { host, to, answer });
  return failed('mail-not-taken', { host, answer });
}

function unreached(error: unknown, host: string, port: number): Delivery {
  // It accepted the connection and waits for TLS, while plain text was started.
  if (factsOf(error).timeoutType === 'GREETING_TIMEOUT')
    return failed('mail-other-encryption', { host, port });
  const { kind, reason } = networkFailureOf(error);
  switch (kind) {
    case 'no-answer':
      return failed('mail-no-answer', { host, port, seconds: answerTimeoutS });
    case 'other-protocol':
      return failed('mail-other-encryption', { host, port });
    case 'unreachable':
      return failed('mail-unreachable', { host, port, reason });
    case 'refused':
      return failed('mail-refused', { host, port });
    default:
      return failed(`mail-${kind}`, { host });
  }
}

/** The properties nodemailer puts on its errors; empty for others. */
function factsOf(error: unknown) {
  const fields: Readonly<Record<string, unknown>> = error instanceof Error ? { ...error } : {};
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  return {
    code: text('code'),
    command: text('command'),
    timeoutType: text('timeoutType'),
    response: text('response').replaceAll(/\s+/g, ' ').trim().slice(0, longestAnswer),
  };
}
