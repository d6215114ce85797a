import { isIP } from 'node:net';
import type { Outbound } from '#server/network/outbound.ts';
import type { KeptSmtp } from '../alert-setting-store.ts';
import { answerTimeoutMs, type Delivery, failed, sent } from './delivery.ts';
import { mailFailure } from './mail-failure.ts';

/** One e-mail. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly MailAttachment[];
  /** The same for every try. */
  readonly messageId?: string;
}

/** A file of an e-mail; with `cid`, a picture in its text. */
export interface MailAttachment {
  readonly filename: string;
  readonly content: Buffer | string;
  readonly contentType: string;
  readonly cid?: string;
}

/** Time limit of the whole conversation, milliseconds: each single answer may be in time. */
const conversationTimeoutMs = 3 * answerTimeoutMs;

/** Sends an e-mail through the mail server. */
export async function sendEmail(
  smtp: KeptSmtp,
  mail: Mail,
  outbound: Pick<Outbound, 'entered'>,
  timeoutMs = conversationTimeoutMs,
): Promise<Delivery> {
  const { host, port } = smtp;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Delivery>((resolve) => {
    const late = failed('mail-no-answer', { host, port, seconds: timeoutMs / 1000 });
    timer = setTimeout(() => resolve(late), timeoutMs);
  });
  try {
    return await Promise.race([converse(smtp, mail, outbound), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

async function converse(
  smtp: KeptSmtp,
  { attachments = [], ...mail }: Mail,
  { entered }: Pick<Outbound, 'entered'>,
): Promise<Delivery> {
  const { host, port, security, username, password, from } = smtp;
  const { to } = mail;
  let address: string;
  try {
    address = await entered.address(host);
  } catch (error) {
    return mailFailure(error, { host, port, from, to });
  }
  const { default: nodemailer } = await import('nodemailer');
  const transport = nodemailer.createTransport({
    // The checked address; the certificate must be that of its host name.
    host: address,
    ...(isIP(host) === 0 ? { tls: { servername: host } } : {}),
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
    await transport.sendMail({
      from: { name: 'Doorlight', address: from },
      ...mail,
      attachments: [...attachments],
    });
    return sent;
  } catch (error) {
    return mailFailure(error, { host, port, from, to });
  } finally {
    transport.close();
  }
}
