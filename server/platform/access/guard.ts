import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Permission, Role, SiteRole } from '#lib/contract/principal.ts';
import { countedAddress } from '#server/network/client-address.ts';
import { ProblemError, refuseWhile } from '../http/problem.ts';
import { type Limit, longestWait, type MakeLimit } from '../limits/limits.ts';
import { keyHint } from './api-key.ts';
import { roleAt } from './roles.ts';
import { bearerKey } from './sessions.ts';

/** Wrong API keys in a minute, from one address or with the same beginning. */
const maxWrongKeys = 60;

/** The user or program that sent a request. */
export interface Caller {
  readonly userId: string;
  readonly username: string;
  /** Its role at all sites; with `sites`, only at those, and this is the highest of them. */
  readonly role: Role;
  readonly sites?: Readonly<Record<string, SiteRole>>;
  /** Id of the session; programs have none. */
  readonly session?: string;
  /** Present where a PIN has opened a shared tablet. */
  readonly tablet?: { readonly id: string; readonly until: string };
}

/** A caller, with the sites at which it has the requested permission. */
export interface CallerSomewhere extends Caller {
  /** Whether the caller may do at this site what was asked. */
  readonly reaches: (site: string) => boolean;
}

/** Access control for the API. */
export interface Access {
  /** The caller behind a session cookie or an API key; null if there is none. */
  caller(headers: IncomingHttpHeaders): Promise<Caller | null>;
  can(role: Role, permission: Permission): boolean;
  /** Whether a request that changes something comes from our own pages, or from a program with a key. */
  isOwnRequest(request: { readonly method: string; readonly headers: IncomingHttpHeaders }): boolean;
}

/**
 * Lets a request pass or ends it: 401 without a caller, 403 without permission. The only place that handles
 * scope.
 */
export class Guard {
  readonly #access: Access;
  readonly #wrongKeysFrom: Limit;
  readonly #wrongKeysLike: Limit;

  constructor(access: Access, limit: MakeLimit) {
    this.#access = access;
    this.#wrongKeysFrom = limit({ name: 'wrong keys by address', max: maxWrongKeys, windowS: 60 });
    this.#wrongKeysLike = limit({ name: 'wrong keys by beginning', max: maxWrongKeys, windowS: 60 });
  }

  /**
   * The caller of a request, with a permission at a site; without a site, at every site and for global
   * settings. Checked before the site is looked up: a caller without a role there does not learn what exists.
   */
  async require(request: FastifyRequest, permission: Permission, site?: string): Promise<Caller> {
    const caller = await this.#signedIn(request);
    const role = roleAt(caller, site);
    if (role === undefined) {
      throw new ProblemError(
        403,
        site === undefined
          ? `This needs the right to ${permission} at all sites.`
          : `This needs the right to ${permission} at the site ${site}; ${caller.username} has no role there.`,
      );
    }
    if (!this.#access.can(role, permission)) refuse(role, permission);
    this.#checkOrigin(request);
    return caller;
  }

  /** The caller of a request about several sites, with the permission at one of them at least. */
  async requireSomewhere(request: FastifyRequest, permission: Permission): Promise<CallerSomewhere> {
    const caller = await this.#signedIn(request);
    if (!this.#access.can(caller.role, permission)) refuse(caller.role, permission);
    this.#checkOrigin(request);
    return {
      ...caller,
      reaches: (site) => {
        const role = roleAt(caller, site);
        return role !== undefined && this.#access.can(role, permission);
      },
    };
  }

  /** Any signed-in caller. */
  async requireAnyone(request: FastifyRequest): Promise<Caller> {
    const caller = await this.#signedIn(request);
    this.#checkOrigin(request);
    return caller;
  }

  /** Ends a request sent by a page of another origin. */
  requireOwnOrigin(request: FastifyRequest): void {
    this.#checkOrigin(request);
  }

  async #signedIn(request: FastifyRequest): Promise<Caller> {
    const caller = await this.#access.caller(request.headers);
    if (caller !== null) return caller;
    const key = bearerKey(request.headers.authorization);
    // Only wrong keys are counted: guessing must not block programs with the right key.
    if (key !== undefined) {
      const waitMs = await longestWait(
        this.#wrongKeysFrom.consume(countedAddress(request.ip)),
        this.#wrongKeysLike.consume(keyHint(key)),
      );
      refuseWhile(waitMs, 'Too many wrong API keys. Wait a minute.');
    }
    throw new ProblemError(401, 'Sign in, or send an API key as "Authorization: Bearer <key>".');
  }

  #checkOrigin(request: FastifyRequest): void {
    if (this.#access.isOwnRequest(request)) return;
    throw new ProblemError(403, 'The request comes from a page of another origin.');
  }
}

function refuse(role: Role, permission: Permission): never {
  throw new ProblemError(403, `This needs the right to ${permission}; the role ${role} does not have it.`);
}
