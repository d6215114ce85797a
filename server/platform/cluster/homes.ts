import { SingleRun } from '../rounds.ts';
import type { AcquiredSite, ClusterStore, LivingSidecar } from './cluster-store.ts';
import type { Membership } from './membership.ts';
import { type Candidate, homeOf } from './rendezvous.ts';

/** What runs the sites here. */
export interface SiteHost {
  /** Every site that is configured. */
  configured(): readonly string[];
  /** Begins to run sites. Resolves when they run. */
  begin(sites: readonly AcquiredSite[]): Promise<void>;
  /**
   * Ends a site, all that was counted saved.
   *
   * @returns what the next home has to know besides; undefined if it could not be saved
   */
  end(site: string): Promise<string | undefined>;
  /** Another sidecar is the home of a site that was never handed over: ends it at once. */
  lose(site: string): void;
  /** Whether a site runs here: a save that was refused may have ended it. */
  runs(site: string): boolean;
}

export interface HomesParts {
  readonly store: Pick<ClusterStore, 'acquire' | 'begun' | 'release' | 'homes'>;
  readonly membership: Pick<Membership, 'id' | 'sidecars' | 'now' | 'isHeld'>;
  readonly host: SiteHost;
  /** Sites were released: whoever is to take them need not wait for its next round. */
  onReleased?(): void;
  onError(error: unknown): void;
}

/** Sites that move at once: each is short, and all of them together must not hold up the lights of the others. */
const movesAtOnce = 20;
/** Sites that begin at once: in between this sidecar renews its lease and answers, also where it takes over ten thousand. */
const beginsAtOnce = 200;
/** Each takes as long as saving may take at most. */
const maxLeaveTries = 3;

/** Those that run sites. A drained one counts again where all others are gone: better than lights that nobody decides. */
export function candidatesOf(sidecars: readonly LivingSidecar[]): readonly Candidate[] {
  const willing = sidecars.filter(({ weight }) => weight > 0);
  if (willing.length > 0) return willing;
  return sidecars.flatMap(({ id, drained }) =>
    drained === undefined || drained.weight === 0 ? [] : [{ id, weight: drained.weight }],
  );
}

function namesOf(candidates: readonly Candidate[]): string {
  return candidates.map(({ id, weight }) => `${id} ${weight}`).join();
}

/** Which sidecar runs which site, and what this one does about it. */
export class Homes {
  readonly #parts: HomesParts;
  readonly #homes = new Map<string, string>();
  /** Sites that run here. */
  readonly #own = new Set<string>();
  /** Those of them that are being handed over. */
  readonly #leaving = new Set<string>();
  /** Where sites belong among some sidecars. */
  #spread = { among: '', homes: new Map<string, string>() };
  #readMs: number | undefined;
  readonly #rounds = new SingleRun(() => this.#work().catch((error: unknown) => this.#parts.onError(error)));
  #isLeaving = false;
  /** Moves so far, by reason. */
  readonly moves = { begin: 0, takeover: 0, handover: 0 };

  constructor(parts: HomesParts) {
    this.#parts = parts;
  }

  /** The living sidecar that runs a site. */
  homeOf(site: string): LivingSidecar | undefined {
    const id = this.#homes.get(site);
    return this.#parts.membership.sidecars.find((sidecar) => sidecar.id === id);
  }

  isHere(site: string): boolean {
    return this.#own.has(site) && !this.#leaving.has(site);
  }

  get own(): ReadonlySet<string> {
    return this.#own;
  }

