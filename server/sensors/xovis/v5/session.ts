import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { DeviceHttp } from '#server/sensors/http/device-http.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import { parseLogin } from './schema.ts';

type Headers = Readonly<Record<string, string>>;

export interface V5SessionOptions {
  /** Whether the connection to the sensor is encrypted: only then a password or token is sent. */
  readonly isSecure: boolean;
  /** From the root of the device: `/api/v5/users/login`. */
  readonly loginPath: string;
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

/** A token and its validity. Monotonic milliseconds. */
interface Token {
  readonly value: string;
  readonly renewAtMs: number;
  /** Its idle limit. */
  readonly idleMs: number;
  usedAtMs: number;
}

/** Without it a sensor answers 401 with a challenge that makes browsers ask for a password. */
export const v5Headers: Headers = { accept: 'application/json', 'x-requested-with': 'XmlHttpRequest' };

/** A token is renewed when a tenth of its validity is left, at most a minute before its end. */
const renewShare = 0.1;
const longestMarginMs = 60_000;

/**
 * The sign-in to a sensor: one login for all its requests, renewed before the token ends, and repeated once
 * when the sensor has forgotten the token (it restarts). A refused password is not sent again for the same
 * request. Sensors without the login (404) get the password with each request.
 */
export class V5Session {
  readonly #http: DeviceHttp;
  readonly #options: V5SessionOptions;
  readonly #basic: string | undefined;
  #token: Token | undefined;
  #login: SensorAnswer<Headers> | undefined;
  #hasLogin = true;
  #logins = 0;

  constructor(http: DeviceHttp, options: V5SessionOptions) {
    this.#http = http;
    this.#options = options;
    const { credentials } = options;
    if (credentials !== undefined) {
      const text = `${credentials.username}:${credentials.password}`;
      this.#basic = `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;
    }
  }

  /** Number of successful logins: a new one may reach another device. */
  get logins(): number {
    return this.#logins;
  }

  /** Sends a request with the headers that sign it in. A 401 after a fresh login is `unauthorized`. */
  async send<T>(request: (headers: Headers) => SensorAnswer<T>, signal: AbortSignal): SensorAnswer<T> {
    if (this.#basic !== undefined && !this.#options.isSecure) return fail({ kind: 'basic-over-http' });
    const before = this.#token;
    const signed = await this.#authorization(signal);
    if (!signed.ok) return signed;
    const used = this.#token;
    const answer = await this.#sendWith(signed.value, used, request);
    // Only an answer proves that the login was not just temporarily missing.
    if (answer.ok && used === undefined) this.#hasLogin = false;
    const isForgotten = !answer.ok && answer.error.kind === 'unauthorized' && used !== undefined;
    if (!isForgotten) return answer;
    if (this.#token === used) this.#token = undefined;
    // A token made for this request cannot have been forgotten.
    if (used !== before) return answer;
    const again = await this.#authorization(signal);
    if (!again.ok) return again;
    const renewed = this.#token;
    const second = await this.#sendWith(again.value, renewed, request);
    if (!second.ok && second.error.kind === 'unauthorized' && this.#token === renewed)
      this.#token = undefined;
    return second;
  }

  async #sendWith<T>(
    headers: Headers,
    token: Token | undefined,
    request: (headers: Headers) => SensorAnswer<T>,
  ): SensorAnswer<T> {
    const answer = await request({ ...v5Headers, ...headers });
    if (answer.ok && token !== undefined) token.usedAtMs = this.#options.monotonic();
    return answer;
  }

  async #authorization(signal: AbortSignal): SensorAnswer<Headers> {
    if (this.#basic === undefined) return ok({});
    for (;;) {
      const token = this.#token;
      if (token !== undefined && this.#isGood(token)) return ok({ authorization: `Bearer ${token.value}` });
      if (!this.#hasLogin) return ok({ authorization: this.#basic });
      const underWay = this.#login;
      if (underWay === undefined) {
        this.#login = this.#logIn(this.#basic, signal).finally(() => {
          this.#login = undefined;
        });
        return this.#login;
      }
      const shared = await underWay;
      // The caller that began the login has aborted, and with it the login.
      if (shared.ok || !isAborted(shared.error) || signal.aborted) return shared;
    }
  }

  #isGood(token: Token): boolean {
    const nowMs = this.#options.monotonic();
    return nowMs < token.renewAtMs && nowMs < token.usedAtMs + token.idleMs;
  }

  async #logIn(basic: string, signal: AbortSignal): SensorAnswer<Headers> {
    this.#token = undefined;
    const askedAtMs = this.#options.monotonic();
    const answer = await this.#http.request({
      method: 'POST',
      path: this.#options.loginPath,
      headers: { ...v5Headers, authorization: basic },
      signal,
    });
    if (!answer.ok) {
      return isMissing(answer.error) ? ok({ authorization: basic }) : answer;
    }
    const login = parseLogin(answer.value.text);
    if (!login.ok) return login;
    const { token, valid_for: validFor, max_unused_for: unusedFor } = login.value;
    this.#token = {
      value: token,
      renewAtMs: askedAtMs + shortened(validFor),
      idleMs: shortened(unusedFor),
      usedAtMs: askedAtMs,
    };
    this.#logins += 1;
    return ok({ authorization: `Bearer ${token}` });
  }
}

/** Milliseconds of a validity given in seconds, less the margin; without one, until the sensor answers 401. */
function shortened(seconds: number | undefined): number {
  if (seconds === undefined) return Number.POSITIVE_INFINITY;
  const ms = seconds * 1000;
  return ms - Math.min(longestMarginMs, ms * renewShare);
}

function isMissing(error: SensorError): boolean {
  return error.kind === 'not-found' || (error.kind === 'http-status' && error.status === 405);
}

function isAborted(error: SensorError): boolean {
  return error.kind === 'unreachable' && error.detail === 'aborted';
}
