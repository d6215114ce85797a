import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { KillableSidecar } from '#server/test-support/killable-sidecar.ts';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { TestSubscriber } from './test-subscriber.ts';

const zone = 'doorlight/bern/store';
const soon = { timeout: 10_000, interval: 30 };
let broker: MosquittoServer;
let database: TestDatabase;
let door: SimulatedDevice;
let sidecar: KillableSidecar;
let subscriber: TestSubscriber;

beforeEach(async () => {
  broker = await MosquittoServer.start();
  database = await TestDatabase.create();
  door = await axisPeopleCounterSimulator.start({ username: 'op', password: 'secret' });
  subscriber = await TestSubscriber.connect(broker.url);
}, 30_000);

afterEach(async () => {
  await sidecar.kill();
  await subscriber.close();
  await broker.remove();
  await door.close();
  await database.remove();
});

/** Starts a real sidecar and waits until the broker knows a green light. */
async function start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const { dataDir, databaseUrl = '' } = database.options;
  const config = join(dataDir, 'site.yaml');
  writeFileSync(
    config,
    `sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-people-counter, url: "${door.url}", username: op, password: secret, poll: 100ms }]
    zones: [{ id: store, name: Store, capacity: 50, sources: [{ sensor: door, use: counts }] }]
`,
  );
  sidecar = await KillableSidecar.create({
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    DOORLIGHT_CONFIG: config,
    MQTT_URL: broker.url,
    LOG_LEVEL: 'warn',
    ...environment,
  });
  await sidecar.start();
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
}

async function ask(command: string, payload: string, correlation?: string): Promise<Record<string, unknown>> {
  const before = subscriber.all(`${zone}/result`).length;
  await subscriber.publish(`${zone}/${command}`, payload, correlation === undefined ? {} : { correlation });
  await expect.poll(() => subscriber.all(`${zone}/result`).length, soon).toBe(before + 1);
  return subscriber.json(`${zone}/result`);
}

async function audited(): Promise<AuditEntry[]> {
  const session = await sidecar.signIn();
  const answer = await fetch(`${sidecar.url}/api/v1/audit`, { headers: { cookie: session } });
  const entries = (await answer.json()) as AuditEntry[] | { entries: AuditEntry[] };
  return Array.isArray(entries) ? entries : entries.entries;
}

it('carries commands out where they are on, answers, and records them as mqtt', async () => {
  await start({ MQTT_COMMANDS: 'on' });
  expect(await ask('adjust', '7', 'first')).toMatchObject({
    command: 'adjust',
    result: 'done',
    from: 0,
    to: 7,
  });
  expect(subscriber.last(`${zone}/result`)).toMatchObject({ isRetained: false, correlation: 'first' });
  await expect.poll(() => subscriber.payload(`${zone}/occupancy`), soon).toBe('7');
  expect(await ask('adjust', '{"occupancy":9,"note":"counted"}')).toMatchObject({ from: 7, to: 9 });
  expect(await ask('reset', '{}')).toMatchObject({ command: 'reset', from: 9, to: 0 });
  expect(await ask('hold', '{"light":"closed","note":"night"}')).toMatchObject({
    light: 'closed',
    by: 'mqtt',
  });
  await expect.poll(() => subscriber.json(`${zone}/state`).reason, soon).toBe('hold:mqtt');
  expect(await ask('hold', 'red')).toMatchObject({ command: 'hold', light: 'red' });
  expect(await ask('hold', 'release')).toEqual({ command: 'hold', released: true });
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');

  const problem = { status: 400, code: 'invalid-request' };
  expect(await ask('adjust', '-1')).toMatchObject(problem);
  expect(await ask('adjust', '1.5')).toMatchObject(problem);
  expect(await ask('adjust', 'many')).toMatchObject({ ...problem, detail: 'The payload is not JSON.' });
  expect(await ask('adjust', '{"occupancy":1,"zone":"other"}')).toMatchObject(problem);
  expect(await ask('reset', '5')).toMatchObject(problem);
  expect(await ask('hold', '')).toMatchObject(problem);
  expect(await ask('hold', 'unknown')).toMatchObject(problem);
  expect(await ask('hold', '{"light":"red","until":"2020-01-01T00:00:00Z"}')).toMatchObject({ code: 'past' });
  expect(await ask('capacity', '60')).toMatchObject({ status: 409, code: 'managed-by-file' });

  const actions = (await audited()).filter(({ who }) => who === 'mqtt').map(({ action }) => action);
  expect(actions.toReversed()).toEqual(['adjust', 'adjust', 'reset', 'hold', 'hold', 'release']);
}, 60_000);

