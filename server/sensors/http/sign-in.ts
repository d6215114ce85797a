import { randomBytes } from 'node:crypto';
import { type AuthChallenge, parseChallenges, parseParameters } from './auth-challenge.ts';
import {
  type Credentials,
  type DigestTarget,
  digestAuthorization,
  digestTarget,
  type PreparedDigest,
  prepareDigest,
  strongestDigest,
  withNonce,
} from './digest.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** How a request was signed, so that its refusal can be judged. */
export type Signature = 'none' | 'first' | 'proven';

/** The options of a sign-in. */
export interface SignInOptions {
  readonly credentials: Credentials;
  /** Whether the connection to the device is encrypted: only then a password may be sent in plain text. */
  readonly isSecure: boolean;
}

/**
 * The sign-in to one device: answers its challenge, and keeps the nonce, so that later requests are signed
 * without a challenge.
 *
 * A password that never worked here is sent once for each challenge and not again: devices lock accounts. A
 * signature that did work and is refused is renewed once, because devices forget nonces: `stale=true` says so,
 * but a restarted device and some firmware do not.
 */
export class SignIn {
  readonly #options: SignInOptions;
  #digest: PreparedDigest | undefined;
  /** Of {@link #digest}, for the target that was requested last. */
  #target: DigestTarget | undefined;
  #basic: string | undefined;
  #count = 0;
  #isProven = false;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  get signature(): Signature {
    if (this.#digest === undefined && this.#basic === undefined) return 'none';
    return this.#isProven ? 'proven' : 'first';
  }

  /** The `Authorization` of the next request; undefined as long as the device has not asked for one. */
  authorization(method: string, uri: string): string | undefined {
    if (this.#digest === undefined) return this.#basic;
    this.#count += 1;
    if (this.#target?.uri !== uri || this.#target.method !== method) {
      this.#target = digestTarget(this.#digest, method, uri);
    }
    return digestAuthorization(this.#target, this.#count);
  }

  /**
   * A request with this signature was not refused. Only success proves the password: some devices answer 404 to
   * anybody.
   */
  accepted(status: number, headers: Headers): void {
    if (status < 300) this.#isProven = true;
    const info = headers['authentication-info'];
    if (this.#digest === undefined || typeof info !== 'string') return;
    const nonce = parseParameters(info).get('nextnonce');
    if (nonce === undefined || nonce === this.#digest.challenge.nonce) return;
    this.#digest = withNonce(this.#digest, nonce);
    this.#target = undefined;
    this.#count = 0;
  }

  /**
   * A request was answered with 401.
   *
   * @param signature how that request was signed
   * @param isRepeated whether it had been refused before and was signed again since
   * @returns whether to send it once more, with the signature the device now requires
   */
  refused(headers: Headers, signature: Signature, isRepeated: boolean): boolean {
    const refusedNonce = this.#digest?.challenge.nonce;
    this.#forget();
    const challenges = parseChallenges(headers['www-authenticate']);
    const digest = strongestDigest(challenges);
    if (digest !== undefined) {
      const isAnother = digest.nonce !== refusedNonce;
      const isWorthIt =
        signature === 'none' || (!isRepeated && (digest.isStale || (signature === 'proven' && isAnother)));
      if (!isWorthIt) return false;
      this.#digest = prepareDigest(digest, this.#options.credentials, randomBytes(8).toString('hex'));
      return true;
    }
    if (signature !== 'none' || !this.#options.isSecure || !offersBasic(challenges)) return false;
    const { username, password } = this.#options.credentials;
    this.#basic = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
    return true;
  }

  #forget(): void {
    this.#digest = undefined;
    this.#target = undefined;
    this.#basic = undefined;
    this.#count = 0;
    this.#isProven = false;
  }
}

/** Whether the only way in is Basic: over plain HTTP that would send the password readable. */
export function wantsBasicOnly(headers: Headers): boolean {
  const challenges = parseChallenges(headers['www-authenticate']);
  return strongestDigest(challenges) === undefined && offersBasic(challenges);
}

function offersBasic(challenges: readonly AuthChallenge[]): boolean {
  return challenges.some((challenge) => challenge.scheme === 'basic');
}
