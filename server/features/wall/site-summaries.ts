import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { SiteSummary, SummaryMessage, WallZone } from '#lib/contract/wall.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Clock } from '#server/clock.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';

/** A sidecar speaks once a second; what it said holds for this long. */
export const summaryValidMs = 6000;

export interface SiteSummariesParts {
  readonly clock: Pick<Clock, 'now'>;
  /** Id of this sidecar. */
  readonly sidecar: string;
  /** The sites that run here. */
  running(): readonly SiteConfig[];
  /** Number of faulty sensors, by site. */
  faulty(): ReadonlyMap<string, number>;
  /** Number of displays that are gone, by site. */
  gone(): ReadonlyMap<string, number>;
  /** The present state of a zone. */
  state(zone: Path): ZoneState | undefined;
}

/** Keeps a summary of each site that runs here, and makes one message a second of what has changed. */
export class SiteSummaries {
  readonly #parts: SiteSummariesParts;
  readonly #run = randomUUID().slice(0, 8);
  readonly #summaries = new Map<string, SiteSummary>();
  /** Sites of which something may have changed, and the configuration that their summary was made of. */
  readonly #changed = new Set<string>();
  readonly #configs = new Map<string, SiteConfig>();
  #number = 0;
  #asOf: string;

  constructor(parts: SiteSummariesParts) {
    this.#parts = parts;
    this.#asOf = this.#now();
  }

  /** The state of a zone of the site has changed. */
  note(site: string): void {
    this.#changed.add(site);
  }

  /** What has changed since the last message; sent even if that is nothing. */
  next(): SummaryMessage {
    const running = new Set<string>();
    const sites: SiteSummary[] = [];
    const [faulty, gone] = [this.#parts.faulty(), this.#parts.gone()];
    for (const site of this.#parts.running()) {
      running.add(site.id);
      const before = this.#summaries.get(site.id);
      const counts = { faulty: faulty.get(site.id) ?? 0, gone: gone.get(site.id) ?? 0 };
      const isSame =
        before?.faulty === counts.faulty &&
        before.gone === counts.gone &&
        !this.#changed.has(site.id) &&
        this.#configs.get(site.id) === site;
      if (isSame) continue;
      const summary = { ...this.#summaryOf(site), ...counts };
      this.#configs.set(site.id, site);
      if (before !== undefined && isAlike(before, summary)) continue;
      this.#summaries.set(site.id, summary);
      sites.push(summary);
    }
    this.#changed.clear();
    const ended = [...this.#summaries.keys()].filter((site) => !running.has(site));
    for (const site of ended) this.#forget(site);
    this.#number++;
    this.#asOf = this.#now();
    return this.#message({ isAll: false, sites, ended });
  }

  /** Everything, as of the last message. */
  all(): SummaryMessage {
    return this.#message({ isAll: true, sites: [...this.#summaries.values()], ended: [] });
  }

  #message(content: Pick<SummaryMessage, 'isAll' | 'sites' | 'ended'>): SummaryMessage {
    const { sidecar } = this.#parts;
    const [run, number, asOf] = [this.#run, this.#number, this.#asOf];
    return { sidecar, run, number, asOf, validForMs: summaryValidMs, ...content };
  }

  #now(): string {
    return new Date(this.#parts.clock.now()).toISOString();
  }

  #summaryOf({ id, zones }: SiteConfig): Pick<SiteSummary, 'site' | 'seq' | 'zones'> {
    let seq = 0;
    const shown = zones.map(({ id: zone, name, capacity }): WallZone => {
      const state = this.#parts.state(pathOf(id, zone));
      if (state === undefined) return { zone, name, light: 'unknown', occupancy: 0, capacity };
      seq = Math.max(seq, state.seq);
      const { light, emergency, occupancy } = state;
      const shows = { zone, name: state.name, light, occupancy, capacity: state.capacity };
      return emergency === undefined ? shows : { ...shows, emergency };
    });
    return { site: id, seq, zones: shown };
  }

  #forget(site: string): void {
    this.#summaries.delete(site);
    this.#configs.delete(site);
  }
}

/** Whether two summaries of a site show the same. Its messages are numbered on meanwhile. */
function isAlike(a: SiteSummary, b: SiteSummary): boolean {
  return isDeepStrictEqual({ ...a, seq: 0 }, { ...b, seq: 0 });
}
