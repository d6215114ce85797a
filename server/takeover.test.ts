import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { SimulatedDevice } from './simulators/device/simulated-device.ts';
import { KillableSidecar } from './test-support/killable-sidecar.ts';
import { RedisServer } from './test-support/redis-server.ts';
import { TestDatabase } from './test-support/test-database.ts';
import { startTwoDoors } from './test-support/two-doors.ts';

/** Two real sidecars, a real Redis, and people who keep walking while one sidecar after the other fails. */

let database: TestDatabase;
let redis: RedisServer;
let devices: SimulatedDevice[];
let sidecars: [KillableSidecar, KillableSidecar];
let watchers: Watcher[];
let walking: NodeJS.Timeout | undefined;

/** A screen or a console that stays connected to one address. */
class Watcher {
  readonly seen: ZoneState[] = [];
  readonly #socket: Socket;

  constructor(url: string, transport: 'websocket' | 'polling', options: object) {
    this.#socket = io(`${url}/live`, {
      transports: [transport],
      reconnectionDelay: 200,
      reconnectionDelayMax: 500,
      ...options,
    });
    this.#socket.on('zone', (state: ZoneState) => {
      if (state.zone === 'counted') this.seen.push(state);
    });
    // As screens and consoles do: after a server stops, the library itself does not reconnect.
    this.#socket.on('disconnect', () => {
      if (!this.#socket.active) setTimeout(() => this.#socket.connect(), 500);
    });
  }

  get last(): ZoneState | undefined {
    return this.seen.at(-1);
  }

  close(): void {
    this.#socket.off();
    this.#socket.close();
  }
}

beforeEach(async () => {
  database = await TestDatabase.create();
  const { dataDir, databaseUrl = '' } = database.options;
  redis = await RedisServer.start();
  const doors = await startTwoDoors();
  devices = doors.devices;
  const config = join(dataDir, 'site.yaml');
  writeFileSync(
    config,
    `${doors.config}    displays:
      - { id: entrance, zone: counted }
`,
  );
  const sidecar = () =>
    KillableSidecar.create({
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      DOORLIGHT_CONFIG: config,
    });
  sidecars = [await sidecar(), await sidecar()];
  watchers = [];
});

afterEach(async () => {
  clearInterval(walking);
  for (const watcher of watchers) watcher.close();
  for (const sidecar of sidecars) await sidecar.kill();
  await redis.stop();
  await Promise.all(devices.map((device) => device.close()));
  await database.remove();
});

async function zone({ url }: KillableSidecar, id: string, session: string): Promise<Partial<ZoneState>> {
  const answer = await fetch(`${url}/api/v1/zones/bern/${id}`, { headers: { cookie: session } }).catch(
    () => undefined,
  );
  return answer?.ok ? ((await answer.json()) as ZoneState) : {};
}

async function isStandby({ url }: KillableSidecar): Promise<boolean | undefined> {
  const answer = await fetch(`${url}/metrics`).catch(() => undefined);
  const value = /^doorlight_standby (\d)$/m.exec((await answer?.text()) ?? '')?.[1];
  return value === undefined ? undefined : value === '1';
}

/** Waits until a sidecar is active and shows a light. */
async function untilActive(sidecar: KillableSidecar, session: string): Promise<void> {
  await expect.poll(() => isStandby(sidecar)).toBe(false);
  await expect.poll(async () => (await zone(sidecar, 'counted', session)).light).toBe('green');
}

/** Starts a sidecar beside the active one, which it has to find. */
async function standBy(sidecar: KillableSidecar, active: KillableSidecar): Promise<void> {
  await sidecar.start();
  await expect
    .poll(() => sidecar.output)
    .toContain(`Doorlight stands by at ${sidecar.url}: the one at ${active.url} counts`);
  expect(await isStandby(sidecar)).toBe(true);
}

