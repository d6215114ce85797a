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

const allEntries = cache(async (): Promise<SettingsAnswer> => {
  const answer = await readEntries(await visitorApi());
  if (answer.ok) return { kind: 'entries', entries: answer.value };
  const isRefused = answer.error.kind === 'refused' && answer.error.status === 403;
  return { kind: isRefused ? 'not-allowed' : 'unavailable' };
});

/** The entries that the visitor may change; without sign-in redirects, with a return to `path`. */
export async function settingsOf(path: string): Promise<SettingsAnswer> {
  await requireSignIn(path);
  return allEntries();
}

/** The same for one existing site. */
export async function settingsOfSite(site: string, path: string): Promise<SettingsAnswer> {
  const answer = await settingsOf(path);
  if (answer.kind !== 'entries') return answer;
  const entries = answer.entries.filter((entry) => entry.site === site);
  if (entries.length === 0) notFound();
  return { kind: 'entries', entries };
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
