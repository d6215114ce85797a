import { type Api, type ApiFailure, type ApiResult, ask, expecting } from '#lib/api/client.ts';
import type { ConfigEntry, EntryKind } from '#lib/contract/config-entry.ts';
import type { FieldError } from '#lib/contract/problem.ts';

/** What the settings say of one thing, with the keys of the configuration file. */
export type SettingsDocument = Readonly<Record<string, unknown>>;

/** Names one entry; a site is its own. */
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
 * Makes or changes an entry: secrets that are not named stay, null removes one.
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

/** @param revision of the entry as it was shown */
export function removeEntry(api: Api, path: EntryAddress, revision: string): ApiResult<unknown> {
  const init = { params: { path: { ...path } }, ...expecting(revision) };
  return ask(api.DELETE('/api/v1/config/{site}/{kind}/{id}', init));
}

/** What is wrong by field, where the sidecar says so. */
export function fieldErrors(failure: ApiFailure): readonly FieldError[] {
  return failure.kind === 'refused' ? (failure.problem?.errors ?? []) : [];
}
