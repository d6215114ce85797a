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

/** The list of a site that holds entries of a kind. */
export const listOf = { sensor: 'sensors', zone: 'zones', display: 'displays', lamp: 'lamps' } as const;
export const listedKinds = ['sensor', 'zone', 'display', 'lamp'] as const;

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
