import type { DisplayChanges, DisplayStatus, FleetPage } from '#lib/contract/display.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import { noTroubleRank, rankOfTroubles, troublesOfDisplay } from '#lib/display-troubles.ts';
import { byName, nameOfDisplay, plain } from '#lib/names.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { wordsOf } from '#server/platform/config/site-search.ts';

export interface FleetIndexParts {
  /** Of all displays; see `DisplayDirectory.changes`. */
  changes(since: string | undefined): DisplayChanges;
  site(id: string): SiteConfig | undefined;
  /** Whether a site is outside of its opening hours now. */
  isClosed(site: SiteConfig): boolean;
}

export interface FleetQuery {
  /** Parts of the names and ids of a display, its site and its zone, and of its engine. */
  readonly search: string;
  readonly onlyTroubled: boolean;
  readonly from: number;
  readonly count: number;
}

interface Row {
  readonly path: Path;
  readonly site: SiteConfig;
  readonly status: DisplayStatus;
  readonly zoneName: string;
  /** What a search looks into. */
  readonly text: string;
  /** Its place by problems, while its site is open and while it is closed. */
  readonly openRank: number;
  readonly closedRank: number;
}

/**
 * The displays of all sites, kept in order: looking costs about the same for ten as for ten thousand, and only what has
 * changed since the last call is read again.
 */
export class FleetIndex {
  readonly #parts: FleetIndexParts;
  readonly #rows = new Map<Path, Row>();
  /** By site and name. */
  #order: readonly Path[] = [];
  #cursor: string | undefined;

  constructor(parts: FleetIndexParts) {
    this.#parts = parts;
  }

  /** @param sees whether the caller may look at a site */
  page(query: FleetQuery, sees: (site: string) => boolean): FleetPage {
    this.#update();
    const words = wordsOf(query.search);
    const looked = new Map<SiteConfig, 'hidden' | 'open' | 'closed'>();
    const ranked: Row[][] = Array.from({ length: noTroubleRank + 1 }, () => []);
    for (const path of this.#order) {
      const row = this.#rows.get(path);
      if (row === undefined || !words.every((word) => row.text.includes(word))) continue;
      let state = looked.get(row.site);
      if (state === undefined) {
        state = !sees(row.site.id) ? 'hidden' : this.#parts.isClosed(row.site) ? 'closed' : 'open';
        looked.set(row.site, state);
      }
      if (state !== 'hidden') ranked[state === 'closed' ? row.closedRank : row.openRank]?.push(row);
    }
    const well = ranked.pop() ?? [];
    const troubled = ranked.flat();
    const found = query.onlyTroubled ? troubled : [...troubled, ...well];
    return {
      total: found.length,
      troubled: troubled.length,
      from: query.from,
      displays: found.slice(query.from, query.from + query.count).map(({ site, status, zoneName }) => {
        const { look: _, ...shown } = status;
        const isClosed = looked.get(site) === 'closed';
        return { ...shown, siteName: site.name, zoneName, timezone: site.timezone, isClosed };
      }),
    };
  }

  #update(): void {
    const { cursor, isAll, displays } = this.#parts.changes(this.#cursor);
    this.#cursor = cursor;
    if (isAll) this.#rows.clear();
    for (const status of displays) {
      const site = this.#parts.site(status.site);
      if (site === undefined) continue;
      const path = pathOf(status.site, status.display);
      this.#rows.set(path, rowOf(path, site, status));
    }
    if (!isAll) return;
    const names = new Map([...this.#rows.values()].map((row) => [row.path, nameOfDisplay(row.status)]));
    this.#order = [...this.#rows.values()]
      .toSorted(
        (a, b) =>
          byName.compare(a.site.name, b.site.name) ||
          byName.compare(a.site.id, b.site.id) ||
          byName.compare(names.get(a.path) ?? '', names.get(b.path) ?? ''),
      )
      .map(({ path }) => path);
  }
}

function rowOf(path: Path, site: SiteConfig, status: DisplayStatus): Row {
  const zoneName = site.zones.find(({ id }) => id === status.zone)?.name ?? status.zone;
  const words = [nameOfDisplay(status), status.display, site.name, site.id, zoneName, status.zone];
  return {
    path,
    site,
    status,
    zoneName,
    text: plain([...words, status.screen?.engine ?? ''].join(' ')),
    openRank: rankOfTroubles(troublesOfDisplay(status, false)),
    closedRank: rankOfTroubles(troublesOfDisplay(status, true)),
  };
}
