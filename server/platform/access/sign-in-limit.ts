import { createHmac, randomBytes } from 'node:crypto';
import type { MakeLimit } from '../limits/limits.ts';
import { isSameSecret } from '../same-secret.ts';

/** Wrong passwords of a user name before anybody has to wait: people mistype. */
const free = 5;
const longestPauseS = 300;
/** For how long wrong passwords are counted. */
const memoryS = 12 * 3600;

/**
 * Slows down guessing of one user's password, from any addresses: after some wrong ones the next may be tried
 * in 1 s, 2 s, 4 s and so on, at most 5 minutes. The right password waits as well, but nobody is locked out by
 * others on a device where they have signed in before: such a device has a cookie, and its wrong passwords are
 * counted separately (OWASP: "Device cookies").
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
   * Counts a try before the password is checked, so that many simultaneous tries gain nothing.
   *
   * @param device the cookie of the device, if it has one
   * @returns how long to wait, milliseconds; 0 if the password may be checked
   */
  async consume(username: string, device: string | undefined): Promise<number> {
    const who = this.#who(username, device);
    const waitMs = await this.#pauses.waitMs(who);
    if (waitMs > 0) return waitMs;
    const tries = await this.#tries.count(who);
    if (tries < free) return 0;
    // Of many simultaneous tries only the first needs no wait.
    const lateMs = await this.#pauses.consume(who, Math.min(2 ** (tries - free), longestPauseS));
    if (lateMs > 0) await this.#tries.giveBack(who);
    return lateMs;
  }

  /** The password was right. */
  async succeeded(username: string, device: string | undefined): Promise<void> {
    const who = this.#who(username, device);
    await Promise.all([this.#tries.forget(who), this.#pauses.forget(who)]);
  }

  /** The try said nothing about the password. */
  giveBack(username: string, device: string | undefined): Promise<void> {
    return this.#tries.giveBack(this.#who(username, device));
  }

  /** The cookie for a device on which somebody has just signed in. */
  mark(username: string): string {
    const device = randomBytes(12).toString('base64url');
    return `${device}.${this.#signatureOf(username, device)}`;
  }

  /** Each device with the person's cookie is counted separately, all others together. */
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
