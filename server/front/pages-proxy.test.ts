import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendSecurityHeaders } from './app.ts';
import { proxyPages } from './pages-proxy.ts';

/** Stands for the pages' process; it records the requests. */
let pages: Server;
let asked: IncomingHttpHeaders;
let app: FastifyInstance;

beforeAll(async () => {
  pages = createServer((request, response) => {
    asked = request.headers;
    response.setHeader('content-type', 'text/html').end('<p>A page</p>');
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const pagesUrl = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  app = fastify({ trustProxy: true });
  sendSecurityHeaders(app);
  await proxyPages(app, { pagesUrl, publicUrl: 'https://doorlight.example.com', isDevelopment: false });
});

afterAll(async () => {
  await app.close();
  pages.close();
});

const nonceIn = (policy: unknown) => /'nonce-([^']+)'/.exec(String(policy))?.[1];

describe('a page that is passed on', () => {
  it('has a nonce of its own each time, which the page server is sent and nobody else chooses', async () => {
    const seen = new Set<string | undefined>();
    for (let count = 0; count < 3; count++) {
      const headers = { 'x-nonce': 'mine', 'content-security-policy': "script-src 'nonce-mine'" };
      const answer = await app.inject({ url: '/console', headers });
      const policy = answer.headers['content-security-policy'];
      expect(asked['content-security-policy']).toBe(policy);
      expect(asked['x-nonce']).toBe(nonceIn(policy));
      seen.add(nonceIn(policy));
    }
    expect(seen.size).toBe(3);
    for (const nonce of seen) expect(Buffer.from(nonce ?? '', 'base64').length).toBe(16);
  });

  it('may open a socket at the address asked and at the public one', async () => {
    const answer = await app.inject({ url: '/display/bern/entrance', headers: { host: '10.0.0.5:3000' } });
    expect(answer.headers['content-security-policy']).toContain(
      "connect-src 'self' ws://10.0.0.5:3000 wss://10.0.0.5:3000 ws://doorlight.example.com wss://doorlight.example.com",
    );
  });

  it('keeps browsers on HTTPS where a proxy in front says that they came by it', async () => {
    const secure = await app.inject({ url: '/console', headers: { 'x-forwarded-proto': 'https' } });
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000');
    const plain = await app.inject('/console');
    expect(plain.headers['strict-transport-security']).toBeUndefined();
  });

  it('is framed by whom its kind allows', async () => {
    const display = await app.inject('/display/bern/entrance');
    expect(display.headers['x-frame-options']).toBeUndefined();
    const console = await app.inject('/console');
    expect(console.headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(console.headers['content-security-policy']).toContain("frame-ancestors 'self'");
  });
});

describe('while the pages are down', () => {
  it('the page that waits runs nothing, and its style sheet is known by its hash', async () => {
    const lonely = fastify();
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
    const pagesUrl = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}`;
    await new Promise((resolve) => nobody.close(resolve));
    await proxyPages(lonely, { pagesUrl, publicUrl: undefined, isDevelopment: false });
    const answer = await lonely.inject('/display/bern/entrance');
    expect(answer.statusCode).toBe(503);
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'/);
    expect(policy).not.toContain('script-src');
    await lonely.close();
  });
});
