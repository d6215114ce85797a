import type { ApiClient, ApiFailure, ApiResult } from '#lib/api/client.ts';
import { hasFields, isListOf } from '#lib/api/guards.ts';
import type { ConfigEntry, EntryKind } from '#lib/contract/config-entry.ts';
import type { WhatIf, WhatIfRequest } from '#lib/contract/history.ts';
import type { Paired, PairRequest } from '#lib/contract/pairing.ts';
import type { Path } from '#lib/contract/path.ts';
import type { ProbeAnswer, ProbeRequest } from '#lib/contract/probe.ts';
import type { FieldError } from '#lib/contract/problem.ts';

/** The calls of the sidecar's API that only the settings use. */

/** A document of the settings, with the keys of the configuration file. */
export type SettingsDocument = Readonly<Record<string, unknown>>;

/** Identifies an entry; a site is its own entry. */
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
 * Creates or changes an entry: secrets that are not given are kept, null removes one.
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

/** @param revision of the shown entry */
export function removeEntry(api: ApiClient, entry: EntryAddress, revision: string): ApiResult<unknown> {
  return api.call('DELETE', addressOf(entry), undefined, isAnything, { revision });
}

/** How long the light would have been red and amber in the last seven days. */
export function askWhatIf(api: ApiClient, zone: Path, limits: WhatIfRequest): ApiResult<WhatIf> {
  return api.call('POST', `/api/v1/zones/${zone}/history/what-if`, limits, isWhatIf);
}

export function probeSensor(api: ApiClient, request: ProbeRequest): ApiResult<ProbeAnswer> {
  return api.call('POST', '/api/v1/sensors/probe', request, isProbeAnswer);
}

export function pairDisplay(api: ApiClient, request: PairRequest): ApiResult<Paired> {
  return api.call('POST', '/api/v1/displays/pair', request, isPaired);
}

/** The errors by field, if the sidecar reports them. */
export function fieldErrors(failure: ApiFailure): readonly FieldError[] {
  return failure.kind === 'refused' ? (failure.problem?.errors ?? []) : [];
}

function addressOf({ site, kind, id }: EntryAddress): string {
  return `/api/v1/config/${site}/${kind}/${id}`;
}
