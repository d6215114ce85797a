import { createHash, randomBytes } from 'node:crypto';

/** Whether a request may pass; if not, the challenges to answer with. */
export type GuardVerdict =
  | { readonly pass: true }
  | { readonly pass: false; readonly challenges: readonly string[] };

/** What a guard is asked about. */
export interface GuardedRequest {
  readonly method: string;
  /** As on the request line. */
  readonly url: string;
  readonly authorization: string | undefined;
}

/** How the guard of a device is set up. */
export interface DigestGuardOptions {
  readonly username: string;
  readonly password: string;
  readonly realm: string;
  readonly algorithm: 'MD5' | 'SHA-256';
  readonly offers: readonly ('digest' | 'basic')[];
  readonly nonceLifeMs: number;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
}

const maxNonces = 1000;

/**
 * The device's side of HTTP Digest (RFC 7616, qop=auth) and Basic: nonces with a life, a nonce count that
 * must grow, `stale=true` when only the nonce was too old.
 */
export class DigestGuard {
  readonly #options: DigestGuardOptions;
  /** Issued nonces with the highest count seen, oldest first. */
  readonly #nonces = new Map<string, { readonly issuedAt: number; count: number }>();

  constructor(options: DigestGuardOptions) {
    this.#options = options;
  }

  get offersDigest(): boolean {
    return this.#options.offers.includes('digest');
  }

  /** @param oneUse every nonce is good for one request only */
  check(request: GuardedRequest, oneUse: boolean): GuardVerdict {
    const [scheme = '', rest = ''] = split(request.authorization ?? '', ' ');
    if (scheme.toLowerCase() === 'basic') return this.#checkBasic(rest);
    if (scheme.toLowerCase() === 'digest') return this.#checkDigest(request, parseParameters(rest), oneUse);
    return this.challenge(false);
  }

  /** A refusal with fresh challenges. */
  challenge(stale: boolean): GuardVerdict {
    return { pass: false, challenges: this.#options.offers.map((offer) => this.#header(offer, stale)) };
  }

  #header(offer: 'digest' | 'basic', stale: boolean): string {
    const { realm, algorithm } = this.#options;
    if (offer === 'basic') return `Basic realm="${realm}"`;
    const nonce = randomBytes(16).toString('hex');
    this.#nonces.set(nonce, { issuedAt: this.#options.monotonic(), count: 0 });
    const oldest = this.#nonces.keys().next();
    if (this.#nonces.size > maxNonces && !oldest.done) this.#nonces.delete(oldest.value);
    return `Digest realm="${realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${stale ? ', stale=true' : ''}`;
  }

  #checkBasic(credentials: string): GuardVerdict {
    const { username, password, offers } = this.#options;
    const right = Buffer.from(`${username}:${password}`).toString('base64');
    return offers.includes('basic') && credentials.trim() === right ? { pass: true } : this.challenge(false);
  }

  #checkDigest(request: GuardedRequest, given: ReadonlyMap<string, string>, oneUse: boolean): GuardVerdict {
    const { offers, monotonic, nonceLifeMs } = this.#options;
    if (!offers.includes('digest') || !this.#isRight(request, given)) return this.challenge(false);
    const nonce = given.get('nonce') ?? '';
    const known = this.#nonces.get(nonce);
    const count = Number.parseInt(given.get('nc') ?? '', 16);
    if (known === undefined || monotonic() - known.issuedAt > nonceLifeMs) return this.challenge(true);
    if (oneUse && known.count > 0) return this.challenge(true);
    if (!(count > known.count)) return this.challenge(false);
    known.count = count;
    return { pass: true };
  }

  #isRight(request: GuardedRequest, given: ReadonlyMap<string, string>): boolean {
    const { username, password, realm, algorithm } = this.#options;
    const field = (name: string) => given.get(name) ?? '';
    if (field('username') !== username || field('realm') !== realm || field('uri') !== request.url)
      return false;
    if (field('qop') !== 'auth' || !/^[0-9a-f]{8}$/i.test(field('nc')) || field('cnonce') === '')
      return false;
    if (given.has('algorithm') && field('algorithm').toUpperCase() !== algorithm) return false;
    const hash = (value: string) =>
      createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(value)
        .digest('hex');
    const secret = hash(`${username}:${realm}:${password}`);
    const target = hash(`${request.method}:${request.url}`);
    const right = hash(`${secret}:${field('nonce')}:${field('nc')}:${field('cnonce')}:auth:${target}`);
    return field('response').toLowerCase() === right;
  }
}

function split(value: string, by: string): [string, string] {
  const at = value.indexOf(by);
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}

/** `a="x", b=y` as a map; names in lower case, quotes and their escapes removed. */
function parseParameters(value: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const match of value.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)) {
    const [, name = '', quoted, bare] = match;
    found.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '');
  }
  return found;
}
