import { randomBytes, randomInt } from 'node:crypto';

/** Letters and digits that cannot be confused on a screen. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const groupLength = 4;
const validForMs = 15 * 60_000;
/** A paired screen fetches its address within this time. */
const collectWithinMs = 60_000;
const maxOffers = 500;

interface Offer {
  readonly code: string;
  readonly ticket: string;
  untilMs: number;
  /** The address of the paired display. */
  path?: string;
}

/** A screen whose code was entered. */
export interface Redeemed {
  /** Sets the screen's address. */
  pair(path: string): void;
}

/**
 * Pairs new screens: a screen gets a code to show and a ticket to ask with; the person who enters the code
 * decides what it shows. Nothing is stored over a restart: a screen then shows another code.
 */
export class PairingCodes {
  readonly #now: () => number;
  readonly #byTicket = new Map<string, Offer>();

  /** @param now monotonic ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A code for a new screen; undefined if too many screens are waiting. */
  offer(): { readonly code: string; readonly ticket: string; readonly validForMs: number } | undefined {
    this.#forgetOld();
    if (this.#byTicket.size >= maxOffers) return undefined;
    const ticket = randomBytes(24).toString('base64url');
    const code = newCode();
    this.#byTicket.set(ticket, { code, ticket, untilMs: this.#now() + validForMs });
    return { code, ticket, validForMs };
  }

  /**
   * The result for the screen with this ticket: `waiting`, or the address; undefined if the ticket is invalid.
   */
  outcome(ticket: string): 'waiting' | { readonly path: string } | undefined {
    this.#forgetOld();
    const offer = this.#byTicket.get(ticket);
    if (offer === undefined) return undefined;
    return offer.path === undefined ? 'waiting' : { path: offer.path };
  }

  /** The code of the screen with this ticket; undefined if it is invalid, or was entered. */
  codeOf(ticket: string): string | undefined {
    this.#forgetOld();
    const offer = this.#byTicket.get(ticket);
    return offer?.path === undefined ? offer?.code : undefined;
  }

  /** Finds the screen that shows a code; undefined if none does. */
  redeem(code: string): Redeemed | undefined {
    this.#forgetOld();
    const wanted = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
    const offer = [...this.#byTicket.values()].find(
      (each) => each.path === undefined && each.code.replace('-', '') === wanted,
    );
    if (offer === undefined) return undefined;
    return {
      pair: (path) => {
        offer.path = path;
        offer.untilMs = this.#now() + collectWithinMs;
      },
    };
  }

  #forgetOld(): void {
    const nowMs = this.#now();
    for (const [ticket, { untilMs }] of this.#byTicket) {
      if (untilMs <= nowMs) this.#byTicket.delete(ticket);
    }
  }
}

function newCode(): string {
  const group = () =>
    Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${group()}-${group()}`;
}
