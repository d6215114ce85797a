import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Permission, Role } from '#lib/contract/principal.ts';
import { ProblemError } from './problem.ts';

/** Who is asking. */
export interface Caller {
  readonly username: string;
  readonly role: Role;
}

/** How the API learns who is asking, and what they may do. */
export interface Access {
  /** The caller behind a session cookie or an API key; null for nobody. */
  caller(headers: IncomingHttpHeaders): Promise<Caller | null>;
  can(role: Role, permission: Permission): boolean;
  /** Whether a request that changes something comes from our own pages, or from a program with a key. */
  isOwnRequest(request: { readonly method: string; readonly headers: IncomingHttpHeaders }): boolean;
}

/** Lets a request pass or ends it: 401 for nobody, 403 for who may not. */
export class Guard {
  readonly #access: Access;

  constructor(access: Access) {
    this.#access = access;
  }

  /** The caller of a request, who may do what `permission` says. */
  async require(request: FastifyRequest, permission: Permission): Promise<Caller> {
    const caller = await this.#access.caller(request.headers);
    if (caller === null)
      throw new ProblemError(401, 'Sign in, or send an API key as "Authorization: Bearer <key>".');
    if (!this.#access.can(caller.role, permission)) {
      throw new ProblemError(
        403,
        `This needs the right to ${permission}; the role ${caller.role} does not have it.`,
      );
    }
    if (!this.#access.isOwnRequest(request)) {
      throw new ProblemError(403, 'The request comes from a page of another origin.');
    }
    return caller;
  }
}