  /** Sites by the sidecar that runs them. */
  sitesOf(sidecar: string): number {
    let sites = 0;
    for (const id of this.#homes.values()) if (id === sidecar) sites++;
    return sites;
  }

  /** Takes over what belongs here, and hands over what does not; one round after the other. */
  round(): Promise<void> {
    return this.#rounds.run();
  }

  /** Takes over and hands over nothing any more. */
  async freeze(): Promise<void> {
    this.#isLeaving = true;
    await this.#rounds.running;
  }

  /** Hands every site over. One that cannot be saved is tried again, and given up in the end: it is taken over without. */
  async leave(): Promise<void> {
    await this.freeze();
    for (let tries = 0; this.#own.size > 0 && tries < maxLeaveTries; tries++)
      await this.#handOver([...this.#own]).catch((error: unknown) => this.#parts.onError(error));
  }

  async #work(): Promise<void> {
    const { membership, host, store } = this.#parts;
    const { id } = membership;
    await this.#read();
    for (const site of this.#own) {
      if ((this.#homes.get(site) === id && host.runs(site)) || this.#leaving.has(site)) continue;
      this.#own.delete(site);
      host.lose(site);
    }
    if (this.#isLeaving || !membership.isHeld()) return;
    const { sidecars } = membership;
    const living = new Set(sidecars.map((sidecar) => sidecar.id));
    const candidates = candidatesOf(sidecars);
    const among = namesOf(candidates);
    if (among !== this.#spread.among) this.#spread = { among, homes: new Map() };
    const configured = host.configured();
    const wanted = new Set(configured.filter((site) => this.#belongsTo(site, candidates) === id));
    const free = [...wanted].filter((site) => {
      const home = this.#homes.get(site);
      return home === undefined || !living.has(home) || (home === id && !this.#own.has(site));
    });
    for (let at = 0; at < free.length; at += beginsAtOnce) {
      // What is left is for the next round, which knows who lives then.
      if (this.#isLeaving || !membership.isHeld() || namesOf(candidatesOf(membership.sidecars)) !== among)
        break;
      await this.#takeOver(free.slice(at, at + beginsAtOnce));
    }
    const known = new Set(configured);
    // What could neither begin nor be released, and belongs elsewhere by now.
    const stranded = [...this.#homes].filter(
      ([site, home]) => home === id && !this.#own.has(site) && !wanted.has(site),
    );
    if (stranded.length > 0) await store.release(id, new Map(stranded.map(([site]) => [site, ''])));
    await this.#handOver(
      // One that could not be saved has no sensors any more, and is handed over even if it belongs here again.
      [...this.#own].filter((site) => !wanted.has(site) || !known.has(site) || this.#leaving.has(site)),
    );
  }

  /** Worked out once: ten thousand sites each second would cost as much as their sensors. */
  #belongsTo(site: string, candidates: readonly Candidate[]): string | undefined {
    const { homes } = this.#spread;
    const known = homes.get(site);
    if (known !== undefined) return known;
    const home = homeOf(site, candidates);
    if (home !== undefined) homes.set(site, home);
    return home;
  }

  async #read(): Promise<void> {
    const { store, membership } = this.#parts;
    const nowMs = membership.now();
    for (const { site, sidecar } of await store.homes(this.#readMs)) {
      if (sidecar === undefined) this.#homes.delete(site);
      else this.#homes.set(site, sidecar);
    }
    this.#readMs = nowMs;
  }

  async #takeOver(sites: readonly string[]): Promise<void> {
    const { store, membership, host } = this.#parts;
    if (sites.length === 0) return;
    const acquired = await store.acquire(membership.id, sites);
    for (const { site, epoch, handedOver } of acquired) {
      this.#homes.set(site, membership.id);
      this.moves[epoch === 1 ? 'begin' : handedOver === undefined ? 'takeover' : 'handover']++;
    }
    if (acquired.length === 0) return;
    try {
      await host.begin(acquired);
    } catch (error) {
      await store.release(
        membership.id,
        new Map(acquired.map(({ site, handedOver = '' }) => [site, handedOver])),
      );
      throw error;
    }
    for (const { site } of acquired) this.#own.add(site);
    await store.begun(
      membership.id,
      acquired.map(({ site }) => site),
    );
  }

  async #handOver(sites: readonly string[]): Promise<void> {
    const { store, membership, host } = this.#parts;
    for (let at = 0; at < sites.length; at += movesAtOnce) {
      const ended = await Promise.all(
        sites.slice(at, at + movesAtOnce).map(async (site) => {
          this.#leaving.add(site);
          return [site, await host.end(site)] as const;
        }),
      );
      const released = new Map(
        ended.flatMap(([site, document]) => (document === undefined ? [] : [[site, document] as const])),
      );
      await store.release(membership.id, released);
      if (released.size > 0) this.#parts.onReleased?.();
      for (const site of released.keys()) {
        this.#own.delete(site);
        this.#leaving.delete(site);
        this.#homes.delete(site);
      }
    }
  }
}
