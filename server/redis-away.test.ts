import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { axisPeopleCounterSimulator } from './simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from './simulators/device/simulated-device.ts';
import { KillableSidecar } from './test-support/killable-sidecar.ts';
import { RedisServer } from './test-support/redis-server.ts';
import { TestDatabase } from './test-support/test-database.ts';

let database: TestDatabase;
let redis: RedisServer;
let door: SimulatedDevice;
let sidecar: KillableSidecar;

beforeEach(async () => {
  database = await TestDatabase.create();
  const { dataDir, databaseUrl = '' } = database.options;
  redis = await RedisServer.start();
  door = await axisPeopleCounterSimulator.start({ username: 'op', password: 'secret' });
  const config = join(dataDir, 'site.yaml');
  writeFileSync(
    config,
    `sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-people-counter, url: "${door.url}", username: op, password: secret, poll: 100ms }]
    zones: [{ id: store, name: Store, capacity: 50, sources: [{ sensor: door }] }]
`,
  );
  sidecar = await KillableSidecar.create({
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    DOORLIGHT_CONFIG: config,
  });
});

afterEach(async () => {
  await sidecar.kill();
  await redis.stop();
  await door.close();
  await database.remove();
});

/** Numbers of `/metrics`; undefined for a missing one. */
async function metric(name: string): Promise<number | undefined> {
  // A request that comes while the server changes hands may get no answer: monitoring has a time limit, too.
  const answer = await fetch(`${sidecar.url}/metrics`, { signal: AbortSignal.timeout(3000) }).catch(
    () => undefined,
  );
  const text = await answer?.text().catch(() => undefined);
  const line = (text ?? '').split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.split(' ')[1]);
}

const occupancy = () => metric('doorlight_zone_occupancy{site="bern",zone="store"}');

it('does not count while Redis is away, and counts what happened meanwhile when it is back', async () => {
  await sidecar.start();
  await expect.poll(() => metric('doorlight_sensor_answers_total')).toBeGreaterThan(0);
  door.walk({ in: 3 });
  await expect.poll(occupancy).toBe(3);

  await redis.stop();
  // A machine that is too slow to stop within the lease ends the process instead.
  await expect
    .poll(async () => {
      await sidecar.revive();
      return metric('doorlight_standby');
    })
    .toBe(1);
  expect((await fetch(`${sidecar.url}/readyz`)).status).toBe(503);
  const refused = await fetch(`${sidecar.url}/api/v1/zones`);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
  door.walk({ in: 4, out: 1 });

  await redis.startAgain();
  await expect.poll(() => metric('doorlight_standby')).toBe(0);
  await expect.poll(occupancy).toBe(6);

  // An orderly stop: the lease is released, and the next sidecar gets it at once.
  sidecar.signal('SIGTERM');
  expect(await sidecar.ended()).toBe(0);
}, 600_000);
