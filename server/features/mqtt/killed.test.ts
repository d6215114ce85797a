import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { KillableSidecar } from '#server/test-support/killable-sidecar.ts';
import { MosquittoServer } from '#server/test-support/mosquitto-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { startTwoDoors } from '#server/test-support/two-doors.ts';
import { TestSubscriber } from './test-subscriber.ts';

const zone = 'doorlight/bern/counted';
const soon = { timeout: 60_000, interval: 30 };
let broker: MosquittoServer;
let database: TestDatabase;
let devices: SimulatedDevice[];
let sidecar: KillableSidecar;
let subscriber: TestSubscriber;

beforeEach(async () => {
  broker = await MosquittoServer.start();
  database = await TestDatabase.create();
  const { dataDir, databaseUrl = '' } = database.options;
  const doors = await startTwoDoors();
  devices = doors.devices;
  const config = join(dataDir, 'site.yaml');
  writeFileSync(config, doors.config);
  sidecar = await KillableSidecar.create({
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    DOORLIGHT_CONFIG: config,
    MQTT_URL: `mqtts://127.0.0.1:${broker.tlsPort}`,
    NODE_EXTRA_CA_CERTS: broker.certificate,
  });
  subscriber = await TestSubscriber.connect(broker.url);
});

afterEach(async () => {
  await sidecar.kill();
  await subscriber.close();
  await broker.remove();
  await Promise.all(devices.map((device) => device.close()));
  await database.remove();
});

it('is offline soon after it was killed or froze, and what the broker kept of its lights is gone; over TLS', async () => {
  await sidecar.start();
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
  await sidecar.kill();
  await expect
    .poll(() => subscriber.payload('doorlight/status'), { timeout: 60_000, interval: 20 })
    .toBe('offline');
  subscriber.forget();
  await sidecar.start();
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
  await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('online');
  sidecar.signal('SIGSTOP');
  // One and a half keepalives, and the broker checks every few seconds.
  await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('offline');
  const late = await TestSubscriber.connect(broker.url);
  await expect.poll(() => late.payload('doorlight/status'), soon).toBe('offline');
  expect(late.payload(`${zone}/light`)).toBeUndefined();
  expect(late.payload(`${zone}/state`)).toBeUndefined();
  await late.close();
  sidecar.signal('SIGCONT');
  await expect.poll(() => subscriber.payload('doorlight/status'), soon).toBe('online');
  await expect.poll(() => subscriber.payload(`${zone}/light`), soon).toBe('green');
}, 180_000);
