import { type Api, type ApiFailure, type ApiResult, ask, expecting } from '#lib/api/client.ts';
import type { ConfigEntry, EntryKind } from '#lib/contract/config-entry.ts';
import type { FieldError } from '#lib/contract/problem.ts';

/** A document of the settings, with the keys of the configuration file. */
export type SettingsDocument = Readonly<Record<string, unknown>>;

/** Identifies an entry; a site is its own entry. */
export interface EntryAddress {
  readonly site: string;
  readonly kind: EntryKind;
  readonly id: string;
}

/** Every entry of a site, or of all. */
export function readEntries(api: Api, site?: string): ApiResult<ConfigEntry[]> {
  return ask(api.GET('/api/v1/config', { params: { query: site === undefined ? {} : { site } } }));
}

/**
 * Creates or changes an entry: secrets that are not given are kept, null removes one.
 *
 * @param revision of the entry that was changed; null for a new one
 */
export function saveEntry(
  api: Api,
  path: EntryAddress,
  body: SettingsDocument,
  revision: string | null,
): ApiResult<ConfigEntry> {
  const init = { params: { path: { ...path } }, body, ...expecting(revision) };
  return ask(api.PUT('/api/v1/config/{site}/{kind}/{id}', init));
}

/** @param revision of the shown entry */
export function removeEntry(api: Api, path: EntryAddress, revision: string): ApiResult<unknown> {
  const init = { params: { path: { ...path } }, ...expecting(revision) };
  return ask(api.DELETE('/api/v1/config/{site}/{kind}/{id}', init));
}

/** The errors by field, if the sidecar reports them. */
export function fieldErrors(failure: ApiFailure): readonly FieldError[] {
  return failure.kind === 'refused' ? (failure.problem?.errors ?? []) : [];
}
