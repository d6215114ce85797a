import { type Clock, clocksDifferMs } from '#server/clock.ts';
import type { PinStore } from './pin-store.ts';

/** The result of entering a PIN. */
export type PinTry =
  | { readonly kind: 'right' }
  /** Also for people without a PIN: an attacker learns nothing. */
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  /** `isNew`: this attempt has locked it. */
  | { readonly kind: 'locked'; readonly untilMs: number; readonly isNew: boolean };

export interface PinsParts {
  readonly clock: Clock;
  readonly store: Pick<PinStore, 'find' | 'set' | 'note' | 'remove'>;
  hash(secret: string): Promise<string>;
  verify(hash: string, secret: string): Promise<boolean>;
}

/** A PIN is locked after this many wrong attempts. */
export const maxWrong = 5;
const lockedMs = 15 * 60_000;

/**
 * The PINs of staff. An attempt is counted before it is checked, so that many simultaneous ones gain nothing, also at several
 * sidecars.
 */
export class Pins {
  readonly #parts: PinsParts;
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(parts: PinsParts) {
    this.#parts = parts;
  }

  /** Sets a PIN; a locked one is unlocked. */
  async set(userId: string, pin: string): Promise<void> {
    await this.#parts.store.set(userId, await this.#parts.hash(pin));
  }

  remove(userId: string): Promise<boolean> {
    return this.#parts.store.remove(userId);
  }

  /** Tries a PIN: attempts of each person one after another. */
  try(userId: string, pin: string): Promise<PinTry> {
    const before = this.#queues.get(userId) ?? Promise.resolve();
    const attempt = before.then(() => this.#try(userId, pin));
    const settled = attempt
      .catch(() => undefined)
      .then(() => {
        if (this.#queues.get(userId) === settled) this.#queues.delete(userId);
      });
    this.#queues.set(userId, settled);
    return attempt;
  }

  async #try(userId: string, pin: string): Promise<PinTry> {
    const { store, clock, verify } = this.#parts;
    const kept = await store.find(userId);
    if (kept === undefined) return { kind: 'wrong', triesLeft: maxWrong - 1 };
    const lockedUntilMs = kept.lockedUntil === undefined ? undefined : Date.parse(kept.lockedUntil);
    const leftMs = (lockedUntilMs ?? 0) - clock.now();
    // One that is locked for longer was locked by a clock that was wrong.
    if (lockedUntilMs !== undefined && leftMs > 0 && leftMs <= lockedMs + clocksDifferMs) {
      return { kind: 'locked', untilMs: lockedUntilMs, isNew: false };
    }
    const wrong = (lockedUntilMs === undefined ? kept.wrong : 0) + 1;
    const untilMs = clock.now() + lockedMs;
    const isLast = wrong >= maxWrong;
    const counted = { wrong, lockedUntil: isLast ? new Date(untilMs).toISOString() : undefined };
    // Another sidecar has counted one meanwhile.
    if (!(await store.note(userId, counted, kept))) return this.#try(userId, pin);
    if (await verify(kept.hash, pin)) {
      await store.note(userId, { wrong: 0, lockedUntil: undefined });
      return { kind: 'right' };
    }
    return isLast ? { kind: 'locked', untilMs, isNew: true } : { kind: 'wrong', triesLeft: maxWrong - wrong };
  }
}
