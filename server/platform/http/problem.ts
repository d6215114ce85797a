import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { FieldError, Problem, ProblemCode } from '#lib/contract/problem.ts';
import { expectationOf } from '../config/expectation-of.ts';
import { expectation } from '../config/wording.ts';
import { isStorageFailure } from '../database/storage-error.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'In conflict with the present state',
  412: 'Changed by somebody else meanwhile',
  413: 'Too large',
  415: 'Not a kind of content that is taken here',
  421: 'Meant for another sidecar',
  422: 'Not what this key was first sent with',
  429: 'Too many requests',
  501: 'Not possible with this set-up',
  500: 'Something went wrong inside Doorlight',
  502: 'The sensor did not do it',
  503: 'Not possible right now',
  504: 'The sensor did not answer in time',
};

/** The default code of each status. */
const codes: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid-request',
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  409: 'conflict',
  412: 'changed-meanwhile',
  413: 'too-large',
  429: 'too-many-requests',
  501: 'not-possible-here',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** The parts of a problem besides its text: RFC 9457 calls them extension members. */
export type ProblemExtension = Partial<Pick<Problem, 'code' | 'values' | 'errors' | 'sensorError'>>;

/** An expected failure of a request; the error handler turns it into a problem document (RFC 9457). */
export class ProblemError extends Error {
  readonly statusCode: number;
  readonly extension: ProblemExtension;

  /**
   * @param detail what was expected, what was found, and what to do
   * @param extension the same for programs; the default code is that of the status
   */
  constructor(statusCode: number, detail: string, extension: ProblemExtension = {}) {
    super(detail);
    this.statusCode = statusCode;
    this.extension = extension;
  }
}

/** An expected refusal of too many requests. The answer's `Retry-After` says when to retry. */
export class TooManyError extends ProblemError {
  readonly retryAfterMs: number;

  constructor(detail: string, retryAfterMs: number, extension: ProblemExtension = {}) {
    super(429, detail, extension);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Ends a request that comes too early. @throws TooManyError if there is a time to wait */
export function refuseWhile(waitMs: number, detail: string, extension: ProblemExtension = {}): void {
  if (waitMs > 0) throw new TooManyError(detail, waitMs, extension);
}

/** Answers every error of the API as `application/problem+json`; a bug is logged completely. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof TooManyError) retryAfter(reply, error.retryAfterMs);
    return sendProblem(request, reply, problemOf(error, request));
  });
}

/** Sets `Retry-After`, in whole seconds. */
function retryAfter(reply: FastifyReply, ms: number): void {
  reply.header('retry-after', String(Math.max(1, Math.ceil(ms / 1000))));
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Omit<Problem, 'instance'>,
) {
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .serializer(JSON.stringify)
    .send({ ...problem, instance: request.url.split('?')[0] ?? '' });
}

/** The answer for a path under `/api` that does not exist. */
export function notFoundProblem(request: FastifyRequest): Omit<Problem, 'instance'> {
  return {
    ...problem(404),
    detail: `There is no ${request.method} ${request.url.split('?')[0] ?? ''}. See /api/docs.`,
  };
}

function problemOf(error: FastifyError, request: FastifyRequest): Omit<Problem, 'instance'> {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map(
      ({ instancePath, keyword, params, message = 'is not valid' }): FieldError => {
        const path = instancePath.replace(/^\//, '').replaceAll('/', '.');
        const expected =
          expectationOf(message) === undefined ? expectation({ ...params, code: keyword }) : message;
        return expected === undefined
          ? { path, message }
          : { path, message: `expected ${expected}`, ...expectationOf(expected) };
      },
    );
    const where = error.validationContext ?? 'request';
    const detail = errors.map(({ path, message }) => `${path === '' ? where : path}: ${message}`).join('; ');
    return { ...problem(400), detail, errors };
  }
  const status = error.statusCode ?? 500;
  if (error instanceof ProblemError) {
    return { ...problem(status), detail: error.message, ...error.extension };
  }
  if (status < 500) return { ...problem(status), detail: error.message };
  if (isStorageFailure(error)) {
    request.log.warn({ error: error.message }, 'a request is refused: its data cannot be read or saved');
    return {
      ...problem(503),
      code: 'storage',
      // Not the failure's own text: it names hosts and files, and anybody may send requests.
      detail:
        'The database or its disk refuses, or does not answer in time; the log of the server says why. Doorlight goes on by itself once it works; then ask again.',
    };
  }
  request.log.error(error);
  return { ...problem(500), detail: 'The error is in the log of the server. Please try again.' };
}

/** The part of a problem document that depends only on the status. */
export function problem(status: number): Pick<Problem, 'type' | 'title' | 'status' | 'code'> {
  const code = codes[status] ?? (status < 500 ? 'invalid-request' : 'internal');
  return { type: 'about:blank', title: titles[status] ?? 'The request failed', status, code };
}
