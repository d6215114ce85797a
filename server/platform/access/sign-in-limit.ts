import { createHmac, randomBytes } from 'node:crypto';
import type { MakeLimit } from '../limits/limits.ts';
import { isSameSecret } from '../same-secret.ts';

/** Wrong passwords of a user name before anybody has to wait: people mistype. */
const free = 5;
const longestPauseS = 300;
/** For so long wrong passwords are held against a user name. */
const memoryS = 12 * 3600;

/**
 * Slows down who guesses the password of one user name, from whatever addresses: after some wrong ones the next may be
 * tried in 1 s, 2 s, 4 s and so on, at most 5 minutes. The right password waits as well, but nobody is locked out by
 * others where they have signed in before: such a device has a cookie, and its wrong passwords are counted apart
 * (OWASP: "Device cookies").
 */
export class SignInLimit {
  readonly #key: string;
  readonly #tries;
  readonly #pauses;

  /** @param key signs the cookies of known devices */
  constructor(makeLimit: MakeLimit, key: string) {
    this.#key = key;
    this.#tries = makeLimit({ name: 'sign-in tries', max: free, windowS: memoryS });
    this.#pauses = makeLimit({ name: 'sign-in pauses', max: 1, windowS: longestPauseS });
  }

  /**
   * Counts a try before it is looked at, so that many at once are no more than one by one.
   *
   * @param device the cookie of the device, where it has one
   * @returns how long to wait, milliseconds; 0 where the password may be looked at
   */
  async consume(username: string, device: string | undefined): Promise<number> {
    const who = this.#who(username, device);
    const waitMs = await this.#pauses.waitMs(who);
    if (waitMs > 0) return waitMs;
    const tries = await this.#tries.count(who);
    if (tries < free) return 0;
    // Of many at once only the first finds no pause.
    const lateMs = await this.#pauses.consume(who, Math.min(2 ** (tries - free), longestPauseS));
    if (lateMs > 0) await this.#tries.giveBack(who);
    return lateMs;
  }

  /** The password was right. */
  async succeeded(username: string, device: string | undefined): Promise<void> {
    const who = this.#who(username, device);
    await Promise.all([this.#tries.forget(who), this.#pauses.forget(who)]);
  }

  /** The try came to nothing that says anything about the password. */
  giveBack(username: string, device: string | undefined): Promise<void> {
    return this.#tries.giveBack(this.#who(username, device));
  }

  /** The cookie of a device on which somebody has just signed in. */
  mark(username: string): string {
    const device = randomBytes(12).toString('base64url');
    return `${device}.${this.#signatureOf(username, device)}`;
  }

  /** Devices that the person has signed in on are counted each by itself, all others together. */
  #who(username: string, mark: string | undefined): string {
    const [device = '', signature = ''] = mark?.split('.') ?? [];
    const isKnown = isSameSecret(this.#signatureOf(username, device), signature);
    return isKnown ? `${username} ${device}` : username;
  }

  #signatureOf(username: string, device: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify(['known device', username, device]))
      .digest('base64url');
  }
}
