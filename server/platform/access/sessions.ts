import { unlockedMinutes } from '#lib/contract/tablet.ts';
import type { Auth } from './auth.ts';
import { type Scope, scopeOf, scopeOnTablet } from './roles.ts';

/** Who is signed in. */
export interface Principal extends Scope {
  readonly userId: string;
  readonly username: string;
  /** Id of the session; programs have none. */
  readonly session?: string;
  /** Present where a PIN has opened a shared tablet. `until`: ISO 8601 UTC. */
  readonly tablet?: { readonly id: string; readonly until: string };
}

/** The headers that tell who is asking; those of Node's requests and socket handshakes fit. */
export interface CredentialHeaders {
  readonly cookie?: string | undefined;
  readonly authorization?: string | undefined;
}

export interface SessionsOptions {
  readonly auth: Auth;
  /** Knows who an API key belongs to; without it every key is refused. */
  readonly keyOwner?: (key: string) => Promise<Principal | null>;
  /** Called when who is signed in may have changed. */
  readonly onForget?: () => void;
  /** Milliseconds that only grow. */
  readonly monotonic?: () => number;
}

/** For how long an answer is believed: what another process changed shows after this, at the latest. */
const keepMs = 2000;
const maxKept = 1000;

interface Kept {
  readonly principal: Promise<Principal | null>;
  readonly untilMs: number;
}

/** Tells who is asking, cheaply enough for every request and socket. */
export class Sessions {
  readonly #auth: Auth;
  readonly #keyOwner: (key: string) => Promise<Principal | null>;
  readonly #onForget: () => void;
  readonly #monotonic: () => number;
  readonly #kept = new Map<string, Kept>();

  constructor(options: SessionsOptions) {
    const { auth, keyOwner = async () => null, monotonic = () => performance.now() } = options;
    this.#auth = auth;
    this.#onForget = options.onForget ?? (() => {});
    this.#keyOwner = keyOwner;
    this.#monotonic = monotonic;
  }

  /**
   * Who is asking; null for nobody. A request with an API key is never taken by its cookie: programs with
   * keys need not prove where their page comes from, cookies have to.
   */
  async principal(headers: CredentialHeaders): Promise<Principal | null> {
    const key = bearerKey(headers.authorization);
    if (key !== undefined) return this.#remembered(`key ${key}`, () => this.#keyOwner(key));
    const { authCookies } = await this.#auth.$context;
    const name = authCookies.sessionToken.name;
    const value = cookieValue(headers.cookie, name);
    if (value === undefined) return null;
    return this.#remembered(`cookie ${value}`, () => this.#read(new Headers({ cookie: `${name}=${value}` })));
  }

  /** Forgets what is kept: a sign-out or a new role shows at once. */
  forget(): void {
    this.#kept.clear();
    this.#onForget();
  }

  #remembered(credential: string, read: () => Promise<Principal | null>): Promise<Principal | null> {
    const now = this.#monotonic();
    const kept = this.#kept.get(credential);
    if (kept !== undefined && kept.untilMs > now) return kept.principal;
    if (this.#kept.size >= maxKept) this.#kept.clear();
    const principal = read();
    this.#kept.set(credential, { principal, untilMs: now + keepMs });
    // A database that failed once is asked again, not believed to have said no.
    principal.catch(() => this.#kept.delete(credential));
    return principal;
  }

  async #read(headers: Headers): Promise<Principal | null> {
    // Not refreshed here: the new cookie could not be handed to the browser.
    const session = await this.#auth.api.getSession({ headers, query: { disableRefresh: true } });
    if (session === null) return null;
    const { id, name, username, role, sites } = session.user;
    const principal = { userId: id, username: username ?? name, session: session.session.id };
    const scope = scopeOf(role, sites);
    const { tablet, tabletSite, createdAt } = session.session;
    if (typeof tablet !== 'string' || typeof tabletSite !== 'string') return { ...principal, ...scope };
    // Counted from the unlocking: whatever has prolonged the session since does not prolong this.
    const untilMs = createdAt.getTime() + unlockedMinutes * 60_000;
    if (untilMs <= Date.now()) return null;
    return {
      ...principal,
      ...scopeOnTablet(scope, tabletSite),
      tablet: { id: tablet, until: new Date(untilMs).toISOString() },
    };
  }
}

/** The key of `Authorization: Bearer <key>`. */
export function bearerKey(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

/** The value of a cookie in a `Cookie` header. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const cookie = part.trim();
    if (cookie.startsWith(`${name}=`)) return cookie.slice(name.length + 1);
  }
  return undefined;
}
