import { createECDH } from 'node:crypto';
import type { PushSubscriptionKeys } from '#lib/contract/alert.ts';
import type { Outbound } from '#server/network/outbound.ts';
import type { VapidKeys } from '../alert-setting-store.ts';
import { answerTimeoutMs, answerTimeoutS, type Delivery, failed, sent } from './delivery.ts';
import { networkFailureOf } from './network-failure.ts';

/** What the service worker shows. */
export interface PushNote {
  readonly title: string;
  readonly body: string;
  /** A later note replaces an earlier one with the same tag. */
  readonly tag: string;
  /** Path that a tap opens. */
  readonly path: string;
}

export interface PushSender {
  readonly keys: VapidKeys;
  /** Contact for push services: `https://…` or `mailto:…`. */
  readonly contact: string;
}

/** Seconds for which a push service stores a note for a sleeping tablet. */
const keptS = 4 * 3600;

/** New keys of an installation: a pair of the curve P-256 (RFC 8292, 3.2), as its raw bytes. */
export function mintVapidKeys(): VapidKeys {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys('base64url');
  // Its leading zeros belong to it.
  const privateKey = Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url');
  return { publicKey, privateKey };
}

/** Encrypts a note for one browser and sends it to that browser's push service. */
export async function sendPush(
  { keys, contact }: PushSender,
  subscription: PushSubscriptionKeys,
  note: PushNote,
  { fetchPushService }: Pick<Outbound, 'fetchPushService'>,
): Promise<Delivery> {
  const request = await sealed({ keys, contact }, subscription, note);
  if (request === undefined) return failed('push-keys');
  const { endpoint, method, headers, body } = request;
  const { host } = new URL(endpoint);
  try {
    const answer = await fetchPushService(endpoint, {
      method,
      headers: headersOf(headers),
      body: body === null ? null : new Uint8Array(body),
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    await answer.body?.cancel();
    return answer.ok ? sent : refused(answer.status, host);
  } catch (error) {
    return unreached(error, host);
  }
}

/** The request with the encrypted note; undefined if the browser's keys are invalid. */
async function sealed({ keys, contact }: PushSender, subscription: PushSubscriptionKeys, note: PushNote) {
  const { default: webPush } = await import('web-push');
  try {
    return webPush.generateRequestDetails(
      { endpoint: subscription.endpoint, keys: subscription.keys },
      JSON.stringify(note),
      { vapidDetails: { subject: contact, ...keys }, TTL: keptS, urgency: 'high' },
    );
  } catch {
    return undefined;
  }
}

function refused(status: number, host: string): Delivery {
  const values = { host, status };
  if (status >= 500) return failed('push-fault', values);
  switch (status) {
    // RFC 8030, 7.3: the subscription has ended.
    case 404:
    case 410:
      return failed('push-gone', {}, { isFinal: true });
    // RFC 8292, 4.2: the subscription belongs to another key.
    case 401:
    case 403:
      return failed('push-refused', values);
    case 429:
      return failed('push-too-many', values);
    default:
      return failed('push-status', values);
  }
}

function unreached(error: unknown, host: string): Delivery {
  const { kind, reason } = networkFailureOf(error);
  switch (kind) {
    case 'no-answer':
      return failed('push-no-answer', { host, seconds: answerTimeoutS });
    case 'certificate':
    case 'certificate-expired':
    case 'certificate-other':
      return failed('push-certificate', { host });
    case 'not-allowed':
      return failed('push-not-allowed', { host });
    default:
      return failed('push-unreachable', { host, reason });
  }
}

function headersOf(headers: Readonly<Record<string, string | number>>): [string, string][] {
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() !== 'content-length')
    .map(([name, value]) => [name, String(value)]);
}
