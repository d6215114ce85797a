import { notFound } from 'next/navigation';
import { cache } from 'react';
import { readEntries } from '#components/console/settings/settings-api.ts';
import { textOf } from '#components/console/settings/settings-values.ts';
import type { ConfigEntry, EntryKind } from '#lib/contract/config-entry.ts';
import { requireSignIn, visitorApi } from '../console-data.ts';

/** The data that settings pages need. */
export type SettingsAnswer =
  | { readonly kind: 'entries'; readonly entries: readonly ConfigEntry[] }
  | { readonly kind: 'not-allowed' | 'unavailable' };

const entriesOf = cache(async (site?: string): Promise<SettingsAnswer> => {
  const answer = await readEntries(await visitorApi(), site);
  if (answer.ok) return { kind: 'entries', entries: answer.value };
  const status = answer.error.kind === 'refused' ? answer.error.status : undefined;
  // No site has such an id.
  if (status === 400) return { kind: 'entries', entries: [] };
  return { kind: status === 403 ? 'not-allowed' : 'unavailable' };
});

/**
 * The entries that the visitor may change, of all sites or of one; without sign-in redirects, with a return to `path`.
 */
export async function settingsOf(path: string, site?: string): Promise<SettingsAnswer> {
  await requireSignIn(path);
  return entriesOf(site);
}

/** One existing entry. */
export function entryOf(entries: readonly ConfigEntry[], kind: EntryKind, id: string): ConfigEntry {
  return entries.find((entry) => entry.kind === kind && entry.id === id) ?? notFound();
}

export function idsOf(entries: readonly ConfigEntry[], kind: EntryKind): readonly string[] {
  return entries.filter((entry) => entry.kind === kind).map(({ id }) => id);
}

/** The zones to choose from. */
export function zonesOf(entries: readonly ConfigEntry[]) {
  return entries
    .filter(({ kind }) => kind === 'zone')
    .map(({ id, document }) => ({ id, name: textOf(document, 'name', id) }));
}
