import type { EntryKind } from '#lib/contract/config-entry.ts';
import {
  type EntryDocument,
  type EntryKey,
  entryName,
  isSame,
  listedKinds,
  listOf,
  type StoredEntry,
} from './config-entry.ts';
import type { ConfigurationProblem } from './configuration-error.ts';
import { isMapping, printPath } from './value-path.ts';

/** A configuration made of a base (the file, or the demo) and the entries made in the console. */
export interface Merged {
  /** In the form of the configuration file. */
  readonly value: { readonly sites: readonly EntryDocument[] };
  /** Every entry, with its place and its origin. */
  readonly entries: readonly MergedEntry[];
}

export interface MergedEntry extends EntryKey {
  readonly document: EntryDocument;
  readonly isStored: boolean;
  /** Its place in `value`: `sites[0].zones[1]`. */
  readonly path: string;
}

interface SiteDraft {
  readonly own: Draft;
  readonly lists: Readonly<Record<Exclude<EntryKind, 'site'>, Map<string, Draft>>>;
}

interface Draft {
  readonly document: EntryDocument;
  readonly isStored: boolean;
}

/**
 * Puts stored entries over a base, by id. If both have an entry, `wins` decides. Entries of sites that neither
 * has are left out.
 */
export function mergeEntries(
  base: readonly EntryDocument[],
  stored: readonly StoredEntry[],
  wins: 'base' | 'stored',
): Merged {
  const sites = new Map(base.map((site): [string, SiteDraft] => [idOf(site), draftOf(site)]));
  for (const { kind, site, document } of stored) {
    if (kind !== 'site') continue;
    const known = sites.get(site);
    if (known === undefined) sites.set(site, { own: { document, isStored: true }, lists: emptyLists() });
    else if (wins === 'stored') sites.set(site, { ...known, own: { document, isStored: true } });
  }
  for (const { kind, site, id, document } of stored) {
    if (kind === 'site') continue;
    const list = sites.get(site)?.lists[kind];
    if (list === undefined || (wins === 'base' && list.has(id))) continue;
    list.set(id, { document, isStored: true });
  }
  const entries: MergedEntry[] = [];
  const documents = [...sites].map(([site, { own, lists }], index) => {
    entries.push({ site, kind: 'site', id: site, path: printPath(['sites', index]), ...own });
    const filled: Record<string, unknown> = { ...own.document, id: site };
    for (const kind of listedKinds) {
      const listed = [...lists[kind]];
      filled[listOf[kind]] = listed.map(([, { document }]) => document);
      for (const [at, [id, draft]] of listed.entries()) {
        entries.push({ site, kind, id, path: printPath(['sites', index, listOf[kind], at]), ...draft });
      }
    }
    return filled;
  });
  return { value: { sites: documents }, entries };
}

/** The entry that a problem belongs to, by its path; undefined if there is none. */
export function entryAt(entries: readonly MergedEntry[], path: string): MergedEntry | undefined {
  return entries
    .filter((entry) => path.startsWith(entry.path) && /^([.[]|$)/.test(path.slice(entry.path.length)))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** A problem of the changed entry is named by its key alone, another one by its entry. */
export function relativeTo(
  merged: Merged,
  key: EntryKey,
  problem: ConfigurationProblem,
): ConfigurationProblem {
  const entry = entryAt(merged.entries, problem.path);
  if (entry === undefined) return problem;
  const inside = problem.path.slice(entry.path.length).replace(/^\./, '');
  return { ...problem, path: isSame(entry, key) ? inside : `${entryName(entry)}: ${inside}` };
}

/** A problem, with the name of its entry. */
export function named(merged: Merged, problem: ConfigurationProblem): ConfigurationProblem {
  const entry = entryAt(merged.entries, problem.path);
  if (entry === undefined) return problem;
  return {
    ...problem,
    path: `${entryName(entry)}: ${problem.path.slice(entry.path.length).replace(/^\./, '')}`,
  };
}

function draftOf(site: EntryDocument): SiteDraft {
  const { sensors, zones, displays, lamps, ...own } = site;
  return {
    own: { document: own, isStored: false },
    lists: { sensor: listed(sensors), zone: listed(zones), display: listed(displays), lamp: listed(lamps) },
  };
}

function emptyLists(): SiteDraft['lists'] {
  return { sensor: new Map(), zone: new Map(), display: new Map(), lamp: new Map() };
}

function listed(list: unknown): Map<string, Draft> {
  const documents = Array.isArray(list) ? list.filter(isMapping) : [];
  return new Map(documents.map((document) => [idOf(document), { document, isStored: false }]));
}

function idOf(document: EntryDocument): string {
  return String(document.id);
}
