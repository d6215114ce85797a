import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';
import { livePath } from '#lib/contract/live-events.ts';
import { waitingPage } from '../platform/http/waiting-page.ts';
import { passUpgrade } from './pass-upgrade.ts';

/**
 * Passes every request that is not ours to the pages' process. While that is down, a plain page that tries
 * again is the answer: a screen that is switched on before the pages are up comes alive by itself.
 *
 * @param pagesUrl origin of the pages' process, on loopback
 */
export async function proxyPages(app: FastifyInstance, pagesUrl: string): Promise<void> {
  await app.register(httpProxy, {
    upstream: pagesUrl,
    // Upgrades are dealt with below: the proxy's own handling would swallow the live socket's.
    websocket: false,
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
        path: request.url,
        headers: request.headers,
      }),
      socket,
      head,
    );
  });
}
