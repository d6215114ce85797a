import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { Rounds } from '../rounds.ts';
import {
  type ClusterStore,
  type ClusterView,
  type LivingSidecar,
  leaseMs,
  type SidecarCard,
} from './cluster-store.ts';

/** Renewals are one statement each, whatever the number of sites. */
const renewEveryMs = 1000;
/** Nothing is done or published in the last part of the lease: what is under way must end inside it. */
const marginMs = 250;
/** What claims to be decided later than that from now on comes from a clock that is wrong: nobody knows how old it is. */
const aheadMs = leaseMs / 2;

export interface MembershipParts {
  readonly store: Pick<ClusterStore, 'join' | 'renew' | 'update' | 'buryDead' | 'leave'>;
  readonly clock: Clock;
  readonly card: SidecarCard;
  /** Called after each renewal. */
  onView?(view: ClusterView): void;
  /** The others have taken the sites of this sidecar over: it must not do anything more. */
  onLost(): void;
  /** The database cannot be reached (an error), or can again (undefined). */
  onStore(error: Error | undefined): void;
}

/**
 * The lease of this sidecar. Its end is reckoned from when the renewal was sent, on the monotonic clock: it never believes to
 * hold the lease longer than the database does, however long the answer took.
 */
export class Membership {
  readonly id: string = randomUUID();
  readonly #parts: MembershipParts;
  #card: SidecarCard;
  #isCardChanged = false;
  #endsMs = Number.NEGATIVE_INFINITY;
  #sidecars: readonly LivingSidecar[] = [];
  #offsetMs = 0;
  /** Maximum error of the offset. */
  #doubtMs = 0;
  /** The wall clock less the monotonic one at the last renewal. */
  #wallLeadMs = 0;
  #isReached = true;
  readonly #renewals = new Rounds(
    () =>
      this.#renew().then(
        () => this.#reached(undefined),
        (error: unknown) => this.#reached(error instanceof Error ? error : new Error(String(error))),
      ),
    renewEveryMs,
  );
  #isStopped = false;

  constructor(parts: MembershipParts) {
    this.#parts = parts;
    this.#card = parts.card;
  }

  /** @throws when the database cannot be reached */
  async join(): Promise<void> {
    await this.#parts.store.join(this.id, this.#card);
    await this.#renew();
    this.#renewals.start();
  }

  /** Renews and reads now, unless that is under way. */
  refresh(): Promise<void> {
    return this.#renewals.run();
  }

  /** Whether the lease is certainly valid now. */
  isHeld(): boolean {
    return this.#parts.clock.monotonic() < this.#endsMs - marginMs;
  }

  /** Whether this sidecar does what is done once for all of them. */
  get isFirst(): boolean {
    return this.isHeld() && this.#sidecars.every(({ id }) => id >= this.id);
  }

  /** The living ones at the last look, this one among them. */
  get sidecars(): readonly LivingSidecar[] {
    return this.#sidecars;
  }

  /** The clock of the database, epoch ms: the same for all sidecars, whatever their machines believe. */
  now(): number {
    return Math.round(this.#parts.clock.now() + this.#offsetMs);
  }

  /** Maximum error of `now`, milliseconds: also by what the wall clock of this machine has jumped since the last renewal. */
  get doubtMs(): number {
    return this.#doubtMs + Math.abs(this.#wallLead() - this.#wallLeadMs);
  }

  /**
   * The greatest age that something may have that was decided at another sidecar, milliseconds; infinite if that is unknown.
   *
   * @param atMs when that was, epoch ms by the database's clock as known there
   */
  ageOf(atMs: number): number {
    const ageMs = this.now() - atMs;
    return ageMs < -aheadMs ? Number.POSITIVE_INFINITY : Math.max(0, ageMs) + this.doubtMs;
  }

  /** Accepts no sites any more. */
  retire(): Promise<void> {
    return this.publish({ weight: 0 });
  }

  /** Publishes something else about this sidecar; with the next renewal that succeeds, if not at once. */
  async publish(change: Partial<SidecarCard>): Promise<void> {
    this.#card = { ...this.#card, ...change };
    this.#isCardChanged = true;
    await this.#renewals.running;
    await this.refresh();
  }

  /** Ends the lease; sites that are still at home here are free. */
  async leave(): Promise<void> {
    this.#isStopped = true;
    await this.#renewals.stop();
    this.#endsMs = Number.NEGATIVE_INFINITY;
    await this.#parts.store.leave(this.id);
  }

  async #renew(): Promise<void> {
    const { store, clock } = this.#parts;
    if (this.#isCardChanged) {
      const card = this.#card;
      await store.update(this.id, card);
      this.#isCardChanged = card !== this.#card;
    }
    const [sentMs, sentWallMs] = [clock.monotonic(), clock.now()];
    const view = await store.renew(this.id);
    if (this.#isStopped) return;
    if (!view.isMember) {
      this.#endsMs = Number.NEGATIVE_INFINITY;
      this.#parts.onLost();
      return;
    }
    const tookMs = clock.monotonic() - sentMs;
    this.#endsMs = sentMs + leaseMs;
    this.#offsetMs = view.nowMs - (sentWallMs + tookMs / 2);
    this.#doubtMs = tookMs / 2;
    this.#wallLeadMs = this.#wallLead();
    this.#sidecars = view.sidecars;
    if (view.hasDead) await store.buryDead();
    this.#parts.onView?.(view);
  }

  #wallLead(): number {
    const { clock } = this.#parts;
    return clock.now() - clock.monotonic();
  }

  #reached(error: Error | undefined): void {
    const isReached = error === undefined;
    if (isReached === this.#isReached) return;
    this.#isReached = isReached;
    this.#parts.onStore(error);
  }
}
