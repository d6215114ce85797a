import {
  type SummaryMessage,
  type WallFilter,
  type WallRow,
  wallGroupOf,
  wallRankOf,
} from '#lib/contract/wall.ts';
import type { WallGroup, WallOrder } from '#lib/contract/wall-groups.ts';
import { byName } from '#lib/names.ts';
import { type SearchedSite, searchText, tagTexts, wordsOf } from '#server/platform/config/site-search.ts';

/** A configured site, as far as the wall needs it. */
export interface WallSite extends SearchedSite {
  readonly zones: readonly { readonly id: string; readonly name: string; readonly capacity: number }[];
}

interface Entry {
  readonly site: WallSite;
  /** What a search looks into. */
  readonly text: string;
  readonly tags: ReadonlySet<string>;
  /** Place by name. */
  byName: number;
  /** The sidecar that said it last, and when it stops to hold (monotonic ms) if that one no longer runs the site. */
  home: string | undefined;
  endsMs: number | undefined;
  seq: number;
  /** What was said; its lights hold only as long as `row` shows them. */
  said: Pick<WallRow, 'zones' | 'faulty' | 'gone'>;
  isValid: boolean;
  row: WallRow;
  utilization: number;
}

/** Sites that match. */
export interface WallView {
  readonly counts: Readonly<Record<WallGroup | 'all', number>>;
  readonly sites: readonly string[];
}

/** Every configured site with its summary; search and order. No clock: times are given (monotonic ms). */
export class WallIndex {
  readonly #entries = new Map<string, Entry>();
  /** When what each sidecar has said stops to hold. */
  readonly #deadlines = new Map<string, number>();
  readonly #arranged = new Map<WallOrder, readonly Entry[]>();
  #revision = 0;

  /** Grows when the configured sites change. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes over the configured sites; what is known of those that stay is kept. */
  setSites(sites: readonly WallSite[]): void {
    const before = new Map(this.#entries);
    this.#entries.clear();
    for (const site of sites) {
      const known = before.get(site.id);
      this.#entries.set(site.id, known?.site === site ? known : entryOf(site, known));
    }
    const sorted = [...this.#entries.values()].sort(
      ({ site: a }, { site: b }) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1),
    );
    for (const [at, entry] of sorted.entries()) entry.byName = at;
    this.#revision++;
    this.rearrange();
  }

