import { createHmac, randomBytes } from 'node:crypto';
import type { WebhookBody } from '#lib/contract/alert.ts';
import { answerTimeoutMs, type Delivery, failed, networkMessage, sent } from './delivery.ts';

/** The header by which a receiver knows that a message is ours, and of when. */
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

/** Posts a message once. Redirects are not followed: a signature is for the address that was named. */
export async function postWebhook(
  webhook: { readonly url: string; readonly secret: string },
  message: WebhookBody,
  nowMs: number,
): Promise<Delivery> {
  const body = JSON.stringify(message);
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Doorlight',
        [signatureHeader]: signature(webhook.secret, Math.floor(nowMs / 1000), body),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    await answer.body?.cancel();
    if (answer.ok) return sent;
    return failed(`The receiver answered with status ${answer.status}.`, { isFinal: answer.status === 410 });
  } catch (error) {
    return failed(networkMessage(error));
  }
}
