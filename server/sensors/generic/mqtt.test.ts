import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { Outbound } from '#server/network/outbound.ts';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import type { SensorConfig } from '../driver.ts';
import { expressionProcess } from '../expressions/expressions.ts';
import { testHttp } from '../http/test-http.ts';
import type { Pushed } from '../push/pushed.ts';
import { mqtt } from './mqtt.ts';

const closing: (() => Promise<unknown>)[] = [];
let broker: MosquittoServer;
let device: MqttClient;

beforeEach(async () => {
  broker = await MosquittoServer.start();
  device = await connectAsync(broker.url, { reconnectPeriod: 50 });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await device.endAsync(true);
  await broker.remove();
});
afterAll(() => expressionProcess.stop());

const http = testHttp(() => Promise.reject(new Error('not asked')));

function listen(options: object, { url = broker.url, ...more }: Partial<SensorConfig> = {}, entered = false) {
  const config: SensorConfig = {
    site: 'bern',
    id: 'door',
    driver: 'mqtt',
    url,
    tls: 'verify',
    pollMs: 1000,
    ...more,
    options: mqtt.optionsSchema.parse(options),
  };
  const outbound = new Outbound({ deviceNetworks: ['10.0.0.0/8'] });
  const driver = mqtt.create(config, {
    http,
    timezone: 'UTC',
    ...(entered && { addresses: outbound.entered }),
  });
  const pushed: Pushed[] = [];
  const failures: SensorError[] = [];
  let save = async () => undefined as unknown;
  driver.listen?.({
    onPushed: async (one) => {
      await save();
      pushed.push(one);
    },
    onFailure: (error) => failures.push(error),
  });
  closing.push(async () => driver.close?.());
  return { driver, pushed, failures, onSave: (next: typeof save) => (save = next) };
}

const say = (topic: string, body: object | string, retain = false) =>
  device.publishAsync(topic, typeof body === 'string' ? body : JSON.stringify(body), { qos: 1, retain });
/** Says it until it is heard: nobody knows when a subscription begins. */
async function sayUntil(isHeard: () => boolean, topic: string, body: object): Promise<void> {
  const saidAndHeard = async () => {
    await say(topic, body);
    return isHeard();
  };
  await expect.poll(saidAndHeard, { interval: 100 }).toBe(true);
}

describe('a sensor at an MQTT broker', () => {
  it('hears what is published under its topics, and which one it was', async () => {
    const { pushed } = listen({
      topic: ['shop/+/counts'],
      in: 'in',
      out: 'out',
      serial: '$split($topic, "/")[1]',
    });
    await sayUntil(() => pushed.length > 0, 'shop/door-a/counts', { in: 7, out: 2 });
    expect(pushed[0]).toMatchObject({
      levels: [{ reading: { kind: 'count', channel: 'main', in: 7, out: 2 } }],
      facts: { serial: 'DOORA' },
    });
  });

  it('does not take for news what the broker has kept: it may be days old', async () => {
    await say('shop/a', { n: 99 }, true);
    const { pushed } = listen({ topic: 'shop/#', occupancy: 'n' });
    await sayUntil(() => pushed.length > 0, 'shop/b', { n: 3 });
    const heard = pushed.flatMap(({ levels }) => levels.map(({ reading }) => reading));
    expect(heard).not.toContainEqual(expect.objectContaining({ occupancy: 99 }));
  });

  it('says what cannot be understood, and goes on', async () => {
    const { pushed, failures } = listen({ topic: 'shop/a', occupancy: 'n' });
    await sayUntil(() => failures.length > 0, 'shop/a', { n: 'many' });
    expect(failures[0]).toMatchObject({ kind: 'invalid', field: 'occupancy', found: '"many"' });
    await sayUntil(() => pushed.length > 0, 'shop/a', { n: 4 });
  });

  it('counts what was published while nobody listened, and what could not be saved', async () => {
    const options = { topic: 'shop/a', kind: 'changes', in: 'in', out: 'out' };
    const first = listen(options);
    await sayUntil(() => first.pushed.length > 0, 'shop/a', { in: 0, out: 0 });
    await first.driver.close?.();
    await say('shop/a', { in: 2, out: 1 });
    const second = listen(options);
    second.onSave(() => Promise.reject(new Error('the disk refuses')));
    await expect.poll(() => second.failures.length).toBeGreaterThan(0);
    await second.driver.close?.();
    const third = listen(options);
    await expect.poll(() => third.pushed.at(-1)?.intervals[0]).toMatchObject({ in: 2, out: 1 });
  });

  it('comes back when the broker does', async () => {
    const { pushed, failures } = listen({ topic: 'shop/a', occupancy: 'n' });
    await sayUntil(() => pushed.length > 0, 'shop/a', { n: 1 });
    await broker.kill();
    await expect.poll(() => failures.at(-1)).toMatchObject({ kind: 'unreachable' });
    await broker.startAgain();
    const before = pushed.length;
    await sayUntil(() => pushed.length > before, 'shop/a', { n: 2 });
  });

  it('speaks TLS, and trusts only the configured certificate', async () => {
    const url = `mqtts://127.0.0.1:${broker.tlsPort}`;
    const { failures } = listen({ topic: 'shop/a', occupancy: 'n' }, { url });
    await expect.poll(() => failures[0]).toMatchObject({ kind: 'certificate' });
    const fingerprint = failures[0]?.kind === 'certificate' ? (failures[0].fingerprint ?? '') : '';
    const { pushed } = listen({ topic: 'shop/a', occupancy: 'n' }, { url, id: 'b', tls: { fingerprint } });
    await sayUntil(() => pushed.length > 0, 'shop/a', { n: 1 });
  });

  it('distinguishes a wrong password from a broker that is away', async () => {
    const closed = await MosquittoServer.start({ username: 'op', password: 'secret' });
    closing.push(() => closed.remove());
    const wrong = listen(
      { topic: 'a', occupancy: 'n' },
      { url: closed.url, username: 'op', password: 'wrong' },
    );
    await expect.poll(() => wrong.failures[0]).toMatchObject({ kind: 'unauthorized' });
    const away = listen({ topic: 'a', occupancy: 'n' }, { url: 'mqtt://127.0.0.1:1' });
    await expect.poll(() => away.failures[0]).toMatchObject({ kind: 'unreachable', detail: 'ECONNREFUSED' });
  });

  it('does not connect to an address that may not be asked', async () => {
    const { failures } = listen({ topic: 'a', occupancy: 'n' }, {}, true);
    await expect.poll(() => failures[0]).toMatchObject({ kind: 'not-allowed', address: '127.0.0.1' });
    const metadata = listen({ topic: 'a', occupancy: 'n' }, { url: 'mqtt://169.254.169.254' }, true);
    await expect.poll(() => metadata.failures[0]).toMatchObject({ kind: 'not-allowed', rule: 'metadata' });
  });

  it('takes the first message for a trial, also one that is kept', async () => {
    await say('shop/a', { n: 12 }, true);
    const { driver } = listen({ topic: 'shop/a', occupancy: 'n' });
    expect(await driver.read([], new AbortController().signal)).toMatchObject({
      value: { readings: [{ kind: 'level', occupancy: 12 }] },
    });
  });
});