/** Waits until this many more people have walked through the counted door. */
async function untilWalked(people: number): Promise<void> {
  const walked = () => devices[0]?.truth()[0]?.in ?? 0;
  const enough = walked() + people;
  await expect.poll(walked).toBeGreaterThanOrEqual(enough);
}

/** Stops all walking, and compares what every address shows with what the devices counted. */
async function expectTruth(session: string, alive: readonly KillableSidecar[]): Promise<void> {
  clearInterval(walking);
  for (const [id, device] of [
    ['counted', devices[0]],
    ['level', devices[1]],
  ] as const) {
    const truth = device?.truth()[0];
    for (const sidecar of alive) {
      await expect
        .poll(() => zone(sidecar, id, session))
        .toMatchObject({ light: 'green', occupancy: truth?.occupancy, in: truth?.in, out: truth?.out });
    }
  }
}

/** The content of the lease: each acquisition writes another text. */
async function leaseInRedis(): Promise<string | null> {
  const client = await createClient({ url: redis.url }).connect();
  try {
    return await client.get('doorlight:active');
  } finally {
    client.destroy();
  }
}

function walk(): void {
  clearInterval(walking);
  let walked = 0;
  walking = setInterval(() => {
    walked++;
    for (const device of devices) device.walk(walked % 3 === 0 ? { in: 1, out: 1 } : { in: 1 });
  }, 15);
}

it('goes on counting exactly, whichever of two sidecars is killed, hangs or is stopped', async () => {
  let [active, other] = sidecars;
  await active.start();
  await expect.poll(() => isStandby(active)).toBe(false);
  const session = await active.signIn();
  await untilActive(active, session);
  await standBy(other, active);

  for (const { url } of sidecars) {
    watchers.push(new Watcher(url, 'websocket', { auth: { display: 'bern/entrance' } }));
    watchers.push(new Watcher(url, 'polling', { extraHeaders: { cookie: session } }));
  }
  walk();
  await untilWalked(30);
  await expectTruth(session, sidecars);
  await expect
    .poll(() => watchers.map(({ last }) => last?.occupancy))
    .toEqual(watchers.map(() => devices[0]?.truth()[0]?.occupancy));

  // Killed: the lease has to expire.
  walk();
  await untilWalked(20);
  await active.kill();
  await untilActive(other, session);
  await expectTruth(session, [other]);
  [active, other] = [other, active];
  await standBy(other, active);

  // Hangs for longer than the lease is valid, while it writes nothing: otherwise SQLite's lock would hang
  // with it.
  await sleep(200);
  active.signal('SIGSTOP');
  walk();
  await untilActive(other, session);
  await untilWalked(10);
  active.signal('SIGCONT');
  expect(await active.ended()).toBe(75);
  expect(active.output).toContain('Ended at once');
  await expectTruth(session, [other]);
  [active, other] = [other, active];
  await standBy(other, active);

  // Stopped in good order: nobody waits for the lease.
  walk();
  await untilWalked(20);
  const lease = await leaseInRedis();
  expect(lease).toContain('"');
  active.signal('SIGTERM');
  expect(await active.ended()).toBe(0);
  expect(await leaseInRedis()).not.toBe(lease);
  await untilActive(other, session);
  await expectTruth(session, [other]);

  // A client that stayed connected to an address got all of it, and never fewer people than before.
  const truth = devices[0]?.truth()[0];
  const survivors = watchers.filter((_watcher, index) => sidecars[Math.floor(index / 2)] === other);
  await expect
    .poll(() => survivors.map(({ last }) => [last?.in, last?.out]))
    .toEqual(survivors.map(() => [truth?.in, truth?.out]));
  for (const { seen } of watchers) {
    const counted = seen.filter(({ light }) => light === 'green').map((state) => state.in);
    expect(counted).toEqual([...counted].sort((a, b) => a - b));
    expect(Math.max(...counted)).toBeLessThanOrEqual(truth?.in ?? 0);
  }
}, 600_000);
