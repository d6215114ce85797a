import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { server as modbusServer } from 'jsmodbus';
import { connectAsync } from 'mqtt';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { systemClock } from '#server/clock.ts';
import { Outbound } from '#server/network/outbound.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { parseSiteFile } from '#server/platform/config/site-file.ts';
import { families } from '#server/sensors/registry.ts';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import { Lamps, lampStateOf } from './lamps.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const state = (light: ZoneState['light'], more: Partial<ZoneState> = {}): ZoneState => ({
  site: 'bern',
  zone: 'shop',
  name: 'Shop',
  occupancy: 1,
  capacity: 10,
  utilization: 0.1,
  light,
  reason: 'free',
  since: '2026-01-01T00:00:00.000Z',
  asOf: '2026-01-01T00:00:00.000Z',
  validForMs: 3000,
  seq: 1,
  in: 1,
  out: 0,
  drift: 0,
  simulated: false,
  warnings: [],
  ...more,
});

function sitesWith(lamp: string): readonly SiteConfig[] {
  const text = `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-people-counter, url: 'http://10.0.0.11' }]
    zones: [{ id: shop, name: Shop, capacity: 10, sources: [{ sensor: door }] }]
    lamps:
      - ${lamp}
`;
  return parseSiteFile(text, 'site.yaml', { families, variables: {} }).configuration.sites;
}

