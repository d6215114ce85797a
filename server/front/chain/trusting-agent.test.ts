import { X509Certificate } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ClientAddresses } from '#server/network/client-address.ts';
import { testTls } from '#server/sensors/http/test-device.ts';
import { UpstreamProxy } from './upstream-proxy.ts';

const certificate = new X509Certificate(testTls.cert).fingerprint256;
const another = certificate.replace(/^../, certificate.startsWith('00') ? '11' : '00');

let asked: string[] = [];
const home = createServer(testTls, (request, response) => {
  asked.push(request.url ?? '');
  response.end('{"zones":[]}');
});
let proxy: UpstreamProxy | undefined;
const front = createHttpServer((request, response) =>
  proxy?.pass(
    { request, response, bodyLimit: Infinity, onMisdirected: () => response.destroy() },
    { kind: 'unread' },
  ),
);
let origin: string;
let url: string;

beforeAll(async () => {
  for (const server of [home, front]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  origin = `https://127.0.0.1:${(home.address() as AddressInfo).port}`;
  url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
});
afterAll(() => {
  proxy?.close();
  home.close();
  front.closeAllConnections();
  front.close();
});

function proxyTo(pinned: string | undefined): UpstreamProxy {
  proxy?.close();
  proxy = new UpstreamProxy(
    { id: 'home', origin, certificate: pinned },
    { key: 'k', isSecure: false, clients: new ClientAddresses(0), onChanged: async () => undefined },
  );
  return proxy;
}

it('passes on by HTTPS to the one certificate that the home names', async () => {
  const upstream = proxyTo(certificate);
  expect(await (await fetch(`${url}/page`)).text()).toBe('{"zones":[]}');
  expect(await upstream.ask('/chain/v1/sites')).toEqual({ zones: [] });
});

it.each([another, undefined])('sends nothing to who shows another certificate than %s', async (pinned) => {
  const upstream = proxyTo(pinned);
  asked = [];
  expect((await fetch(`${url}/page`)).status).toBe(503);
  await expect(upstream.ask('/chain/v1/sites')).rejects.toThrow();
  expect(asked).toEqual([]);
});
