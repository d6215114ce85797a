import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pathOf } from '#lib/contract/path.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { fail } from '#lib/result.ts';
import { sampleState } from '#lib/test-zone-state.ts';
import { systemClock } from '#server/clock.ts';
import { Outbound } from '#server/network/outbound.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { parseSiteFile } from '#server/platform/config/site-file.ts';
import { families } from '#server/sensors/registry.ts';
import { startSimulatedLamp } from '#server/simulators/lamps/simulator.ts';
import { ApacheServer } from '#server/test-support/apache-server.ts';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import { TcpProxy } from '#server/test-support/tcp-proxy.ts';
import { lampDriver } from './lamp-drivers.ts';
import { Lamps, type LampsParts, lampStateOf } from './lamps.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const state = (light: ZoneState['light'], more: Partial<ZoneState> = {}) =>
  sampleState({ zone: 'shop', name: 'Shop', light, ...more });

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

function running(lamp: string, more: Partial<LampsParts> = {}): Lamps {
  const sites = sitesWith(lamp);
  const lamps = new Lamps({
    ...more,
    clock: systemClock,
    outbound: new Outbound({}),
    sites: () => sites,
    state: () => undefined,
    requireHome: () => undefined,
    onBug: (_lamp, error) => {
      throw error;
    },
  });
  closing.push(() => lamps.stop());
  lamps.start();
  return lamps;
}

/** A zone's state is published. */
const send = (lamps: Lamps, zone: ZoneState) =>
  lamps.publish({ path: pathOf(zone.site, zone.zone), state: () => zone });
const conditionOf = (lamps: Lamps) => lamps.statuses()[0]?.condition;

const lampOf = async (...args: Parameters<typeof startSimulatedLamp>) => {
  const lamp = await startSimulatedLamp(...args);
  closing.push(() => lamp.close());
  return lamp;
};

