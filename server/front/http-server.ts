import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { basePath } from '#lib/base-path.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Sites } from '#server/site/sites.ts';
import { ClientAddresses } from '../network/client-address.ts';
import type { Feature } from '../platform/feature.ts';
import { createApp } from './app.ts';
import type { Chain } from './chain/chain.ts';
import { chainRoutes } from './chain/chain-routes.ts';
import { Admission } from './chain/forwarding-proof.ts';
import { healthRoutes } from './health.ts';
import { createMetrics } from './metrics.ts';
import { proxyPages } from './pages-proxy.ts';
import type { ServedCertificate } from './served-certificate.ts';

export interface HttpServerParts {
  readonly platform: Platform;
  readonly sites: Sites;
  /** The other sidecars, where several share an installation. */
  readonly chain?: Chain | undefined;
  /** Absent: HTTP. */
  readonly certificate?: ServedCertificate | undefined;
  /** Origin of the pages' process; without it only the API and the socket are served. */
  readonly pagesUrl?: string | undefined;
  /** Displays and consoles connected now. */
  sockets(): number;
}

/** The one server that the world talks to: the routes of all features, health and metrics, and the pages. */
export class HttpServer implements Feature {
  readonly name = 'server';
  readonly #parts: HttpServerParts;
  readonly #app: FastifyInstance;
  readonly #admission: Admission;

  private constructor(parts: HttpServerParts, app: FastifyInstance, admission: Admission) {
    this.#parts = parts;
    this.#app = app;
    this.#admission = admission;
  }

  static async create(parts: HttpServerParts): Promise<HttpServer> {
    const { certificate, chain, platform } = parts;
    const { environment, logger, version } = platform;
    const admission = new Admission(
      new ClientAddresses(environment.trustedProxies),
      chain && { key: chain.key, id: chain.membership.id },
    );
    const app = await createApp({
      logger,
      version,
      admission,
      ...(chain !== undefined && { passOn: chain.passOn }),
      certificate,
    });
    return new HttpServer(parts, app, admission);
  }

  /** Adds every route; the pages last, because they take whatever nobody else does. */
  async addRoutes(features: readonly Feature[]): Promise<void> {
    const { platform, sites, pagesUrl, sockets, chain } = this.#parts;
    const { environment, version } = platform;
    if (chain !== undefined)
      await this.#app.register(chainRoutes(chain, (request) => this.#admission.admit(request)));
    for (const route of features.flatMap(({ routes = [] }) => routes)) await this.#app.register(route);
    await this.#app.register(
      healthRoutes({
        version,
        metrics: createMetrics(sites, sockets, chain),
        metricsToken: environment.metricsToken,
        unready: async () => [
          ...(sites.isStoring ? [] : ['storage']),
          ...(pagesUrl === undefined || (await answers(pagesUrl)) ? [] : ['pages']),
        ],
      }),
    );
    if (pagesUrl !== undefined) {
      const { publicUrl, isDevelopment = false } = environment;
      await proxyPages(this.#app, { pagesUrl, publicUrl, isDevelopment });
    }
  }

  /**
   * Listens, for sockets as well.
   *
   * @returns the port
   * @throws when it is taken; the message says so
   */
  async listen(live: { attach(server: FastifyInstance['server']): void }): Promise<number> {
    const { platform } = this.#parts;
    const { server } = this.#app;
    live.attach(server);
    server.prependListener('request', withoutBasePath);
    server.prependListener('upgrade', withoutBasePath);
    // First of all: everything else believes what is left of the headers.
    server.prependListener('request', this.#admission.admit);
    server.prependListener('upgrade', this.#admission.admit);
    const { port, host } = platform.environment;
    await this.#app.listen({ port, host });
    return (server.address() as AddressInfo).port;
  }

  start(): void {
    this.#parts.certificate?.start();
  }

  async stop(): Promise<void> {
    this.#parts.certificate?.stop();
    await this.#app.close();
  }
}

/** Everything of ours is below the base path, whether a proxy passes it on or removes it. */
function withoutBasePath(request: IncomingMessage): void {
  const { url = '/' } = request;
  if (basePath === '' || !url.startsWith(basePath)) return;
  const rest = url.slice(basePath.length);
  if (rest === '' || rest.startsWith('?')) request.url = `/${rest}`;
  else if (rest.startsWith('/')) request.url = rest;
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/healthz', url), {
      signal: AbortSignal.timeout(2000),
      redirect: 'manual',
    });
    await answer.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
