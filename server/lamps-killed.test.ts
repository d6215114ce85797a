import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { type SimulatedLamp, startSimulatedLamp } from '#server/simulators/lamps/simulator.ts';
import { KillableSidecar } from '#server/test-support/killable-sidecar.ts';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { startTwoDoors } from '#server/test-support/two-doors.ts';

const soon = { timeout: 60_000, interval: 30 };
let broker: MosquittoServer;
let database: TestDatabase;
let devices: SimulatedDevice[];
let sidecar: KillableSidecar;
let lamps: Readonly<Record<'axis' | 'modbus' | 'http' | 'mqtt', SimulatedLamp>>;

beforeEach(async () => {
  broker = await MosquittoServer.start();
  database = await TestDatabase.create();
  lamps = {
    axis: await startSimulatedLamp('axis-io'),
    modbus: await startSimulatedLamp('modbus-tcp'),
    http: await startSimulatedLamp('http'),
    mqtt: await startSimulatedLamp('mqtt', { broker: broker.url, topic: 'lamp/set' }),
  };
  const doors = await startTwoDoors();
  devices = doors.devices;
  const config = join(database.options.dataDir, 'site.yaml');
  writeFileSync(
    config,
    `${doors.config}    lamps:
      - { id: axis, zone: counted, driver: axis-io, url: "${lamps.axis.url}", repeat: 1s, hold: 3s, states: { green: { 1: true }, red: { 2: true }, unknown: { 3: false }, closed: { 3: true } }, failSafe: closed }
      - { id: modbus, zone: counted, driver: modbus-tcp, url: "${lamps.modbus.url}", repeat: 1s, states: { green: { 0: true }, red: { 1: true }, unknown: { 2: true } } }
      - { id: http, zone: counted, driver: http, url: "${lamps.http.url}", repeat: 1s, states: { green: /green, unknown: /unknown } }
      - { id: mqtt, zone: counted, driver: mqtt, url: "${broker.url}", topic: lamp/set, statusTopic: lamp/state, repeat: 1s, states: { green: G, red: R, unknown: U }, failSafe: red }
`,
  );
  sidecar = await KillableSidecar.create({
    DATA_DIR: database.options.dataDir,
    DATABASE_URL: database.options.databaseUrl ?? '',
    DOORLIGHT_CONFIG: config,
  });
});

afterEach(async () => {
  await sidecar.kill();
  await Promise.all([...Object.values(lamps), ...devices].map((each) => each.close()));
  await broker.remove();
  await database.remove();
});

const shown = () => ({
  axis: lamps.axis.shown(),
  modbus: lamps.modbus.shown(),
  http: lamps.http.shown(),
  mqtt: lamps.mqtt.shown(),
});
const green = { axis: '1', modbus: '0', http: 'GET /green', mqtt: 'G' };

it('no lamp that can help it stays green when Doorlight is killed or hangs', async () => {
  await sidecar.start();
  await expect.poll(shown, soon).toEqual(green);
  await sidecar.kill();
  // Nobody commands the others: they stay as they are, unless they have a watchdog of their own (docs/lamps.md).
  await expect.poll(shown, soon).toEqual({ ...green, axis: '', mqtt: 'R' });

  await sidecar.start();
  await expect.poll(shown, soon).toEqual(green);
  sidecar.signal('SIGSTOP');
  await expect.poll(shown, soon).toEqual({ ...green, axis: '', mqtt: 'R' });
  sidecar.signal('SIGCONT');
  await expect.poll(shown, soon).toEqual(green);

  // Stopped in good order, all fall to what is safe.
  sidecar.signal('SIGTERM');
  await sidecar.ended();
  await expect.poll(shown, soon).toEqual({ axis: '3', modbus: '2', http: 'GET /unknown', mqtt: 'R' });
  expect(lamps.axis.commands.at(-1)).toBe('3:/');
}, 180_000);