/** A network to a lamp that can be cut. */
const networkTo = async ({ url }: { readonly url: string }) => {
  const network = await TcpProxy.start(Number(new URL(url).port));
  closing.push(() => network.close());
  return network;
};

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
    [
      '{ id: a, zone: shop, driver: axis-io, url: http://b, hold: 6s, states: { unknown: { 1: true } } }',
      'twice the time of repeat',
    ],
    [
      '{ id: a, zone: shop, driver: mqtt, url: mqtt://b, topic: t, hold: 20s, states: { unknown: "0" } }',
      'no hold',
    ],
    [
      '{ id: a, zone: shop, driver: axis-io, url: http://b, hold: 20s, holdAtRed: true, door: entry, open: { 1: true }, shut: { 1: false } }',
      'shut by itself',
    ],
  ])('reports what is wrong in %s', (lamp, words) => {
    expect(wrong(lamp)).toContain(words);
  });

  it('switches off in each state what another switches on', () => {
    const [lamp] = sitesWith(axis('http://10.0.0.9'))[0]?.lamps ?? [];
    const outputs = [...(lamp?.settings ?? [])].map(([shown, setting]) => [
      shown,
      setting.kind === 'outputs' ? Object.fromEntries(setting.outputs) : setting,
    ]);
    expect(Object.fromEntries(outputs)).toMatchObject({
      green: { 1: true, 2: false },
      red: { 1: false, 2: true },
      unknown: { 1: false, 2: false },
    });
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
  it('is sent each change, and put right when somebody switches it', async () => {
    const device = await lampOf('modbus-tcp');
    const network = await networkTo(device);
    const lamps = running(tower(`modbus://127.0.0.1:${network.port}`));
    await expect.poll(() => device.shown()).toBe('2');
    send(lamps, state('green', { validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('0');
    send(lamps, state('red', { validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('1');
    await expect.poll(() => conditionOf(lamps)).toBe('ok');
    device.switchByHand([0]);
    await expect.poll(() => device.shown()).toBe('1');
    network.cut();
    send(lamps, state('green', { validForMs: 60_000 }));
    await expect.poll(() => conditionOf(lamps)).toBe('failed');
    network.mend();
    await expect.poll(() => device.shown()).toBe('0');
    await lamps.stop();
    expect(device.shown()).toBe('2');
  });

  it('is never green any longer than the state holds', async () => {
    const device = await lampOf('modbus-tcp');
    const lamps = running(tower(device.url));
    send(lamps, state('green', { validForMs: 1500 }));
    await expect.poll(() => device.shown()).toBe('0');
    // Nothing comes any more, as when the sidecar hangs.
    await expect.poll(() => device.shown()).toBe('2');
    expect(lamps.statuses()[0]?.wanted).toBe('unknown');
  });

  it('can be tried out, but not while people are to leave', async () => {
    const device = await lampOf('modbus-tcp');
    const lamps = running(tower(device.url, 'failSafe: red,'));
    send(lamps, state('green', { validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('0');
    lamps.test('bern/tower', 'red', 60_000);
    await expect.poll(() => device.shown()).toBe('1');
    send(lamps, state('red', { emergency: 'leave', validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('2');
    expect(lamps.test('bern/nowhere', 'red', 1000)).toBeUndefined();
    await lamps.stop();
    expect(device.shown()).toBe('1');
  });

  it('that cannot be reached is failed', async () => {
    const lamps = running(tower('modbus://127.0.0.1:1'));
    await expect.poll(() => conditionOf(lamps)).toBe('failed');
  });
});

const axis = (url: string, more = '') =>
  `{ id: tower, zone: shop, driver: axis-io, url: "${url}", repeat: 1s, ${more} ` +
  'states: { green: { 1: true }, red: { 2: true }, unknown: { 1: false } } }';

it.each(['modbus-tcp', 'mqtt', 'http', 'axis-io'] as const)(
  'a command to %s that is outdated before it begins ends, and the next one is sent',
  async (driver) => {
    const broker = driver === 'mqtt' ? await MosquittoServer.start() : undefined;
    if (broker !== undefined) closing.push(() => broker.remove());
    const device = await lampOf(driver, broker && { broker: broker.url, topic: 'lamp/set' });
    const given = {
      'modbus-tcp': tower(device.url),
      mqtt: `{ id: tower, zone: shop, driver: mqtt, url: "${broker?.url}", topic: lamp/set, statusTopic: lamp/state, states: { unknown: U } }`,
      http: `{ id: tower, zone: shop, driver: http, url: "${device.url}", states: { unknown: /unknown } }`,
      'axis-io': axis(device.url),
    }[driver];
    const [config] = sitesWith(given)[0]?.lamps ?? [];
    const setting = config?.settings.get('unknown');
    if (config === undefined || setting === undefined) throw new Error('the site has no lamp');
    const lamp = lampDriver(config, new Outbound({}).owned);
    closing.push(() => lamp.close());
    expect(await lamp.show(setting, AbortSignal.abort(), false)).toMatchObject({ ok: false });
    expect(await lamp.show(setting, new AbortController().signal, false)).toMatchObject({ ok: true });
  },
);

it('that never answers is failed, also when garbage is collected while it is waited for', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const never = {
    show: (_setting: unknown, signal: AbortSignal) =>
      new Promise<ReturnType<typeof fail<string>>>((resolve) => {
        signal.addEventListener('abort', () => resolve(fail('it does not answer')));
      }),
    close: async () => undefined,
  };
  const lamps = running(tower('modbus://127.0.0.1:1'), { driver: () => never });
  await expect
    .poll(
      () => {
        collectGarbage();
        return conditionOf(lamps);
      },
      { interval: 200 },
    )
    .toBe('failed');
});

describe('a lamp at the ports of an Axis device', () => {
  it('is switched, off before on, and read back', async () => {
    const device = await lampOf('axis-io');
    const lamps = running(axis(device.url));
    send(lamps, state('red', { validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('2');
    device.commands.splice(0);
    send(lamps, state('green', { validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('1');
    expect(device.commands[device.commands.indexOf('1:/') - 1]).toBe('2:\\');
    await expect.poll(() => conditionOf(lamps)).toBe('ok');
    device.isStuck = true;
    send(lamps, state('red', { validForMs: 60_000 }));
    await expect
      .poll(() => lamps.statuses()[0])
      .toMatchObject({ condition: 'failed', wanted: 'red', shown: 'green' });
    device.isStuck = false;
    await expect.poll(() => device.shown()).toBe('2');
  });

  it('goes dark by itself when nothing comes any more, where it is configured to', async () => {
    const device = await lampOf('axis-io');
    const network = await networkTo(device);
    const lamps = running(axis(`http://127.0.0.1:${network.port}`, 'hold: 3s,'));
    send(lamps, state('green', { validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('1');
    // Each repetition prolongs it.
    await vi.waitFor(
      () => expect(device.commands.filter((each) => each === '1:/3000\\').length).toBeGreaterThan(4),
      60_000,
    );
    await expect.poll(() => device.shown()).toBe('1');
    network.hang();
    await expect.poll(() => device.shown()).toBe('');
    await expect.poll(() => conditionOf(lamps)).toBe('failed');
    network.mend();
    await expect.poll(() => device.shown()).toBe('1');
  });
});

describe('a lamp that takes requests', () => {
  const requests = (url: string, more = '') =>
    `{ id: tower, zone: shop, driver: http, url: "${url}", repeat: 1s, failSafe: closed, ${more} ` +
    'states: { green: \'/relay/0?turn=on&timer=10\', red: { url: /set, method: PUT, body: \'{"light":"red"}\' }, closed: /off, unknown: /dark } }';

  it('is asked each state’s own, behind an Apache that wants a sign-in', async () => {
    const device = await lampOf('http');
    const apache = await ApacheServer.start(device.url, { username: 'door', password: 'pw' });
    closing.push(() => apache.stop());
    const lamps = running(requests(apache.url, 'username: door, password: pw,'));
    await expect.poll(() => device.shown()).toBe('GET /dark');
    send(lamps, state('green', { validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('GET /relay/0?turn=on&timer=10');
    await expect.poll(() => conditionOf(lamps)).toBe('told');
    send(lamps, state('amber', { validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('PUT /set {"light":"red"}');
    await lamps.stop();
    expect(device.shown()).toBe('GET /off');
    const wrong = running(requests(apache.url, 'username: door, password: other,'));
    await expect.poll(() => wrong.statuses()[0]?.error).toMatch(/sign-in|password/i);
    expect(device.shown()).toBe('GET /off');
  });

  it('never gets its password sent elsewhere', async () => {
    const device = await lampOf('http');
    const other = await lampOf('http');
    const lamps = running(requests(device.url).replace('/dark', `'${other.url}/x'`));
    await expect.poll(() => lamps.statuses()[0]?.error).toContain('not the lamp');
    expect(other.commands).toEqual([]);
  });
});

describe('a lamp at a broker', () => {
  it('is published to, and has to report what it shows', async () => {
    const broker = await MosquittoServer.start();
    closing.push(() => broker.remove());
    const device = await lampOf('mqtt', { broker: broker.url, topic: 'tower/set' });
    const lamps = running(
      `{ id: tower, zone: shop, driver: mqtt, url: "${broker.url}", topic: tower/set, statusTopic: tower/state, repeat: 1s, ` +
        'states: { green: G, red: R, unknown: U } }',
    );
    send(lamps, state('green', { validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('G');
    await expect.poll(() => conditionOf(lamps)).toBe('ok');
    device.isStuck = true;
    send(lamps, state('red', { validForMs: 60_000 }));
    await expect.poll(() => device.commands.at(-1)).toBe('R');
    await expect.poll(() => conditionOf(lamps)).toBe('failed');
  });
});

describe('a barrier', () => {
  it('is shut at red and at “No entry” only, and evacuation opens it, also while somebody tries it out', async () => {
    const device = await lampOf('modbus-tcp');
    const lamps = running(
      `{ id: gate, zone: shop, driver: modbus-tcp, url: ${device.url}, repeat: 1s, holdAtRed: true, door: entry, open: { 0: false }, shut: { 0: true } }`,
    );
    const shows = async (light: ZoneState['light'], emergency: ZoneState['emergency'], shown: string) => {
      send(lamps, state(light, { validForMs: 60_000, ...(emergency && { emergency }) }));
      await expect.poll(() => device.shown()).toBe(shown);
    };
    await shows('red', undefined, '0');
    await shows('green', undefined, '');
    await shows('closed', 'keep-out', '0');
    await shows('unknown', undefined, '');
    lamps.test('bern/gate', 'red', 60_000);
    await expect.poll(() => device.shown()).toBe('0');
    await shows('closed', 'leave', '');
    send(lamps, state('red', { validForMs: 60_000 }));
    await expect.poll(() => device.shown()).toBe('0');
    await lamps.stop();
    expect(device.shown()).toBe('');
  });
});