function wrong(lamp: string): string {
  try {
    sitesWith(lamp);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing is wrong';
}

function running(lamp: string): Lamps {
  const sites = sitesWith(lamp);
  const lamps = new Lamps({
    clock: systemClock,
    outbound: new Outbound({}),
    sites: () => sites,
    mayTell: () => undefined,
    onBug: (_lamp, error) => {
      throw error;
    },
  });
  closing.push(() => lamps.stop());
  lamps.start();
  return lamps;
}

const conditionOf = (lamps: Lamps) => lamps.statuses()[0]?.condition;

/** A real Modbus server. */
async function modbusDevice() {
  const coils = Buffer.alloc(8);
  const sockets = new Set<Socket>();
  const tcp = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  new modbusServer.TCP(tcp, { coils });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    tcp.close();
  });
  return {
    port: (tcp.address() as AddressInfo).port,
    /** Which of the first three coils are on. */
    lit: () => [0, 1, 2].filter((coil) => ((coils[0] ?? 0) >> coil) & 1),
    switchByHand: (byte: number) => coils.writeUInt8(byte, 0),
    breakOff: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The ports of an Axis device, as VAPIX has them. */
async function axisDevice() {
  const ports = new Map<string, boolean>();
  const asked: string[] = [];
  let isStuck = false;
  const server: Server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://device').searchParams;
    asked.push([...query].map(([key, value]) => `${key}=${value}`).join('&'));
    const [, port = '', on] = /^(\d+):([/\\])$/.exec(query.get('action') ?? '') ?? [];
    if (on !== undefined && !isStuck) ports.set(port, on === '/');
    const found = (query.get('checkactive') ?? '')
      .split(',')
      .map((each) => `port${each}=${ports.get(each) === true ? 'active' : 'inactive'}`);
    response.setHeader('content-type', 'text/plain');
    response.end(query.has('checkactive') ? found.join('\r\n') : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    lit: () => [...ports].filter(([, on]) => on).map(([port]) => port),
    asked,
    jam: (stuck: boolean) => {
      isStuck = stuck;
    },
  };
}

const tower = (url: string, more = '') =>
  `{ id: tower, zone: shop, driver: modbus-tcp, url: ${url}, repeat: 1s, ${more} ` +
  'states: { green: { 0: true, 1: false, 2: false }, red: { 0: false, 1: true, 2: false }, unknown: { 0: false, 1: false, 2: true } } }';

describe('the configuration of a lamp', () => {
  it('says what a lamp shows in each state, none missing', () => {
    const [lamp] = sitesWith(tower('modbus://10.0.0.41'))[0]?.lamps ?? [];
    const coils = (shown: 'amber' | 'closed' | 'keepOut' | 'leave') => {
      const setting = lamp?.settings.get(shown);
      return setting?.kind === 'outputs' ? [...setting.outputs].find(([, on]) => on)?.[0] : undefined;
    };
    expect([coils('amber'), coils('closed'), coils('keepOut'), coils('leave')]).toEqual([1, 2, 1, 2]);
    expect(lamp?.failSafe).toBe('unknown');
  });

  it.each([
    ['{ id: a, zone: shop, driver: mqtt, url: mqtt://b, topic: t, states: { green: "1" } }', 'unknown'],
    [
      '{ id: a, zone: hall, driver: mqtt, url: mqtt://b, topic: t, states: { unknown: "0" } }',
      'the id of a zone',
    ],
    ['{ id: a, zone: shop, driver: mqtt, url: mqtt://b, states: { unknown: "0" } }', 'an MQTT topic'],
    [
      '{ id: a, zone: shop, driver: mqtt, url: mqtt://b, topic: t, states: { unknown: "0", gren: "1" } }',
      'gren',
    ],
    [
      '{ id: a, zone: shop, driver: modbus-tcp, url: http://b, states: { unknown: { 0: true } } }',
      'modbus://',
    ],
    ['{ id: a, zone: shop, driver: axis-io, url: http://b, states: { unknown: { 0: on } } }', 'outputs'],
    [
      '{ id: a, zone: shop, driver: axis-io, url: http://b, holdAtRed: true, open: { 1: false }, shut: { 1: true } }',
      'entry',
    ],
  ])('tells what is wrong in %s', (lamp, words) => {
    expect(wrong(lamp)).toContain(words);
  });

  it('lets people out through a barrier, whatever is', () => {
    const barrier =
      '{ id: gate, zone: shop, driver: axis-io, url: http://10.0.0.9, holdAtRed: true, door: entry, open: { 1: false }, shut: { 1: true } }';
    const [lamp] = sitesWith(barrier)[0]?.lamps ?? [];
    const isShut = [...(lamp?.settings ?? [])].filter(
      ([, setting]) => setting.kind === 'outputs' && setting.outputs.get(1) === true,
    );
    expect(isShut.map(([shown]) => shown)).toEqual(['red', 'keepOut']);
    expect(lamp?.failSafe).toBe('leave');
  });
});

it('shows evacuation before every light', () => {
  expect(lampStateOf({ light: 'green', emergency: 'leave' })).toBe('leave');
  expect(lampStateOf({ light: 'green', emergency: 'keep-out' })).toBe('keepOut');
  expect(lampStateOf({ light: 'amber' })).toBe('amber');
});

describe('a lamp at a Modbus server', () => {
  it('is told each change, and put right when somebody switches it', async () => {
    const device = await modbusDevice();
    const lamps = running(tower(`modbus://127.0.0.1:${device.port}`));
    await vi.waitFor(() => expect(device.lit()).toEqual([2]), 5000);
    lamps.publish(state('green', { validForMs: 60_000 }));
    await vi.waitFor(() => expect(device.lit()).toEqual([0]), 5000);
    lamps.publish(state('red', { validForMs: 60_000 }));
    await vi.waitFor(() => expect(device.lit()).toEqual([1]), 5000);
    await vi.waitFor(() => expect(conditionOf(lamps)).toBe('ok'), 5000);
    device.switchByHand(0b001);
    await vi.waitFor(() => expect(device.lit()).toEqual([1]), 5000);
    device.breakOff();
    lamps.publish(state('green', { validForMs: 60_000 }));
    await vi.waitFor(() => expect(device.lit()).toEqual([0]), 10_000);
    await lamps.stop();
    expect(device.lit()).toEqual([2]);
  }, 40_000);

  it('is never green any longer than the state holds', async () => {
    const device = await modbusDevice();
    const lamps = running(tower(`modbus://127.0.0.1:${device.port}`));
    lamps.publish(state('green', { validForMs: 1500 }));
    await vi.waitFor(() => expect(device.lit()).toEqual([0]), 5000);
    // Nothing comes any more, as when the sidecar hangs.
    await vi.waitFor(() => expect(device.lit()).toEqual([2]), 5000);
    expect(lamps.statuses()[0]?.wanted).toBe('unknown');
  }, 20_000);

  it('can be tried out, but not while people are to leave', async () => {
    const device = await modbusDevice();
    const lamps = running(tower(`modbus://127.0.0.1:${device.port}`, 'failSafe: red,'));
    lamps.publish(state('green', { validForMs: 60_000 }));
    await vi.waitFor(() => expect(device.lit()).toEqual([0]), 5000);
    lamps.test('bern/tower', 'red', 60_000);
    await vi.waitFor(() => expect(device.lit()).toEqual([1]), 5000);
    lamps.publish(state('red', { emergency: 'leave', validForMs: 60_000 }));
    await vi.waitFor(() => expect(device.lit()).toEqual([2]), 5000);
    expect(lamps.test('bern/nowhere', 'red', 1000)).toBeUndefined();
    await lamps.stop();
    expect(device.lit()).toEqual([1]);
  }, 20_000);

  it('that cannot be reached is failed', async () => {
    const lamps = running(tower('modbus://127.0.0.1:1'));
    await vi.waitFor(() => expect(conditionOf(lamps)).toBe('failed'), 5000);
  });
});

describe('a lamp at the ports of an Axis device', () => {
  it('is switched, off before on, and read back', async () => {
    const device = await axisDevice();
    const lamps = running(
      `{ id: tower, zone: shop, driver: axis-io, url: "http://127.0.0.1:${device.port}", repeat: 1s, ` +
        'states: { green: { 1: true, 2: false }, red: { 1: false, 2: true }, unknown: { 1: false, 2: false } } }',
    );
    lamps.publish(state('red', { validForMs: 60_000 }));
    await vi.waitFor(() => expect(device.lit()).toEqual(['2']), 5000);
    device.asked.splice(0);
    lamps.publish(state('green', { validForMs: 60_000 }));
    await vi.waitFor(() => expect(device.lit()).toEqual(['1']), 5000);
    const actions = device.asked.filter((each) => each.startsWith('action'));
    expect(actions.slice(-2)).toEqual(['action=2:\\', 'action=1:/']);
    await vi.waitFor(() => expect(conditionOf(lamps)).toBe('ok'), 5000);
    device.jam(true);
    lamps.publish(state('red', { validForMs: 60_000 }));
    await vi.waitFor(() => expect(conditionOf(lamps)).toBe('failed'), 5000);
    device.jam(false);
    await vi.waitFor(() => expect(device.lit()).toEqual(['2']), 10_000);
  }, 40_000);
});

describe('a lamp at a broker', () => {
  it('is published to, and has to report what it shows', async () => {
    const broker = await MosquittoServer.start();
    closing.push(() => broker.remove());
    const device = await connectAsync(broker.url);
    closing.push(() => device.endAsync(true));
    const told: string[] = [];
    let isDeaf = false;
    device.on('message', (_topic, payload) => {
      told.push(payload.toString());
      if (!isDeaf) device.publish('tower/state', payload);
    });
    await device.subscribeAsync('tower/set');
    const lamps = running(
      `{ id: tower, zone: shop, driver: mqtt, url: "${broker.url}", topic: tower/set, statusTopic: tower/state, repeat: 1s, ` +
        'states: { green: G, red: R, unknown: U } }',
    );
    lamps.publish(state('green', { validForMs: 60_000 }));
    await vi.waitFor(() => expect(told.at(-1)).toBe('G'), 5000);
    await vi.waitFor(() => expect(conditionOf(lamps)).toBe('ok'), 5000);
    isDeaf = true;
    lamps.publish(state('red', { validForMs: 60_000 }));
    await vi.waitFor(() => expect(told.at(-1)).toBe('R'), 5000);
    await vi.waitFor(() => expect(conditionOf(lamps)).toBe('failed'), 10_000);
  }, 40_000);
});
