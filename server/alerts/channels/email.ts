import { createTransport } from 'nodemailer';
import type { KeptSmtp } from '../../store/alert-setting-store.ts';
import { answerTimeoutMs, type Delivery, failed, sent } from './delivery.ts';

/** One e-mail. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Hands an e-mail to the mail server. */
export async function sendEmail(smtp: KeptSmtp, { to, subject, text }: Mail): Promise<Delivery> {
  const { host, port, security, username, password, from } = smtp;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' } }),
    connectionTimeout: answerTimeoutMs,
    greetingTimeout: answerTimeoutMs,
    socketTimeout: answerTimeoutMs,
    dnsTimeout: answerTimeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from: { name: 'Doorlight', address: from }, to, subject, text });
    return sent;
  } catch (error) {
    return failed(error instanceof Error ? inWords(error, host, port) : String(error));
  } finally {
    transport.close();
  }
}

/** The codes are nodemailer's ("Error codes" in its documentation). */
function inWords(error: Error, host: string, port: number): string {
  const code = 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EAUTH':
      return `The mail server ${host} refuses the user name or the password.`;
    case 'ECONNECTION':
    case 'ESOCKET':
    case 'ETIMEDOUT':
    case 'EDNS':
      return `The mail server ${host}:${port} cannot be reached (${error.message}).`;
    case 'ETLS':
      return `The mail server ${host} offers no encryption (${error.message}).`;
    default:
      return `The mail server ${host} did not take the message: ${error.message}`;
  }
}
