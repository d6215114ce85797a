import webPush from 'web-push';
import type { PushSubscriptionKeys } from '#lib/contract/alert.ts';
import type { VapidKeys } from '../../store/alert-setting-store.ts';
import { answerTimeoutMs, type Delivery, failed, networkMessage, sent } from './delivery.ts';

/** What the service worker shows. */
export interface PushNote {
  readonly title: string;
  readonly body: string;
  /** A later note with the same tag takes the place of an earlier one. */
  readonly tag: string;
  /** Path that a tap opens. */
  readonly path: string;
}

export interface PushSender {
  readonly keys: VapidKeys;
  /** Whom the push service can write to: `https://…` or `mailto:…`. */
  readonly contact: string;
}

/** Seconds for which a push service keeps a note for a tablet that sleeps. */
const keptS = 4 * 3600;

/** New keys of an installation. */
export function mintVapidKeys(): VapidKeys {
  return webPush.generateVAPIDKeys();
}

/** Encrypts a note for one browser and hands it to that browser's push service. */
export async function sendPush(
  { keys, contact }: PushSender,
  subscription: PushSubscriptionKeys,
  note: PushNote,
): Promise<Delivery> {
  try {
    const { endpoint, method, headers, body } = webPush.generateRequestDetails(
      { endpoint: subscription.endpoint, keys: subscription.keys },
      JSON.stringify(note),
      { vapidDetails: { subject: contact, ...keys }, TTL: keptS, urgency: 'high' },
    );
    const answer = await fetch(endpoint, {
      method,
      headers: new Headers(headersOf(headers)),
      body: body === null ? null : new Uint8Array(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    await answer.body?.cancel();
    if (answer.ok) return sent;
    // RFC 8030, 7.3: the subscription has ended.
    const isGone = answer.status === 404 || answer.status === 410;
    return isGone
      ? failed('The browser does not want messages any more.', { isFinal: true })
      : failed(`The push service answered with status ${answer.status}.`);
  } catch (error) {
    return failed(networkMessage(error));
  }
}

function headersOf(headers: Readonly<Record<string, string | number>>): [string, string][] {
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() !== 'content-length')
    .map(([name, value]) => [name, String(value)]);
}
