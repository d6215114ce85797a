import type { ApiClient, ApiResult } from '#lib/api/client.ts';
import { hasFields, isAlert, isListOf } from '#lib/api/guards.ts';
import type {
  AlertChannel,
  AlertSettings,
  AlertSettingsRequest,
  Alerts,
  AlertTestResult,
  PushKey,
  Smtp,
  SmtpRequest,
} from '#lib/contract/alert.ts';

/** The calls of the sidecar's API that only the alerts use. */

const isAnything = (_value: unknown): _value is unknown => true;

export function isAlerts(value: unknown): value is Alerts {
  if (!hasFields(value, { open: 'array', recent: 'array' })) return false;
  const { open, recent, next } = Object(value);
  return [open, recent].every(isListOf(isAlert)) && (next === undefined || typeof next === 'string');
}

export function isAlertSettings(value: unknown): value is AlertSettings {
  return hasFields(value, {
    rules: 'object',
    emails: 'array',
    webhooks: 'array',
    canEmail: 'boolean',
    pushes: 'number',
    failures: 'array',
    newSecrets: 'array',
    revision: 'string',
  });
}

export function isAlertTestResult(value: unknown): value is AlertTestResult {
  return hasFields(value, { sent: 'number', failures: 'array' });
}

export function isSmtpOrNull(value: unknown): value is Smtp | null {
  return (
    value === null ||
    hasFields(value, {
      host: 'string',
      port: 'number',
      security: 'string',
      hasPassword: 'boolean',
      from: 'string',
      revision: 'string',
    })
  );
}

function isPushKey(value: unknown): value is PushKey {
  return hasFields(value, { publicKey: 'string' });
}

/** Open and closed alerts; `cursor`: `next` of the previous answer. */
export function readAlerts(api: ApiClient, cursor?: string): ApiResult<Alerts> {
  const query = new URLSearchParams({ limit: '30', ...(cursor !== undefined && { cursor }) });
  return api.call('GET', `/api/v1/alerts?${query}`, undefined, isAlerts);
}

export function readAlertSettings(api: ApiClient, site: string): ApiResult<AlertSettings> {
  return api.call('GET', `/api/v1/sites/${site}/alerts/settings`, undefined, isAlertSettings);
}

export function saveAlertSettings(
  api: ApiClient,
  site: string,
  settings: AlertSettingsRequest,
  revision: string,
): ApiResult<AlertSettings> {
  const path = `/api/v1/sites/${site}/alerts/settings`;
  return api.call('PUT', path, settings, isAlertSettings, { revision });
}

export function testAlerts(
  api: ApiClient,
  site: string,
  channel: AlertChannel,
  webhook?: string,
): ApiResult<AlertTestResult> {
  const body = { site, channel, ...(webhook !== undefined && { webhook }) };
  return api.call('POST', '/api/v1/alerts/test', body, isAlertTestResult);
}

export function readSmtp(api: ApiClient): ApiResult<Smtp | null> {
  return api.call('GET', '/api/v1/alerts/smtp', undefined, isSmtpOrNull);
}

/** @param revision of the settings that were changed; null if there were none */
export function saveSmtp(api: ApiClient, smtp: SmtpRequest, revision: string | null): ApiResult<Smtp | null> {
  return api.call('PUT', '/api/v1/alerts/smtp', smtp, isSmtpOrNull, { revision });
}

export function removeSmtp(api: ApiClient): ApiResult<unknown> {
  return api.call('DELETE', '/api/v1/alerts/smtp', undefined, isAnything);
}

export function readPushKey(api: ApiClient): ApiResult<PushKey> {
  return api.call('GET', '/api/v1/alerts/push-key', undefined, isPushKey);
}

/** @param subscription from `PushSubscription.toJSON()` */
export function addPush(api: ApiClient, site: string, subscription: unknown): ApiResult<unknown> {
  return api.call('PUT', `/api/v1/sites/${site}/alerts/push`, subscription, isAnything);
}

export function removePush(api: ApiClient, site: string, endpoint: string): ApiResult<unknown> {
  const query = new URLSearchParams({ endpoint });
  return api.call('DELETE', `/api/v1/sites/${site}/alerts/push?${query}`, undefined, isAnything);
}
