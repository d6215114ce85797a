import type { ApiClient, ApiFailure, ApiResult } from '#lib/api/client.ts';
import { hasFields, isListOf } from '#lib/api/guards.ts';
import type { ConfigEntry, EntryKind } from '#lib/contract/config-entry.ts';
import type { WhatIf, WhatIfRequest } from '#lib/contract/history.ts';
import type { Paired, PairRequest } from '#lib/contract/pairing.ts';
import type { Path } from '#lib/contract/path.ts';
import type { ProbeAnswer, ProbeRequest, SensorDriverInfo } from '#lib/contract/probe.ts';
import type { FieldError } from '#lib/contract/problem.ts';

/** The calls of the sidecar's API that only the settings use. */

/** What the settings say of one thing, with the keys of the configuration file. */
export type SettingsDocument = Readonly<Record<string, unknown>>;

/** Names one entry; a site is its own. */
export interface EntryAddress {
  readonly site: string;
  readonly kind: EntryKind;
  readonly id: string;
}

const isAnything = (_value: unknown): _value is unknown => true;

export function isConfigEntry(value: unknown): value is ConfigEntry {
  return hasFields(value, {
    site: 'string',
    kind: 'string',
    id: 'string',
    managedBy: 'string',
    document: 'object',
    secrets: 'array',
    revision: 'string',
  });
}

export function isWhatIf(value: unknown): value is WhatIf {
  return hasFields(value, {
    from: 'string',
    to: 'string',
    redMs: 'number',
    amberMs: 'number',
    before: 'object',
    knownMs: 'number',
  });
}

export function isPaired(value: unknown): value is Paired {
  return hasFields(value, { site: 'string', display: 'string', zone: 'string' });
}

export function isProbeAnswer(value: unknown): value is ProbeAnswer {
  if (typeof value !== 'object' || value === null) return false;
  if (!hasFields(value, { kind: 'string', url: 'string' })) return false;
  return (
    hasFields(value, {
      readings: 'array',
      driver: 'string',
      label: 'string',
      pollMs: 'number',
      hasChannels: 'boolean',
    }) ||
    hasFields(value, { families: 'array' }) ||
    ('answer' in value && hasFields(value, { driver: 'string', label: 'string' })) ||
    hasFields(value, { isChanged: 'boolean' }) ||
    hasFields(value, { reason: 'string' })
  );
}

/** Every entry of a site, or of all. */
export function readEntries(api: ApiClient, site?: string): ApiResult<ConfigEntry[]> {
  const query = site === undefined ? '' : `?${new URLSearchParams({ site })}`;
  return api.call('GET', `/api/v1/config${query}`, undefined, isListOf(isConfigEntry));
}

/**
 * Makes or changes an entry: secrets that are not named stay, null removes one.
 *
 * @param revision of the entry that was changed; null for a new one
 */
export function saveEntry(
  api: ApiClient,
  entry: EntryAddress,
  document: SettingsDocument,
  revision: string | null,
): ApiResult<ConfigEntry> {
  return api.call('PUT', addressOf(entry), document, isConfigEntry, { revision });
}

/** @param revision of the entry as it was shown */
export function removeEntry(api: ApiClient, entry: EntryAddress, revision: string): ApiResult<unknown> {
  return api.call('DELETE', addressOf(entry), undefined, isAnything, { revision });
}

/** How long the light would have been red and amber in the last seven days. */
export function askWhatIf(api: ApiClient, zone: Path, limits: WhatIfRequest): ApiResult<WhatIf> {
  return api.call('POST', `/api/v1/zones/${zone}/history/what-if`, limits, isWhatIf);
}

/** The kinds of devices that can be added. */
export function readDrivers(api: ApiClient): ApiResult<{ readonly drivers: SensorDriverInfo[] }> {
  const isDriver = (value: unknown): value is SensorDriverInfo =>
    hasFields(value, { driver: 'string', label: 'string', address: 'string', parameters: 'array' });
  const isAnswer = (value: unknown): value is { readonly drivers: SensorDriverInfo[] } =>
    typeof value === 'object' && value !== null && 'drivers' in value && isListOf(isDriver)(value.drivers);
  return api.call('GET', '/api/v1/sensors/drivers', undefined, isAnswer);
}

export function probeSensor(api: ApiClient, request: ProbeRequest): ApiResult<ProbeAnswer> {
  return api.call('POST', '/api/v1/sensors/probe', request, isProbeAnswer);
}

export function pairDisplay(api: ApiClient, request: PairRequest): ApiResult<Paired> {
  return api.call('POST', '/api/v1/displays/pair', request, isPaired);
}

/** What is wrong by field, where the sidecar says so. */
export function fieldErrors(failure: ApiFailure): readonly FieldError[] {
  return failure.kind === 'refused' ? (failure.problem?.errors ?? []) : [];
}

function addressOf({ site, kind, id }: EntryAddress): string {
  return `/api/v1/config/${site}/${kind}/${id}`;
}
