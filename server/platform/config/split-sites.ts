import { type EntryDocument, listOf, type StoredEntry } from './config-entry.ts';
import { isMapping } from './value-path.ts';

/** Splits sites in the form of the configuration file into entries. */
export function splitSites(sites: readonly EntryDocument[]): StoredEntry[] {
  return sites.flatMap((whole): StoredEntry[] => {
    const { sensors, zones, displays, ...own } = whole;
    const site = String(own.id);
    const lists = { sensor: sensors, zone: zones, display: displays };
    return [
      { site, kind: 'site', id: site, document: own },
      ...(['sensor', 'zone', 'display'] as const).flatMap((kind) =>
        listed(lists[kind]).map((document) => ({ site, kind, id: String(document.id), document })),
      ),
    ];
  });
}

/** The opposite: joins entries, those of a site after it. */
export function joinEntries(entries: readonly StoredEntry[]): EntryDocument[] {
  return entries
    .filter(({ kind }) => kind === 'site')
    .map(({ site, document }) => {
      const { id: _, ...own } = document;
      const lists = (['sensor', 'zone', 'display'] as const).flatMap((kind) => {
        const documents = entries.filter((entry) => entry.site === site && entry.kind === kind);
        return documents.length === 0 ? [] : [[listOf[kind], documents.map((entry) => entry.document)]];
      });
      return { id: site, ...own, ...Object.fromEntries(lists) };
    });
}

function listed(list: unknown): EntryDocument[] {
  return Array.isArray(list) ? list.filter(isMapping) : [];
}
