import {
  type EntryDocument,
  type EntryKey,
  type EntryMap,
  entryName,
  isSame,
  type ListedKind,
  listedKinds,
  listOf,
  type StoredEntry,
} from './config-entry.ts';
import type { ConfigurationProblem } from './configuration-error.ts';
import { isMapping, printPath } from './value-path.ts';

/** A site as the base (the file, or the demo) and the console together have it. */
export interface MergedSite {
  readonly id: string;
  /** In the form of the configuration file. */
  readonly document: EntryDocument;
  readonly entries: readonly MergedEntry[];
}

export interface MergedEntry extends StoredEntry {
  /** Made in the console; otherwise the base holds it. */
  readonly isStored: boolean;
  /** Its place where the site is the only one: `sites[0].zones[1]`. */
  readonly path: string;
}

type Draft = Pick<MergedEntry, 'document' | 'isStored'>;

const rootPath = printPath(['sites', 0]);

/**
 * Puts the stored entries of a site over the base, by id. If both have an entry, `wins` decides. Undefined: neither has
 * the site itself.
 */
export function mergeSite(
  id: string,
  base: EntryDocument | undefined,
  stored: EntryMap,
  wins: 'base' | 'stored',
): MergedSite | undefined {
  const isPutOver = (known: unknown) => known === undefined || wins === 'stored';
  const lists = {
    sensor: listed(base?.sensors),
    zone: listed(base?.zones),
    display: listed(base?.displays),
    lamp: listed(base?.lamps),
  };
  let own: Draft | undefined = base && { document: withoutLists(base), isStored: false };
  for (const { kind, id: entry, document } of stored.values()) {
    const draft = { document, isStored: true };
    if (kind === 'site') own = isPutOver(own) ? draft : own;
    else if (isPutOver(lists[kind].get(entry))) lists[kind].set(entry, draft);
  }
  if (own === undefined) return undefined;
  const documentsOf = (kind: ListedKind) => Array.from(lists[kind].values(), ({ document }) => document);
  return {
    id,
    document: {
      ...{ ...own.document, id },
      ...Object.fromEntries(listedKinds.map((kind) => [listOf[kind], documentsOf(kind)])),
    },
    entries: [
      { site: id, kind: 'site', id, path: rootPath, ...own },
      ...listedKinds.flatMap((kind) =>
        Array.from(lists[kind], ([entry, draft], at) => ({
          ...{ site: id, kind, id: entry, ...draft },
          path: `${rootPath}.${listOf[kind]}[${at}]`,
        })),
      ),
    ],
  };
}

/** The entry that a problem belongs to, by its path; undefined if there is none. */
export function entryAt({ entries }: MergedSite, path: string): MergedEntry | undefined {
  return entries
    .filter((entry) => path.startsWith(entry.path) && /^([.[]|$)/.test(path.slice(entry.path.length)))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

/**
 * A problem, with the name of its entry.
 *
 * @param changed a problem of this entry is named by its key alone
 */
export function named(
  site: MergedSite,
  problem: ConfigurationProblem,
  changed?: EntryKey,
): ConfigurationProblem {
  const entry = entryAt(site, problem.path);
  if (entry === undefined) return problem;
  const inside = problem.path.slice(entry.path.length).replace(/^\./, '');
  const isChanged = changed !== undefined && isSame(entry, changed);
  return { ...problem, path: isChanged ? inside : `${entryName(entry)}: ${inside}` };
}

function withoutLists(site: EntryDocument): EntryDocument {
  const { sensors, zones, displays, lamps, ...own } = site;
  return own;
}

function listed(list: unknown): Map<string, Draft> {
  const documents = Array.isArray(list) ? list.filter(isMapping) : [];
  return new Map(documents.map((document) => [String(document.id), { document, isStored: false }]));
}
