import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { server as modbusServer } from 'jsmodbus';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { LampStatus } from '#lib/contract/lamp.ts';
import { RunningSidecar, type Visitor } from './test-support/running-sidecar.ts';

let sidecar: RunningSidecar;
let admin: Visitor;
const coils = Buffer.alloc(8);
const tcp = createServer((socket) => socket.on('error', () => undefined));

beforeAll(async () => {
  new modbusServer.TCP(tcp, { coils });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  sidecar = await RunningSidecar.start(`
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-people-counter, url: 'http://127.0.0.1:9' }]
    zones: [{ id: shop, name: Shop, capacity: 10, sources: [{ sensor: door }] }]
    lamps:
      - id: tower
        zone: shop
        driver: modbus-tcp
        url: modbus://127.0.0.1:${(tcp.address() as AddressInfo).port}
        repeat: 1s
        states: { green: { 0: true, 1: false, 2: false }, red: { 0: false, 1: true, 2: false }, unknown: { 0: false, 1: false, 2: true }, leave: { 0: true, 1: true, 2: true } }
`);
  admin = await sidecar.signIn();
});

afterAll(() => {
  tcp.close();
});

const lit = () => coils[0];
const lamps = async (visitor: Visitor) =>
  (await sidecar.read<{ lamps: LampStatus[] }>('/api/v1/lamps', visitor)).lamps;

it('lamps show what is true, and what staff says', async () => {
  // Its sensor is not heard.
  await expect.poll(() => lit()).toBe(0b100);
  await vi.waitFor(async () => {
    expect(await lamps(admin)).toMatchObject([
      { lamp: 'tower', wanted: 'unknown', shown: 'unknown', condition: 'ok' },
    ]);
  }, 60_000);
  const hold = await sidecar.send('PUT', '/api/v1/zones/bern/shop/hold', admin, { light: 'red' });
  expect(hold.status).toBeLessThan(300);
  await expect.poll(() => lit()).toBe(0b010);
});

it('are tried out by those who configure, and the log says so', async () => {
  const staff = await sidecar.user('staff', 'staff');
  const path = '/api/v1/lamps/bern/tower/test';
  expect((await sidecar.send('POST', path, staff, { state: 'green' })).status).toBe(403);
  expect(await lamps(staff)).toHaveLength(1);
  expect((await sidecar.send('POST', path, admin, { state: 'green', seconds: 60 })).status).toBe(200);
  await expect.poll(() => lit()).toBe(0b001);
  expect((await sidecar.send('POST', path, admin, {})).status).toBe(200);
  await expect.poll(() => lit()).toBe(0b010);
  const log = await sidecar.fetch('/api/v1/audit', admin);
  expect(await log.text()).toContain('"lamp-test"');
  expect((await sidecar.send('POST', '/api/v1/lamps/bern/no/test', admin, {})).status).toBe(404);
});

it('come and go with the configuration, and fall to what is safe when they go', async () => {
  const path = '/api/v1/config/bern/lamp/second';
  const url = `modbus://127.0.0.1:${(tcp.address() as AddressInfo).port}`;
  const states = { unknown: { 3: true }, leave: { 3: false } };
  const lamp = { zone: 'shop', driver: 'modbus-tcp', url, failSafe: 'leave', states };
  const headers = { 'content-type': 'application/json', 'if-none-match': '*' };
  const made = await sidecar.fetch(path, admin, { method: 'PUT', body: JSON.stringify(lamp), headers });
  expect([made.status, made.ok ? '' : await made.text()]).toEqual([made.status, '']);
  await expect.poll(() => lit()).toBe(0b1010);
  const { revision } = await sidecar.read<{ revision: string }>(path, admin);
  const removed = await sidecar.fetch(path, admin, {
    method: 'DELETE',
    headers: { 'if-match': `"${revision}"` },
  });
  expect([removed.status, removed.ok ? '' : await removed.text()]).toEqual([removed.status, '']);
  await expect.poll(() => lit()).toBe(0b0010);
  await sidecar.stop();
  expect(lit()).toBe(0b0100);
});
