import { type EntryDocument, listedKinds, listOf, type StoredEntry } from './config-entry.ts';
import { isMapping } from './value-path.ts';

/** Sites in the form of the configuration file, taken apart into entries. */
export function splitSites(sites: readonly EntryDocument[]): StoredEntry[] {
  return sites.flatMap((whole): StoredEntry[] => {
    const { sensors, zones, displays, lamps, ...own } = whole;
    const site = String(own.id);
    const lists = { sensor: sensors, zone: zones, display: displays, lamp: lamps };
    return [
      { site, kind: 'site', id: site, document: own },
      ...listedKinds.flatMap((kind) =>
        listed(lists[kind]).map((document) => ({ site, kind, id: String(document.id), document })),
      ),
    ];
  });
}

/** The opposite: entries put together again, those of a site behind it. */
export function joinEntries(entries: readonly StoredEntry[]): EntryDocument[] {
  return entries
    .filter(({ kind }) => kind === 'site')
    .map(({ site, document }) => {
      const { id: _, ...own } = document;
      const lists = listedKinds.flatMap((kind) => {
        const documents = entries.filter((entry) => entry.site === site && entry.kind === kind);
        return documents.length === 0 ? [] : [[listOf[kind], documents.map((entry) => entry.document)]];
      });
      return { id: site, ...own, ...Object.fromEntries(lists) };
    });
}

function listed(list: unknown): EntryDocument[] {
  return Array.isArray(list) ? list.filter(isMapping) : [];
}
