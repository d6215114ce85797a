import type { EntryKind } from '#lib/contract/config-entry.ts';
import { tagsSchema } from '#lib/contract/site.ts';
import { isSecretName } from './printed-value.ts';
import { isMapping } from './value-path.ts';

/** Names one entry of the configuration; a site is its own entry. */
export interface EntryKey {
  readonly site: string;
  readonly kind: EntryKind;
  readonly id: string;
}

/** An entry's key as one text, for maps: with ten thousand sites entries are looked up, not searched. */
export function keyText({ site, kind, id }: EntryKey): string {
  return `${site}/${kind}/${id}`;
}

/** Whether both name the same entry. */
export function isSame(a: EntryKey, b: EntryKey): boolean {
  return a.site === b.site && a.kind === b.kind && a.id === b.id;
}

/** An entry in the form of the configuration file, variables filled in. */
export type EntryDocument = Readonly<Record<string, unknown>>;

/** An entry that people made in the console. */
export interface StoredEntry extends EntryKey {
  readonly document: EntryDocument;
}

/** Entries by {@link keyText}. */
export type EntryMap = ReadonlyMap<string, StoredEntry>;

/** Entries by their sites: a change of one site touches nothing of ten thousand others. */
export type EntriesBySite = ReadonlyMap<string, EntryMap>;

export function bySite(entries: Iterable<StoredEntry>): EntriesBySite {
  return entriesWith(new Map(), { saved: entries });
}

/** The entries without some of them, and with others added at their end. */
export function entriesWith(
  entries: EntriesBySite,
  {
    saved = [],
    removed = [],
  }: { readonly saved?: Iterable<StoredEntry>; readonly removed?: Iterable<EntryKey> },
): EntriesBySite {
  const changed = new Map(entries);
  const own = new Map<string, Map<string, StoredEntry>>();
  const entriesOf = (site: string) => {
    const known = own.get(site) ?? new Map(entries.get(site));
    own.set(site, known);
    changed.set(site, known);
    return known;
  };
  for (const key of removed) entriesOf(key.site).delete(keyText(key));
  for (const entry of saved) {
    const known = entriesOf(entry.site);
    known.delete(keyText(entry));
    known.set(keyText(entry), entry);
  }
  for (const [site, { size }] of own) if (size === 0) changed.delete(site);
  return changed;
}

/** All of them, site by site. */
export function allOf(entries: EntriesBySite): StoredEntry[] {
  return Array.from(entries.values(), (each) => [...each.values()]).flat();
}

/** The list of a site that holds entries of a kind. */
export const listOf = { sensor: 'sensors', zone: 'zones', display: 'displays', lamp: 'lamps' } as const;
export const listedKinds = ['sensor', 'zone', 'display', 'lamp'] as const;
export type ListedKind = (typeof listedKinds)[number];

export function entryName({ site, kind, id }: EntryKey): string {
  return `${kind} ${kind === 'site' ? site : `${site}/${id}`}`;
}

/** The document without secrets, and the keys that were left out. */
export function withoutSecrets(document: EntryDocument): {
  readonly document: EntryDocument;
  readonly secrets: readonly string[];
} {
  const secrets = Object.keys(document).filter(isSecretName);
  return {
    document: Object.fromEntries(Object.entries(document).filter(([key]) => !secrets.includes(key))),
    secrets,
  };
}

/** A changed document that keeps the secrets it does not name; null removes one. */
export function withSecretsOf(before: EntryDocument | undefined, changed: EntryDocument): EntryDocument {
  const kept = Object.entries(before ?? {}).filter(([key]) => isSecretName(key) && !(key in changed));
  const given = Object.entries(changed).filter(([key, value]) => !(isSecretName(key) && value === null));
  return Object.fromEntries([...given, ...kept]);
}

/** The tags of a site, the same however they are written; those that are wrong as they are. */
export function tagsOf({ tags }: EntryDocument): unknown {
  return tagsSchema.safeParse(tags ?? {}).data ?? tags;
}

/** For the audit log: `region: west, format: city`. */
export function tagsInWords(tags: unknown): string {
  return (
    Object.entries(isMapping(tags) ? tags : {})
      .map(([name, value]) => `${name}: ${value}`)
      .join(', ') || 'none'
  );
}
