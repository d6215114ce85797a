import { APIError } from 'better-auth/api';
import { unlockedMinutes } from '#lib/contract/tablet.ts';
import { StorageError } from '../database/storage-error.ts';
import type { Auth } from './auth.ts';
import { type Roles, type Scope, scopeOnTablet, storedRoles } from './roles.ts';

/** A signed-in user or program. */
export interface Principal extends Scope {
  readonly userId: string;
  readonly username: string;
  /** Id of the session; programs have none. */
  readonly session?: string;
  /** Present where a PIN has opened a shared tablet. `until`: ISO 8601 UTC. */
  readonly tablet?: { readonly id: string; readonly until: string };
}

/** Somebody who is signed in, with roles as they are given: what these allow changes with the sites. */
export interface Known {
  readonly who: Omit<Principal, keyof Scope>;
  readonly roles: Roles;
  /** The site of the shared tablet that a PIN has opened. */
  readonly tabletSite?: string;
}

/** The headers that identify a caller; those of Node's requests and socket handshakes fit. */
export interface CredentialHeaders {
  readonly cookie?: string | undefined;
  readonly authorization?: string | undefined;
}

export interface SessionsOptions {
  readonly auth: Auth;
  /** Finds the owner of an API key; without it every key is refused. */
  readonly keyOwner?: (key: string) => Promise<Known | null>;
  /** What roles allow now. */
  readonly scope: (roles: Roles) => Scope;
  /** Called when a caller may have changed. */
  readonly onForget?: () => void;
  /** Monotonic milliseconds. */
  readonly monotonic?: () => number;
}

/** For how long an answer is cached: changes by other processes show after this time at the latest. */
const keepMs = 2000;
const maxKept = 1000;

interface Kept {
  readonly known: Promise<Known | null>;
  readonly untilMs: number;
}

/** Identifies callers, cheaply enough for every request and socket. */
export class Sessions {
  readonly #auth: Auth;
  readonly #keyOwner: (key: string) => Promise<Known | null>;
  readonly #scope: (roles: Roles) => Scope;
  readonly #onForget: () => void;
  readonly #monotonic: () => number;
  readonly #kept = new Map<string, Kept>();

  constructor(options: SessionsOptions) {
    const { auth, keyOwner = async () => null, monotonic = () => performance.now() } = options;
    this.#auth = auth;
    this.#onForget = options.onForget ?? (() => {});
    this.#keyOwner = keyOwner;
    this.#scope = options.scope;
    this.#monotonic = monotonic;
  }

  /**
   * The caller; null if there is none. If a request has an API key, its cookie is ignored: requests with keys
   * need not prove their origin, those with cookies have to.
   */
  async principal(headers: CredentialHeaders): Promise<Principal | null> {
    const known = await this.#known(headers);
    if (known === null) return null;
    const { who, roles, tabletSite } = known;
    // At each request: the sites of a tag may have changed meanwhile.
    const scope = this.#scope(roles);
    return { ...who, ...(tabletSite === undefined ? scope : scopeOnTablet(scope, tabletSite)) };
  }

  async #known(headers: CredentialHeaders): Promise<Known | null> {
    const key = bearerKey(headers.authorization);
    if (key !== undefined) return this.#remembered(`key ${key}`, () => this.#keyOwner(key));
    const { authCookies } = await this.#auth.$context;
    const name = authCookies.sessionToken.name;
    const value = cookieValue(headers.cookie, name);
    if (value === undefined) return null;
    return this.#remembered(`cookie ${value}`, () => this.#read(new Headers({ cookie: `${name}=${value}` })));
  }

  /** Clears the cache: a sign-out or a new role takes effect at once. */
  forget(): void {
    this.#kept.clear();
    this.#onForget();
  }

  #remembered(credential: string, read: () => Promise<Known | null>): Promise<Known | null> {
    const now = this.#monotonic();
    const kept = this.#kept.get(credential);
    if (kept !== undefined && kept.untilMs > now) return kept.known;
    if (this.#kept.size >= maxKept) this.#kept.clear();
    const known = read();
    this.#kept.set(credential, { known, untilMs: now + keepMs });
    // A failure of the database is not cached as a refusal.
    known.catch(() => this.#kept.delete(credential));
    return known;
  }

  async #read(headers: Headers): Promise<Known | null> {
    // Not refreshed here: the new cookie could not be sent to the browser.
    const session = await this.#auth.api
      .getSession({ headers, query: { disableRefresh: true } })
      .catch(asStorageFailure);
    if (session === null) return null;
    const { id, name, username, role, sites } = session.user;
    const who = { userId: id, username: username ?? name, session: session.session.id };
    const roles = storedRoles(role, sites);
    const { tablet, tabletSite, createdAt } = session.session;
    if (typeof tablet !== 'string' || typeof tabletSite !== 'string') return { who, roles };
    // Counted from the unlock: a prolonged session does not prolong this.
    const untilMs = createdAt.getTime() + unlockedMinutes * 60_000;
    if (untilMs <= Date.now()) return null;
    const until = new Date(untilMs).toISOString();
    return { who: { ...who, tablet: { id: tablet, until } }, roles, tabletSite };
  }
}

/** A session is only read from the database. The library logs why that failed, and throws an error that does not say it. */
function asStorageFailure(error: unknown): never {
  if (!(error instanceof APIError) || error.statusCode < 500) throw error;
  throw new StorageError('The session cannot be read.', 'NO_ANSWER', { cause: error });
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
