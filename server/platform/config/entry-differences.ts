import { isDeepStrictEqual } from 'node:util';
import { countBy } from 'es-toolkit';
import { stringify } from 'yaml';
import type { EntryDifference } from '#lib/contract/config-import.ts';
import { type EntryKey, keyText, type StoredEntry, withSecretsOf } from './config-entry.ts';
import { isSecretName } from './printed-value.ts';

/** An entry as it is now. */
export interface PresentEntry extends StoredEntry {
  /** Made in the console; otherwise the configuration file holds it. */
  readonly isStored: boolean;
}

/** The changes of an import, and what has to be stored. */
export interface ImportPlan {
  readonly differences: readonly EntryDifference[];
  readonly saved: readonly StoredEntry[];
  readonly removed: readonly EntryKey[];
}

/**
 * Compares the present entries with the wanted ones. Secrets that a wanted entry does not name are kept.
 * Entries of the configuration file are only compared: only the file changes them.
 */
export function planImport(present: readonly PresentEntry[], wanted: readonly StoredEntry[]): ImportPlan {
  const known = new Map(present.map((entry) => [keyText(entry), entry]));
  const differences: EntryDifference[] = [];
  const saved: StoredEntry[] = [];
  const removed: EntryKey[] = [];
  for (const entry of wanted) {
    const before = known.get(keyText(entry));
    const document = { ...withSecretsOf(before?.document, entry.document), id: entry.id };
    const keys = keyDifferences(before?.document ?? {}, document);
    if (before !== undefined && keys.length === 0) continue;
    const isKept = before !== undefined && !before.isStored;
    differences.push({ ...keyOf(entry), change: before === undefined ? 'added' : 'changed', isKept, keys });
    if (!isKept) saved.push({ ...keyOf(entry), document });
  }
  const isWanted = new Set(wanted.map(keyText));
  for (const [key, entry] of known) {
    if (isWanted.has(key)) continue;
    const isKept = !entry.isStored;
    const keys = keyDifferences(entry.document, {});
    differences.push({ ...keyOf(entry), change: 'removed', isKept, keys });
    if (!isKept) removed.push(keyOf(entry));
  }
  return { differences, saved, removed };
}

function keyDifferences(
  before: StoredEntry['document'],
  after: StoredEntry['document'],
): EntryDifference['keys'] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  keys.delete('id');
  return [...keys]
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .map((key) => {
      const isSecret = isSecretName(key);
      return {
        key,
        isSecret,
        ...(key in before && !isSecret && { from: written(before[key]) }),
        ...(key in after && !isSecret && { to: written(after[key]) }),
      };
    });
}

function written(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

function keyOf({ site, kind, id }: EntryKey): EntryKey {
  return { site, kind, id };
}

/** More changes are counted instead: the audit log is read by people. */
const mostInWords = 100;

/** For the audit log: `added zone bern/store, removed site genf`, or `added sites: 10000, added zones: 20000`. */
export function importInWords(differences: readonly EntryDifference[]): string {
  const made = differences.filter(({ isKept }) => !isKept);
  if (made.length <= mostInWords)
    return made.map(({ site, kind, id, change }) => `${change} ${kind} ${site}/${id}`).join(', ');
  const counts = countBy(made, ({ change, kind }) => `${change} ${kind}s`);
  return Object.entries(counts)
    .map(([what, count]) => `${what}: ${count}`)
    .join(', ');
}
