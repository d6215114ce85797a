import { Server as HttpsServer } from 'node:https';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { tagAnswers } from '../platform/http/entity-tag.ts';
import { answerProblems, notFoundProblem, ProblemError, sendProblem } from '../platform/http/problem.ts';
import { answerKind, securityHeaders } from '../platform/http/security-headers.ts';
import type { Admission, PassedRequest } from './chain/forwarding-proof.ts';
import { describeApi } from './describe-api.ts';
import type { ServedCertificate } from './served-certificate.ts';

export interface AppOptions {
  readonly logger: FastifyBaseLogger;
  readonly version: string;
  /** Absent: HTTP. */
  readonly certificate?: ServedCertificate | undefined;
  /** Finds out where a request comes from. */
  readonly admission: Admission;
  /** Forwards a request to the sidecar that runs its site. */
  passOn?(request: FastifyRequest, reply: FastifyReply, passed: PassedRequest): Promise<void>;
}

const namingSiteSchema = z.looseObject({ site: z.string() });

function siteIn(named: unknown): string | undefined {
  return namingSiteSchema.safeParse(named).data?.site;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The sidecar that runs the site in the body answers; otherwise the one that is asked, unless a site is in the path. */
    readonly hasSiteInBody?: true;
    /** Answered by whichever sidecar is asked, although a site is in the path. */
    readonly isAnsweredAnywhere?: true;
    /** Answered by the sidecar that runs this site, although none is named. */
    readonly isAnsweredFor?: string;
  }
}

/** The HTTP server without its routes: schemas, problem documents, API description, headers. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { certificate, logger } = options;
  const app = fastify({
    // Fastify's own message about listening is for developers; what people need is printed at the start.
    loggerInstance: logger.child({}, { level: quietest(logger.level) }),
    // All hops are trusted: admission below removes what a client may not set in these headers.
    trustProxy: (_address, hop) => hop === 0,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    forceCloseConnections: true,
    ...(certificate !== undefined && { https: { ...certificate.pair } }),
  });
  certificate?.onRenewed((pair) => {
    if (app.server instanceof HttpsServer) app.server.setSecureContext(pair);
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, notFoundProblem(request)));
  admitRequests(app, options);
  sendSecurityHeaders(app);
  tagAnswers(app);
  await describeApi(app, options.version);
  return app;
}

/** Adds the security headers to every answer that does not set them itself. */
export function sendSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const headers = securityHeaders(answerKind(request.url), request.protocol === 'https');
    for (const [name, value] of Object.entries(headers)) {
      if (!reply.hasHeader(name)) reply.header(name, value);
    }
  });
}

/** Runs first: the client's address and protocol are read from the headers it leaves. */
function admitRequests(app: FastifyInstance, { admission, passOn }: AppOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    const sender = admission.admit(request.raw);
    if (sender === 'stranger') throw new ProblemError(421, 'The request is meant for another sidecar.');
    const { bodyLimit, config } = request.routeOptions;
    // Refused here as there: its home would close the connection while the body is still being sent, and the answer be lost.
    if (Number(request.headers['content-length'] ?? 0) > bodyLimit) return;
    const { isAnsweredAnywhere, isAnsweredFor } = config;
    const site = isAnsweredFor ?? siteIn(request.params);
    if (!isAnsweredAnywhere && site !== undefined) await passOn?.(request, reply, { sender, site });
  });
  if (passOn === undefined) return;
  // The site of these requests is in their body.
  app.addHook('preHandler', async (request, reply) => {
    // A body may be a video: only where it names a site it is looked into.
    const site = request.routeOptions.config.hasSiteInBody ? siteIn(request.body) : undefined;
    if (site === undefined) return;
    await passOn(request, reply, { sender: admission.admit(request.raw), site, body: request.body });
  });
}

/** The HTTP log writes warnings and worse, unless LOG_LEVEL asks for more or less. */
function quietest(level: string): string {
  return level === 'info' ? 'warn' : level;
}
