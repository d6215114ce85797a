import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Problem } from '#lib/contract/problem.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'In conflict with the present state',
  429: 'Too many requests',
  501: 'Not possible with this set-up',
  500: 'Something went wrong inside Doorlight',
  503: 'Not possible right now',
};

/** An expected failure of a request; the error handler turns it into a problem document (RFC 9457). */
export class ProblemError extends Error {
  readonly statusCode: number;
  readonly errors: Problem['errors'];

  /**
   * @param detail what was expected, what came, and what to do
   * @param errors the same by field, for forms
   */
  constructor(statusCode: number, detail: string, errors?: Problem['errors']) {
    super(detail);
    this.statusCode = statusCode;
    this.errors = errors;
  }
}

/** Answers every error of the API as `application/problem+json`, in words; what is a bug is logged whole. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) =>
    sendProblem(request, reply, problemOf(error, request)),
  );
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
    const errors = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: issue.message ?? 'is not valid',
    }));
    const where = error.validationContext ?? 'request';
    const detail = errors.map(({ path, message }) => `${path === '' ? where : path}: ${message}`).join('; ');
    return { ...problem(400), detail, errors };
  }
  const status = error.statusCode ?? 500;
  if (error instanceof ProblemError) {
    const { message: detail, errors } = error;
    return { ...problem(status), detail, ...(errors === undefined ? {} : { errors }) };
  }
  if (status < 500) return { ...problem(status), detail: error.message };
  request.log.error(error);
  return { ...problem(500), detail: 'The error is in the log of the server. Please try again.' };
}

function problem(status: number): Pick<Problem, 'type' | 'title' | 'status'> {
  return { type: 'about:blank', title: titles[status] ?? 'The request failed', status };
}
