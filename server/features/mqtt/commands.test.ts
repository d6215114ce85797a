import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { memoryLimits } from '#server/platform/limits/limits.ts';
import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import { RunningSidecar } from '#server/test-support/running-sidecar.ts';
import { Commands, type CommandsParts } from './commands.ts';
import { TestSubscriber } from './test-subscriber.ts';

const zone = 'doorlight/bern/store';
const soon = { timeout: 60_000, interval: 30 };
let broker: MosquittoServer;
let door: SimulatedDevice;
let sidecar: RunningSidecar | undefined;
let subscriber: TestSubscriber;

beforeEach(async () => {
  broker = await MosquittoServer.start();
  door = await axisPeopleCounterSimulator.start({ username: 'op', password: 'secret' });
  subscriber = await TestSubscriber.connect(broker.url);
});

afterEach(async () => {
  await sidecar?.stop();
  sidecar = undefined;
  await subscriber.close();
  await broker.remove();
  await door.close();
});

/** Starts a sidecar and waits until the broker knows a green light. */
async function start(variables: Readonly<Record<string, string>> = {}): Promise<RunningSidecar> {
  const started = await RunningSidecar.start(
    `sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-people-counter, url: "${door.url}", username: op, password: secret, poll: 100ms }]
    zones: [{ id: store, name: Store, capacity: 50, sources: [{ sensor: door, use: counts }] }]
`,
    { variables: { MQTT_URL: broker.url, ...variables } },
  );
  sidecar = started;
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
  return started;
}

async function ask(command: string, payload: string, correlation?: string): Promise<Record<string, unknown>> {
  const before = subscriber.all(`${zone}/result`).length;
  await subscriber.publish(`${zone}/${command}`, payload, correlation === undefined ? {} : { correlation });
  await expect.poll(() => subscriber.all(`${zone}/result`).length, soon).toBe(before + 1);
  return subscriber.json(`${zone}/result`);
}

it('carries commands out where they are on, answers, and records them as mqtt', async () => {
  const started = await start({ MQTT_COMMANDS: 'on' });
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

  const entries = await started.read<AuditEntry[]>('/api/v1/audit', await started.signIn());
  const actions = entries.filter(({ who }) => who === 'mqtt').map(({ action }) => action);
  expect(actions.toReversed()).toEqual(['adjust', 'adjust', 'reset', 'hold', 'hold', 'release']);
});

it('never carries out a command that the broker keeps', async () => {
  await subscriber.publish(`${zone}/adjust`, '40', { retain: true });
  await start({ MQTT_COMMANDS: 'on' });
  await subscriber.publish(`${zone}/hold`, 'red', { retain: true });
  await subscriber.publish(`${zone}/hold`, '', { retain: true });
  expect(await ask('adjust', '3')).toMatchObject({ from: 0, to: 3 });
  expect(subscriber.payload(`${zone}/light`)).toBe('green');
  expect(subscriber.all(`${zone}/result`)).toHaveLength(1);
});

it('hears no command unless they are switched on', async () => {
  await start();
  await subscriber.publish(`${zone}/adjust`, '40');
  const seen = subscriber.all(`${zone}/state`).length;
  await expect.poll(() => subscriber.all(`${zone}/state`).length, soon).toBeGreaterThan(seen + 2);
  expect(subscriber.payload(`${zone}/occupancy`)).toBe('0');
  expect(subscriber.all(`${zone}/result`)).toHaveLength(0);
});

it('reports unknown when the door falls silent, and when it is stopped', async () => {
  await start();
  await door.close();
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('unknown');
  await expect.poll(() => subscriber.payload('doorlight/bern/sensors/door/status'), soon).not.toBe('ok');
  await sidecar?.stop();
  sidecar = undefined;
  await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('offline');
  expect(subscriber.json(`${zone}/state`)).toMatchObject({ light: 'unknown', reason: 'stopped' });
});

it('changes the capacity of a zone that the console holds, and records it', async () => {
  const put = vi.fn<CommandsParts['configuration']['put']>(() => Promise.resolve({ kind: 'done' }));
  const document = { id: 'store', name: 'Store', capacity: 50 };
  const commands = new Commands({
    zone: () => ({ config: { site: 'bern', id: 'store', capacity: 50 } }),
    configuration: { entries: () => [{ site: 'bern', kind: 'zone', id: 'store', document }], put },
    limit: memoryLimits,
  } as unknown as CommandsParts);
  const topic = { site: 'bern', zone: 'store', command: 'capacity' } as const;
  expect(await commands.carryOut(topic, Buffer.from('60'))).toEqual({ command: 'capacity', capacity: 60 });
  const key = { site: 'bern', kind: 'zone', id: 'store' };
  const audit = { action: 'configure', site: 'bern', zone: 'store', from: '50', to: '60' };
  expect(put).toHaveBeenCalledWith(key, { ...document, capacity: 60 }, 'mqtt', { audit });
  expect(await commands.carryOut(topic, Buffer.from('0'))).toMatchObject({ status: 400 });
  expect(put).toHaveBeenCalledTimes(1);
});
