import { randomBytes } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';
import { basePath, under } from '#lib/base-path.ts';
import { addressHeader } from '#lib/console-focus.ts';
import { livePath } from '#lib/contract/live-events.ts';
import { answerKind, pagePolicy, plainPagePolicy } from '../platform/http/security-headers.ts';
import { waitingPage } from '../platform/http/waiting-page.ts';
import { passUpgrade } from './pass-upgrade.ts';

export interface PagesProxyOptions {
  /** Origin of the pages' process, on loopback. */
  readonly pagesUrl: string;
  /** The origin that browsers use, if it differs from the one requested. */
  readonly publicUrl: string | undefined;
  readonly isDevelopment: boolean;
}

function pagesPath(url: string): string {
  const isFirstPage = url === '/' || url.startsWith('/?');
  return basePath !== '' && isFirstPage ? `${basePath}${url.slice(1)}` : under(url);
}

/**
 * Passes every request that is not ours to the pages' process. While that is down, it answers with a plain page
 * that retries: a screen that is switched on before the pages are up recovers on its own.
 *
 * Each page gets a Content-Security-Policy with its own nonce. Next reads it from the request and marks its
 * scripts with it; for our own scripts the pages read `x-nonce`.
 */
export async function proxyPages(app: FastifyInstance, options: PagesProxyOptions): Promise<void> {
  const { pagesUrl, publicUrl, isDevelopment } = options;
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  await app.register(httpProxy, {
    upstream: pagesUrl,
    // The pages know their base path, and want it; Next leads away from one that ends with a slash.
    preRewrite: (url) => pagesPath(url),
    // Upgrades are handled below: the proxy's own handling would also take those of the live socket.
    websocket: false,
    preHandler: async (request, reply) => {
      const kind = answerKind(request.url);
      if (kind === 'file') return;
      const nonce = randomBytes(16).toString('base64');
      const hosts = [request.host, publicHost];
      const policy = pagePolicy(kind, { nonce, hosts, isDevelopment });
      const own = { 'content-security-policy': policy, 'x-nonce': nonce, [addressHeader]: request.url };
      Object.assign(request.raw.headers, own);
      reply.header('content-security-policy', policy);
    },
    replyOptions: {
      rewriteRequestHeaders: (request, headers) => ({
        ...headers,
        'x-forwarded-host': request.host,
        'x-forwarded-proto': request.protocol,
      }),
      onError: async (reply) => {
        const { headers, url } = reply.request;
        const page = await waitingPage(headers['accept-language'], url);
        reply
          .code(503)
          .header('content-type', 'text/html; charset=utf-8')
          .header('content-security-policy', plainPagePolicy(answerKind(url), page))
          .header('cache-control', 'no-store')
          .header('retry-after', '2')
          .send(page);
      },
    },
  });
  const pages = new URL(pagesUrl);
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.startsWith(livePath)) return;
    passUpgrade(
      // A socket of the pages: hot reload in development.
      httpRequest({
        host: pages.hostname,
        port: pages.port,
        method: request.method,
        path: pagesPath(request.url ?? '/'),
        headers: request.headers,
      }),
      socket,
      head,
    );
  });
}
