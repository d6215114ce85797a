import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import { TcpProxy } from '#server/test-support/tcp-proxy.ts';
import { stateOf, TestMqtt } from './test-mqtt.ts';
import { TestSubscriber } from './test-subscriber.ts';

const zone = 'doorlight/bern/store';
const config = 'homeassistant/device/doorlight_bern_store/config';
const soon = { timeout: 60_000, interval: 20 };
/** MQTT 3.1.1: "unacceptable protocol version". */
const olderOnly = (first: Buffer) =>
  first.includes(Buffer.from([0, 4, 0x4d, 0x51, 0x54, 0x54, 5])) ? Buffer.from([0x20, 2, 0, 1]) : undefined;

let broker: MosquittoServer;
let closing: (() => Promise<void>)[];

beforeEach(async () => {
  broker = await MosquittoServer.start();
  closing = [];
});

afterEach(async () => {
  for (const close of closing.reverse()) await close();
  await broker.remove();
});

async function subscribe(): Promise<TestSubscriber> {
  const subscriber = await TestSubscriber.connect(broker.url);
  closing.push(() => subscriber.close());
  return subscriber;
}

function publisher(url = broker.url, settings: { discoveryPrefix?: string } = {}): TestMqtt {
  const test = new TestMqtt({ url, ...settings });
  closing.push(() => test.stop());
  test.start();
  return test;
}

async function wire(refuse?: (first: Buffer) => Buffer | undefined): Promise<TcpProxy> {
  const proxy = await TcpProxy.start(broker.port, refuse);
  closing.push(() => proxy.close());
  return proxy;
}

it('says nothing while another sidecar may run the sites, and goes on afterwards', async () => {
  const test = publisher();
  const subscriber = await subscribe();
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
  test.isHeld = false;
  // What was under way before.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = subscriber.all(`${zone}/light`).length;
  test.show({ light: 'red' });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(subscriber.all(`${zone}/light`)).toHaveLength(before);
  test.isHeld = true;
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('red');
});

describe('by MQTT 5', () => {
  it('keeps states at the broker for no longer than they are valid', async () => {
    publisher();
    const early = await subscribe();
    await expect
      .poll(() => early.json(`${zone}/state`), soon)
      .toMatchObject({ light: 'green', occupancy: 12 });
    await expect.poll(() => early.payload('doorlight/status'), soon).toBe('online');
    await expect.poll(() => early.payload(`${zone}/light`), soon).toBe('green');
    await expect.poll(() => early.payload(`${zone}/occupancy`), soon).toBe('12');
    await expect.poll(() => early.payload('doorlight/bern/sensors/door/status'), soon).toBe('ok');
    await expect.poll(() => early.payload('doorlight/bern/alerts'), soon).toBe('[]');
    const late = await subscribe();
    await expect.poll(() => late.all(`${zone}/state`)[0], soon).toMatchObject({ isRetained: true });
    const expiryS = late.all(`${zone}/light`)[0]?.expiryS;
    expect(expiryS).toBeGreaterThan(0);
    expect(expiryS).toBeLessThanOrEqual(5);
    expect(late.last(config)).toMatchObject({ isRetained: true, expiryS: undefined });
  });

  it('reports unknown as such, of the number too', async () => {
    const test = publisher();
    const subscriber = await subscribe();
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
    test.show({ light: 'unknown', reason: 'stale:door' });
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('unknown');
    await expect.poll(() => subscriber.payload(`${zone}/occupancy`), soon).toBe('unknown');
    await expect.poll(() => subscriber.json(`${zone}/state`).reason, soon).toBe('stale:door');
  });

  it('leaves unknown and offline behind when it stops', async () => {
    const test = publisher();
    const subscriber = await subscribe();
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
    await test.stop();
    await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('offline');
    expect(subscriber.payload(`${zone}/light`)).toBe('unknown');
    expect(subscriber.json(`${zone}/state`)).toMatchObject({ light: 'unknown', reason: 'stopped' });
    const late = await subscribe();
    await expect.poll(() => late.payload('doorlight/status'), soon).toBe('offline');
    expect(late.payload(`${zone}/light`) ?? 'unknown').toBe('unknown');
  });

  it('takes away what was removed, also while it was not connected', async () => {
    const other = stateOf({ zone: 'cellar', name: 'Cellar' });
    const first = publisher();
    first.states = [stateOf(), other];
    const subscriber = await subscribe();
    const cellar = 'homeassistant/device/doorlight_bern_cellar/config';
    await expect.poll(() => subscriber.payload(cellar), soon).toContain('Cellar');
    await first.stop();
    const second = publisher();
    await expect.poll(() => subscriber.payload(cellar), soon).toBe('');
    expect(subscriber.payload(config)).toContain('Store');
    second.states = [];
    second.mqtt.replace();
    await expect.poll(() => subscriber.payload(config), soon).toBe('');
    await expect.poll(() => subscriber.payload(`${zone}/state`), soon).toBe('');
  });

  it('says online again when the last will of an earlier connection comes late', async () => {
    publisher();
    const subscriber = await subscribe();
    await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('online');
    await subscriber.publish('doorlight/status', 'offline', { retain: true });
    await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('online');
  });
});

