import { randomUUID } from 'node:crypto';
import type { Alert } from '#lib/contract/alert.ts';
import { isForPeople } from '#lib/contract/message-format.ts';
import type { AlertMessage } from './alert-message-store.ts';
import type { KeptAlertSettings } from './alert-setting-store.ts';

/** The receivers of a site's alerts. */
export interface Receivers {
  readonly settings: Pick<KeptAlertSettings, 'emails' | 'webhooks'>;
  /** Whether a mail server is configured. */
  readonly canEmail: boolean;
  /** Endpoints of browsers. */
  readonly pushes: readonly string[];
  /** When the quiet hours end (epoch ms); undefined outside of them. */
  readonly quietUntilMs: number | undefined;
}

/**
 * The messages about an alert. Programs get its opening and its closing at once; people only its opening, and
 * not in quiet hours: after them, if it is still open. What a webhook posts to a chat or a phone is for people.
 *
 * @param nowMs epoch ms
 */
export function messagesOf(
  alert: Alert,
  event: 'opened' | 'closed',
  receivers: Receivers,
  nowMs: number,
): AlertMessage[] {
  const { settings, canEmail, pushes, quietUntilMs } = receivers;
  const message = (channel: AlertMessage['channel'], target: string, dueMs: number): AlertMessage => ({
    id: randomUUID(),
    event,
    alert,
    channel,
    target,
    dueMs,
    tries: 0,
  });
  const personMs = quietUntilMs ?? nowMs;
  const toPrograms = settings.webhooks
    .filter(({ format }) => event === 'opened' || !isForPeople(format))
    .map(({ id, format }) => message('webhook', id, isForPeople(format) ? personMs : nowMs));
  if (event === 'closed') return toPrograms;
  return [
    ...toPrograms,
    ...(canEmail ? settings.emails.map((address) => message('email', address, personMs)) : []),
    ...pushes.map((endpoint) => message('push', endpoint, personMs)),
  ];
}