  /** @param untilMs until when everything that the sidecar has said holds */
  apply({ sidecar, isAll, sites, ended }: SummaryMessage, untilMs: number, nowMs: number): void {
    const beforeMs = this.#deadlines.get(sidecar) ?? 0;
    if (untilMs > beforeMs) this.#deadlines.set(sidecar, untilMs);
    const named = new Set<string>();
    for (const { site, seq, ...said } of sites) {
      named.add(site);
      const entry = this.#entries.get(site);
      // What an old home says late.
      if (entry === undefined || (entry.home !== sidecar && seq < entry.seq)) continue;
      entry.home = sidecar;
      entry.endsMs = undefined;
      entry.seq = seq;
      entry.said = said;
      this.#show(entry, entry.isValid);
    }
    const gone = isAll
      ? [...this.#entries.values()].filter(({ home, site }) => home === sidecar && !named.has(site.id))
      : ended.flatMap((site) => this.#entries.get(site) ?? []);
    for (const entry of gone) if (entry.home === sidecar) entry.endsMs ??= beforeMs;
    for (const entry of this.#entries.values()) if (entry.home === sidecar) this.#age(entry, nowMs);
  }

  /** Lights that nobody has confirmed in time are unknown. @returns whether any has become so */
  age(nowMs: number): boolean {
    let hasExpired = false;
    for (const entry of this.#entries.values()) {
      const wasValid = entry.isValid;
      this.#age(entry, nowMs);
      hasExpired ||= wasValid && !entry.isValid;
    }
    return hasExpired;
  }

  /** Sorts again with the next view. Until then every site keeps its place. */
  rearrange(): void {
    this.#arranged.clear();
  }

  row(site: string): WallRow | undefined {
    return this.#entries.get(site)?.row;
  }

  /** The tags that sites have, with their values. */
  tags(sees: (site: string) => boolean): Record<string, readonly string[]> {
    const values = new Map<string, Set<string>>();
    for (const { site } of this.#entries.values()) {
      if (site.tags === undefined || !sees(site.id)) continue;
      for (const [tag, value] of Object.entries(site.tags)) {
        const known = values.get(tag);
        if (known === undefined) values.set(tag, new Set([value]));
        else known.add(value);
      }
    }
    const sorted = [...values].sort(([a], [b]) => byName.compare(a, b));
    return Object.fromEntries(sorted.map(([tag, all]) => [tag, [...all].sort(byName.compare)]));
  }

  /** @param sees the sites that somebody may look at */
  view({ search, tags, group, order }: WallFilter, sees: (site: string) => boolean): WallView {
    const words = wordsOf(search);
    const counts = { all: 0, trouble: 0, red: 0, amber: 0, green: 0, closed: 0 };
    const sites: string[] = [];
    for (const entry of this.#inOrder(order)) {
      const { site, text, row } = entry;
      const fits =
        words.every((word) => text.includes(word)) &&
        tags.every((tag) => entry.tags.has(tag)) &&
        sees(site.id);
      if (!fits) continue;
      const own = wallGroupOf(row.rank);
      counts.all++;
      counts[own]++;
      if (group === undefined || group === own) sites.push(site.id);
    }
    return { counts, sites };
  }

  #inOrder(order: WallOrder): readonly Entry[] {
    const known = this.#arranged.get(order);
    if (known !== undefined) return known;
    const sorted = [...this.#entries.values()].sort(
      (a, b) =>
        (order === 'trouble'
          ? a.row.rank - b.row.rank
          : order === 'full'
            ? b.utilization - a.utilization
            : 0) || a.byName - b.byName,
    );
    this.#arranged.set(order, sorted);
    return sorted;
  }

  #age(entry: Entry, nowMs: number): void {
    const { home, endsMs, isValid: wasValid } = entry;
    const untilMs = home === undefined ? 0 : (endsMs ?? this.#deadlines.get(home) ?? 0);
    const isValid = untilMs > nowMs;
    if (isValid !== wasValid) this.#show(entry, isValid);
  }

  #show(entry: Entry, isValid: boolean): void {
    entry.isValid = isValid;
    entry.row = rowOf(entry.site, entry.said, isValid);
    entry.utilization = utilizationOf(entry.row);
  }
}

function entryOf(site: WallSite, known: Entry | undefined): Entry {
  const said = known?.said ?? nothingSaid(site);
  const isValid = known?.isValid ?? false;
  const row = rowOf(site, said, isValid);
  return {
    site,
    text: searchText(site),
    tags: new Set(tagTexts(site)),
    byName: 0,
    home: known?.home,
    endsMs: known?.endsMs,
    seq: known?.seq ?? 0,
    said,
    isValid,
    row,
    utilization: utilizationOf(row),
  };
}

function nothingSaid({ zones }: WallSite): Entry['said'] {
  return {
    zones: zones.map(({ id, name, capacity }) => ({
      zone: id,
      name,
      light: 'unknown',
      occupancy: 0,
      capacity,
    })),
    faulty: 0,
    gone: 0,
  };
}

function rowOf({ id, name }: WallSite, said: Entry['said'], isValid: boolean): WallRow {
  const zones = isValid ? said.zones : said.zones.map((zone) => ({ ...zone, light: 'unknown' as const }));
  return { site: id, name, rank: wallRankOf({ ...said, zones }), ...said, zones };
}

/** Of its fullest zone. */
function utilizationOf({ zones }: WallRow): number {
  return zones.reduce((most, { occupancy, capacity }) => Math.max(most, occupancy / capacity), 0);
}