describe('by MQTT 3.1.1', () => {
  it('falls back where the broker refuses version 5, and lets nothing be kept that must expire', async () => {
    const proxy = await wire(olderOnly);
    publisher(`mqtt://127.0.0.1:${proxy.port}`);
    const subscriber = await subscribe();
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
    const late = await subscribe();
    await expect.poll(() => late.payload(`${zone}/state`), soon).toBeDefined();
    expect(late.all(`${zone}/state`).every(({ isRetained }) => !isRetained)).toBe(true);
    expect(late.all('doorlight/status')[0]).toMatchObject({ payload: 'online', isRetained: true });
    expect(late.all(config)[0]).toMatchObject({ isRetained: true });
  });

  it('is tried where a broker only closes the connection', async () => {
    const proxy = await wire((first) => (olderOnly(first) === undefined ? undefined : Buffer.alloc(0)));
    publisher(`mqtt://127.0.0.1:${proxy.port}`);
    const subscriber = await subscribe();
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
  });
});

describe('a broker in trouble', () => {
  it('gets everything anew after it was restarted', async () => {
    publisher();
    const before = await subscribe();
    await expect.poll(() => before.payload(`${zone}/light`), soon).toBe('green');
    await broker.kill();
    await broker.startAgain();
    const after = await subscribe();
    await expect.poll(() => after.payload(`${zone}/light`), soon).toBe('green');
    await expect.poll(() => after.payload('doorlight/status'), soon).toBe('online');
    await expect.poll(() => after.payload(config), soon).toContain('Store');
  });

  it('publishes the last will when the wire is cut, and hears only what is true when it is mended', async () => {
    const proxy = await wire();
    const test = publisher(`mqtt://127.0.0.1:${proxy.port}`);
    const subscriber = await subscribe();
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
    proxy.cut();
    await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('offline');
    test.show({ light: 'amber' });
    test.show({ light: 'red' });
    subscriber.forget();
    proxy.mend();
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('red');
    expect(subscriber.all(`${zone}/light`).every(({ payload }) => payload === 'red')).toBe(true);
    await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('online');
  });

  it('that hangs is given up and connected to anew; nothing old is sent then', async () => {
    const proxy = await wire();
    const test = publisher(`mqtt://127.0.0.1:${proxy.port}`);
    const subscriber = await subscribe();
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
    proxy.hang();
    for (let people = 0; people < 2000; people++) test.show({ occupancy: people, light: 'amber' });
    // One and a half keepalives: the broker itself notices.
    await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('offline');
    test.show({ light: 'red' });
    subscriber.forget();
    proxy.mend();
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('red');
    expect(subscriber.all(`${zone}/light`).every(({ payload }) => payload === 'red')).toBe(true);
  });

  it('that is frozen holds up nobody, and gets the newest when it goes on', async () => {
    const test = publisher();
    const subscriber = await subscribe();
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
    broker.signal('SIGSTOP');
    const startedMs = performance.now();
    for (let people = 0; people < 2000; people++) test.show({ occupancy: people, light: 'red' });
    expect(performance.now() - startedMs).toBeLessThan(2000);
    broker.signal('SIGCONT');
    await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('red');
    await expect.poll(() => subscriber.payload(`${zone}/occupancy`), soon).toBe('1999');
    expect(subscriber.all(`${zone}/occupancy`).length).toBeLessThan(100);
  });

  it('that is not there holds up neither start nor stop', async () => {
    await broker.kill();
    const test = publisher();
    await expect.poll(() => test.warnings.length, soon).toBeGreaterThan(0);
    const startedMs = performance.now();
    await test.stop();
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
});
