import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '#server/clock.ts';
import type { AcquiredSite, LivingSidecar } from '#server/platform/cluster/cluster-store.ts';
import { candidatesOf, type Homes } from '#server/platform/cluster/homes.ts';
import type { Membership } from '#server/platform/cluster/membership.ts';
import { readDocument } from '#server/platform/database/stored-document.ts';
import type { Sites } from '#server/site/sites.ts';
import { handedOverZonesSchema } from '#server/site/zone-handover.ts';

export interface SiteMovesParts {
  readonly membership: Membership;
  readonly homes: Homes;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'error'>;
  /** The sites of the configuration, wherever they run. */
  configured(): readonly { readonly id: string }[];
  /** What runs here; undefined before the start. */
  sites(): Pick<Sites, 'begin' | 'end'> | undefined;
}

/** A request waits this long for a site that moves. */
const moveWithinMs = 4000;
/** So often it is looked whether it runs again. */
const lookEveryMs = 100;
/** Messages of a site are numbered from here on after each move. */
const seqsOfEpoch = 1_000_000_000;
/** What one home hands over to the next. `atMs`: by the database's clock. */
const handedOverSchema = z.object({ atMs: z.number(), zones: handedOverZonesSchema });

/** Sites that come here from another sidecar, or continue there. */
export class SiteMoves {
  readonly #parts: SiteMovesParts;

  constructor(parts: SiteMovesParts) {
    this.#parts = parts;
  }

  /** Runs sites from now on, each as its last home has left it. */
  async begin(acquired: readonly AcquiredSite[]): Promise<void> {
    await this.#parts.sites()?.begin(
      new Map(
        acquired.map(({ site, epoch, handedOver }) => {
          const { zones, agoMs } = this.#read(handedOver);
          return [site, { zones, agoMs, firstSeq: epoch * seqsOfEpoch }];
        }),
      ),
    );
  }

  #read(handedOver: string | undefined) {
    const nothing = { zones: {}, agoMs: 0 };
    if (handedOver === undefined || handedOver === '') return nothing;
    const read = readDocument(handedOverSchema, handedOver);
    // Another version may hand over other things: then it is as if its home had died.
    const agoMs = read.ok ? this.#parts.membership.ageOf(read.value.atMs) : Number.NaN;
    // Nobody was there for longer than requests wait: what devices sent meanwhile was refused.
    return read.ok && agoMs <= moveWithinMs ? { zones: read.value.zones, agoMs } : nothing;
  }

  /** Ends a site here. @returns what its next home needs; undefined where it cannot be handed over yet */
  async end(site: string): Promise<string | undefined> {
    const { membership, logger, sites } = this.#parts;
    try {
      const zones = (await sites()?.end(site)) ?? {};
      const handedOver: z.input<typeof handedOverSchema> = { atMs: membership.now(), zones };
      return JSON.stringify(handedOver);
    } catch (error) {
      logger.error({ error, site }, 'a site cannot be handed over; it is tried again');
      return undefined;
    }
  }

  /** Whether another sidecar can continue with the sites of this one. */
  hasHeir(): boolean {
    const { id, sidecars } = this.#parts.membership;
    return candidatesOf(sidecars.filter((other) => other.id !== id)).length > 0;
  }

  /** Waits until the others have begun with the sites of this one. */
  async untilTaken(): Promise<void> {
    const { clock, homes, configured } = this.#parts;
    const giveUpMs = clock.monotonic() + moveWithinMs;
    const areTaken = () => configured().every((site) => homes.homeOf(site.id) !== undefined);
    while (!areTaken() && clock.monotonic() < giveUpMs) {
      await sleep(100);
      await homes.round();
    }
  }

  /** The home of a site, as {@link untilHomeOf}, after a sidecar has said that it is not: what is known is looked up first. */
  async nextHomeOf(site: string, giveUpMs: number): Promise<LivingSidecar | undefined> {
    if (this.#parts.clock.monotonic() > giveUpMs) return undefined;
    await this.#lookAgain();
    return this.untilHomeOf(site, giveUpMs);
  }

  /** When a request that comes now has waited long enough (monotonic ms). */
  giveUpMs(): number {
    return this.#parts.clock.monotonic() + moveWithinMs;
  }

  /** Waits until a site runs somewhere. @returns its home; undefined if it moves for too long */
  async untilHomeOf(site: string, giveUpMs: number): Promise<LivingSidecar | undefined> {
    const { clock, homes, membership } = this.#parts;
    for (;;) {
      const home = homes.homeOf(site);
      if (home !== undefined && (home.id !== membership.id || homes.isHere(site))) return home;
      if (clock.monotonic() > giveUpMs) return undefined;
      await this.#lookAgain();
    }
  }

  async #lookAgain(): Promise<void> {
    const { homes, membership } = this.#parts;
    await sleep(lookEveryMs);
    await membership.refresh();
    await homes.round();
  }
}
