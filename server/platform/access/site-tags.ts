import type { SiteRole } from '#lib/contract/principal.ts';
import { highest, type Roles, type Scope } from './roles.ts';

/** A site with what it is grouped by. */
export interface TaggedSite {
  readonly id: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What is known of one state of the configuration. */
interface Known {
  readonly sites: readonly TaggedSite[];
  /** The ids of the sites by `region:west`. */
  readonly byTag: ReadonlyMap<string, readonly string[]>;
  readonly scopes: Map<string, Scope>;
}

/**
 * Turns roles by tag into roles at the sites that carry it: by the configuration of now, so that a site that loses a tag
 * takes the role with it.
 */
export class SiteTags {
  readonly #sites: () => readonly TaggedSite[];
  #known: Known | undefined;

  /** @param sites of the configuration of now: another list after each change */
  constructor(sites: () => readonly TaggedSite[]) {
    this.#sites = sites;
  }

  /** The scope that roles give. The highest counts where several apply. */
  scope({ role, sites }: Roles): Scope {
    if (sites === undefined) return { role };
    const { byTag, scopes } = this.#now();
    const key = JSON.stringify(sites);
    const kept = scopes.get(key);
    if (kept !== undefined) return kept;
    const atSites = new Map<string, SiteRole>();
    for (const [place, given] of Object.entries(sites)) {
      for (const site of place.includes(':') ? (byTag.get(place) ?? []) : [place]) {
        const held = atSites.get(site);
        if (held === undefined || highest([held, given]) === given) atSites.set(site, given);
      }
    }
    const scope = { role: highest([...atSites.values()]), sites: Object.fromEntries(atSites) };
    scopes.set(key, scope);
    return scope;
  }

  #now(): Known {
    const sites = this.#sites();
    if (this.#known?.sites === sites) return this.#known;
    const byTag = new Map<string, string[]>();
    for (const { id, tags = {} } of sites) {
      for (const [name, value] of Object.entries(tags)) {
        const tag = `${name}:${value}`;
        const carriers = byTag.get(tag);
        if (carriers === undefined) byTag.set(tag, [id]);
        else carriers.push(id);
      }
    }
    this.#known = { sites, byTag, scopes: new Map() };
    return this.#known;
  }
}
