import { randomUUID } from 'node:crypto';
import type { Alert } from '#lib/contract/alert.ts';
import type { AlertMessage } from './alert-message-store.ts';
import type { KeptAlertSettings } from './alert-setting-store.ts';

/** Whom a site tells of its alerts. */
export interface Receivers {
  readonly settings: Pick<KeptAlertSettings, 'emails' | 'webhooks'>;
  /** Whether there is a mail server. */
  readonly canEmail: boolean;
  /** Endpoints of browsers. */
  readonly pushes: readonly string[];
  /** When the quiet hours end (epoch ms); undefined outside of them. */
  readonly quietUntilMs: number | undefined;
}

/**
 * What is to be told of an alert. Programs are told at once of its opening and its closing; people only of its
 * opening, and not in quiet hours: after them, if it is still open.
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
  const toPrograms = settings.webhooks.map(({ id }) => message('webhook', id, nowMs));
  if (event === 'closed') return toPrograms;
  const personMs = quietUntilMs ?? nowMs;
  return [
    ...toPrograms,
    ...(canEmail ? settings.emails.map((address) => message('email', address, personMs)) : []),
    ...pushes.map((endpoint) => message('push', endpoint, personMs)),
  ];
}
