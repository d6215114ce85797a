import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testTls } from '#server/sensors/http/test-device.ts';
import { StandbyServer } from './standby-server.ts';

const certificate = new X509Certificate(testTls.cert).fingerprint256;
const another = certificate.replace(/^../, certificate.startsWith('00') ? '11' : '00');

let asked: string[] = [];
const active = createServer(testTls, (request, response) => {
  asked.push(request.url ?? '');
  response.setHeader('x-doorlight-active', 'turn').end('answer');
});
const sockets = new Server(active);
let origin: string;
let standby: StandbyServer;
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => active.listen(0, '127.0.0.1', resolve));
  origin = `https://127.0.0.1:${(active.address() as AddressInfo).port}`;
  standby = new StandbyServer({
    environment: { host: '127.0.0.1', port: 0, trustedProxies: 0 },
    key: 'k',
    version: 'test',
  });
  url = `http://127.0.0.1:${await standby.listen()}`;
});
afterAll(async () => {
  await standby?.close();
  await sockets.close();
});

it('passes on by HTTPS to the one certificate that the lease names, requests and sockets', async () => {
  standby.setUpstream({ id: 'turn', origin, certificate });
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${url}/page`)).text()).toBe('answer');
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  socket.disconnect();
});

it.each([another, undefined])('tells nothing to who shows another certificate than %s', async (pinned) => {
  standby.setUpstream({ id: 'turn', origin, certificate: pinned });
  asked = [];
  expect((await fetch(`${url}/page`)).status).toBe(503);
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true });
  await new Promise((resolve) => socket.once('connect_error', resolve));
  expect(asked).toEqual([]);
});
