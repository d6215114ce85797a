import { randomBytes, randomInt } from 'node:crypto';
import type { Kysely } from 'kysely';
import { clocksDifferMs } from '#server/clock.ts';
import type { Schema } from '#server/platform/database/schema.ts';

/** Letters and digits that cannot be confused on a screen. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const groupLength = 4;
const codeLifetimeMs = 15 * 60_000;
/** A paired screen fetches its address within this time. */
const collectWithinMs = 60_000;
const maxOffers = 500;

/** A screen whose code was entered: nobody else can enter it meanwhile. */
export interface Redeemed {
  /** Sets the screen's address. */
  pair(path: string): Promise<void>;
  /** It came to nothing: the code can be entered again. */
  release(): Promise<void>;
}

/**
 * Pairs new screens: a screen gets a code to show and a ticket to ask with; the person who enters the code decides what it
 * shows. They are stored, because the screen and the person may ask different sidecars.
 */
export class PairingCodeStore {
  readonly #db: Kysely<Schema>;
  readonly #now: () => number;

  /** @param now epoch ms */
  constructor(db: Kysely<Schema>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  /** A code for a new screen; undefined if too many screens are waiting. */
  async offer(): Promise<
    { readonly code: string; readonly ticket: string; readonly validForMs: number } | undefined
  > {
    await this.#db.deleteFrom('pairing_offer').where('until_ms', '<=', this.#now()).execute();
    const { waiting } = await this.#db
      .selectFrom('pairing_offer')
      .select((eb) => eb.fn.countAll().as('waiting'))
      .executeTakeFirstOrThrow();
    if (Number(waiting) >= maxOffers) return undefined;
    const ticket = randomBytes(24).toString('base64url');
    const code = newCode();
    const until_ms = this.#now() + codeLifetimeMs;
    await this.#db
      .insertInto('pairing_offer')
      .values({ ticket, code: withoutDash(code), path: null, until_ms })
      .execute();
    return { code, ticket, validForMs: codeLifetimeMs };
  }

  /** The result for the screen with this ticket: `waiting`, or the address; undefined if the ticket is invalid. */
  async outcome(ticket: string): Promise<'waiting' | { readonly path: string } | undefined> {
    const offer = await this.#valid().where('ticket', '=', ticket).executeTakeFirst();
    if (offer === undefined) return undefined;
    return offer.path === null ? 'waiting' : { path: offer.path };
  }

  /** The code of the screen with this ticket; undefined if it is invalid, or was entered. */
  async codeOf(ticket: string): Promise<string | undefined> {
    const offer = await this.#valid()
      .where('ticket', '=', ticket)
      .where('code', '<>', '')
      .where('path', 'is', null)
      .executeTakeFirst();
    return offer && `${offer.code.slice(0, groupLength)}-${offer.code.slice(groupLength)}`;
  }

  /** Finds the screen that shows a code; undefined if none does, or somebody has just entered it. */
  async redeem(code: string): Promise<Redeemed | undefined> {
    const entered = withoutDash(code.toUpperCase());
    const offer = await this.#valid()
      .where('code', '=', entered)
      .where('code', '<>', '')
      .where('path', 'is', null)
      .executeTakeFirst();
    if (offer === undefined) return undefined;
    const ofScreen = this.#db.updateTable('pairing_offer').where('ticket', '=', offer.ticket);
    // Two people may have found it, at two sidecars.
    const { numUpdatedRows } = await ofScreen
      .set({ code: '' })
      .where('code', '=', entered)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return undefined;
    return {
      pair: async (path) => {
        await ofScreen.set({ path, until_ms: this.#now() + collectWithinMs }).execute();
      },
      release: async () => {
        await ofScreen.set({ code: entered }).execute();
      },
    };
  }

  #valid() {
    const nowMs = this.#now();
    // One that is valid for longer was made while the clock was ahead.
    return this.#db
      .selectFrom('pairing_offer')
      .select(['ticket', 'code', 'path'])
      .where('until_ms', '>', nowMs)
      .where('until_ms', '<=', nowMs + codeLifetimeMs + clocksDifferMs);
  }
}

function withoutDash(code: string): string {
  return code.replaceAll(/[^A-Z0-9]/g, '');
}

function newCode(): string {
  const group = () =>
    Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${group()}-${group()}`;
}