it('never carries out a command that the broker keeps', async () => {
  await subscriber.publish(`${zone}/adjust`, '40', { retain: true });
  await start({ MQTT_COMMANDS: 'on' });
  await subscriber.publish(`${zone}/hold`, 'red', { retain: true });
  await subscriber.publish(`${zone}/hold`, '', { retain: true });
  expect(await ask('adjust', '3')).toMatchObject({ from: 0, to: 3 });
  expect(subscriber.payload(`${zone}/light`)).toBe('green');
  expect(subscriber.all(`${zone}/result`)).toHaveLength(1);
  expect(sidecar.output).toContain('a command that the MQTT broker keeps is ignored');
}, 60_000);

it('hears no command unless they are switched on', async () => {
  await start();
  await subscriber.publish(`${zone}/adjust`, '40');
  const seen = subscriber.all(`${zone}/state`).length;
  await expect.poll(() => subscriber.all(`${zone}/state`).length, soon).toBeGreaterThan(seen + 2);
  expect(subscriber.payload(`${zone}/occupancy`)).toBe('0');
  expect(subscriber.all(`${zone}/result`)).toHaveLength(0);
}, 60_000);

it('is offline soon after it was killed or froze, and what the broker kept of its lights is gone', async () => {
  await start();
  await sidecar.kill();
  await expect
    .poll(() => subscriber.payload('doorlight/status'), { timeout: 2000, interval: 20 })
    .toBe('offline');
  subscriber.forget();
  await sidecar.start();
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
  await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('online');
  sidecar.signal('SIGSTOP');
  // Keepalive and a half, and the broker looks every few seconds.
  await expect
    .poll(() => subscriber.payload('doorlight/status'), { timeout: 15_000, interval: 50 })
    .toBe('offline');
  const late = await TestSubscriber.connect(broker.url);
  await expect.poll(() => late.payload('doorlight/status'), soon).toBe('offline');
  expect(late.payload(`${zone}/light`)).toBeUndefined();
  expect(late.payload(`${zone}/state`)).toBeUndefined();
  await late.close();
  sidecar.signal('SIGCONT');
  await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('online');
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
}, 90_000);

it('tells unknown when the door falls silent, and when it is stopped', async () => {
  await start();
  await door.close();
  await expect.poll(() => subscriber.payload(`${zone}/light`), { ...soon, timeout: 20_000 }).toBe('unknown');
  await expect
    .poll(() => subscriber.payload('doorlight/bern/sensors/door/status'), { ...soon, timeout: 20_000 })
    .not.toBe('ok');
  sidecar.signal('SIGTERM');
  expect(await sidecar.ended()).toBe(0);
  await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('offline');
  expect(subscriber.json(`${zone}/state`)).toMatchObject({ light: 'unknown', reason: 'stopped' });
}, 90_000);

it('trusts a certificate that NODE_EXTRA_CA_CERTS names, and no other', async () => {
  const MQTT_URL = `mqtts://127.0.0.1:${broker.tlsPort}`;
  await start({ MQTT_URL, NODE_EXTRA_CA_CERTS: broker.certificate });
  await sidecar.kill();
  subscriber.forget();
  await expect(start({ MQTT_URL })).rejects.toThrow();
  expect(sidecar.output).toContain('self-signed certificate');
  expect(subscriber.payload(`${zone}/light`)).toBeUndefined();
}, 60_000);
