import { createHmac, randomBytes } from 'node:crypto';
import type { WebhookBody } from '#lib/contract/alert.ts';
import type { Outbound } from '#server/network/outbound.ts';
import { answerTimeoutMs, answerTimeoutS, type Delivery, failed, sent } from './delivery.ts';
import type { MessageBody } from './message.ts';
import { networkFailureOf } from './network-failure.ts';

/** The header by which a receiver verifies that a message is ours, and when it was sent. */
export const signatureHeader = 'x-doorlight-signature';

/** A secret for a new webhook. */
export function mintWebhookSecret(): string {
  return `whsec_${randomBytes(24).toString('base64url')}`;
}

/**
 * Signs a body.
 *
 * @param atS unix seconds; part of what is signed, so that an old message cannot be sent again as a new one
 * @example signature('whsec_…', 1763719200, '{"event":…}') // 't=1763719200,v1=5f2b…'
 */
export function signature(secret: string, atS: number, body: string): string {
  return `t=${atS},v1=${createHmac('sha256', secret).update(`${atS}.${body}`).digest('hex')}`;
}

/** Posts a message once. Redirects are not followed: the signature is meant for the configured address. */
export async function postWebhook(
  webhook: { readonly url: string; readonly secret: string },
  message: WebhookBody | MessageBody,
  nowMs: number,
  { fetch }: Pick<Outbound, 'fetch'>,
): Promise<Delivery> {
  const isOwn = 'event' in message;
  const body = isOwn ? JSON.stringify(message) : message.body;
  const { address, host, signIn } = partsOf(webhook.url);
  try {
    const answer = await fetch(address, {
      method: 'POST',
      body,
      headers: {
        ...signIn,
        'content-type': isOwn ? 'application/json' : message.type,
        'user-agent': 'Doorlight',
        [signatureHeader]: signature(webhook.secret, Math.floor(nowMs / 1000), body),
      },
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    if (answer.ok || isOwn) await answer.body?.cancel();
    if (answer.ok) return sent;
    // Chats say in words what they do not like of a message.
    return refused(answer.status, host, isOwn ? '' : await beginningOf(answer));
  } catch (error) {
    return unreached(error, host);
  }
}

/**
 * `https://name:password@host/path`: `fetch` accepts no address with credentials, so they are sent as Basic
 * authentication.
 */
function partsOf(url: string): {
  readonly address: string;
  readonly host: string;
  readonly signIn: Readonly<Record<string, string>>;
} {
  const parts = new URL(url);
  const { host, username, password } = parts;
  if (username === '' && password === '') return { address: url, host, signIn: {} };
  parts.username = '';
  parts.password = '';
  const pair = `${decoded(username)}:${decoded(password)}`;
  return {
    address: parts.href,
    host,
    signIn: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
  };
}

const longestAnswer = 200;

/** The beginning of an answer, in one line. */
async function beginningOf({ body }: Awaited<ReturnType<Outbound['fetch']>>): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longestAnswer) break;
  }
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, longestAnswer);
}

/** Percent-decoded; invalid encodings stay unchanged. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The meaning of a refusal. Only 410 ends the attempts: everything else can be fixed by the receiver. */
function refused(status: number, host: string, answer: string): Delivery {
  const values = { host, status, ...(answer !== '' && { answer }) };
  if (status >= 300 && status < 400) return failed('webhook-moved', values);
  if (status >= 500) return failed('webhook-fault', values);
  switch (status) {
    case 401:
    case 403:
    case 407:
      return failed('webhook-sign-in', values);
    case 404:
    case 405:
      return failed('webhook-not-found', values);
    case 410:
      return failed('webhook-gone', values, { isFinal: true });
    case 429:
      return failed('webhook-too-many', values);
    default:
      return failed('webhook-status', values);
  }
}

function unreached(error: unknown, host: string): Delivery {
  const { kind, reason } = networkFailureOf(error);
  switch (kind) {
    case 'no-answer':
      return failed('webhook-no-answer', { host, seconds: answerTimeoutS });
    case 'other-protocol':
      return failed('webhook-not-http', { host });
    case 'unreachable':
      return failed('webhook-unreachable', { host, reason });
    default:
      return failed(`webhook-${kind}`, { host });
  }
}
