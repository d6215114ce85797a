import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, it, onTestFailed } from 'vitest';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { Sidecar } from '#lib/contract/sidecar.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { axisPeopleCounterSimulator } from './simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from './simulators/device/simulated-device.ts';
import { KillableSidecar } from './test-support/killable-sidecar.ts';
import { PostgresServer } from './test-support/postgres-server.ts';
import { RedisServer } from './test-support/redis-server.ts';
import { TestDatabase } from './test-support/test-database.ts';

/** Three real sidecars, a real PostgreSQL and Redis, a screen for each site at each of them, and people who walk all the time. */

const sites = Array.from({ length: 12 }, (_, at) => `site-${at}`);
let server: PostgresServer;
let database: TestDatabase;
let redis: RedisServer;
let door: SimulatedDevice;
let folders: string[];
let sidecars: KillableSidecar[];
let screens: Screen[];
let walking: NodeJS.Timeout | undefined;

/** A screen that stays connected to one address, and decides by validity as screens do. */
class Screen {
  readonly seen: ZoneState[] = [];
  readonly #socket: Socket;
  #validUntilMs = 0;
  /** For how long nothing valid was there since the first message, milliseconds. */
  darkMs = 0;

  constructor(
    url: string,
    readonly site: string,
  ) {
    this.#socket = io(`${url}/live`, { transports: ['websocket'], auth: { display: `${site}/entrance` } });
    this.#socket.on('zone', (state: ZoneState) => {
      const nowMs = performance.now();
      if (this.#validUntilMs > 0) this.darkMs = Math.max(this.darkMs, nowMs - this.#validUntilMs);
      this.#validUntilMs = nowMs + state.validForMs;
      this.seen.push(state);
    });
  }

  get last(): ZoneState | undefined {
    return this.seen.at(-1);
  }

  close(): void {
    this.#socket.close();
  }
}

beforeEach(async () => {
  server = await PostgresServer.start();
  database = await TestDatabase.create(server.url);
  redis = await RedisServer.start();
  door = await axisPeopleCounterSimulator.start({ username: 'op', password: 'secret' });
  folders = [await mkdtemp(join(tmpdir(), 'doorlight-chain-'))];
  const config = join(folders[0] ?? '', 'sites.yaml');
  const site = (id: string) => `  - id: ${id}
    name: ${id}
    timezone: Europe/Zurich
    languages: [en]
    sensors: [{ id: door, driver: axis-people-counter, url: "${door.url}", username: op, password: secret, poll: 250ms }]
    zones: [{ id: store, name: Store, capacity: 100000, sources: [{ sensor: door }] }]
    displays: [{ id: entrance, zone: store }]
`;
  writeFileSync(config, `sites:\n${sites.map(site).join('')}`);
  sidecars = [];
  for (let at = 0; at < 3; at++) {
    const dataDir = await mkdtemp(join(tmpdir(), 'doorlight-chain-'));
    folders.push(dataDir);
    sidecars.push(
      await KillableSidecar.create({
        DATA_DIR: dataDir,
        DATABASE_URL: database.options.databaseUrl ?? '',
        REDIS_URL: redis.url,
        DOORLIGHT_SECRET: 'a secret that all of them share, long enough',
        DOORLIGHT_CONFIG: config,
      }),
    );
  }
  screens = [];
}, 300_000);

afterEach(async () => {
  clearInterval(walking);
  for (const screen of screens) screen.close();
  for (const sidecar of sidecars) await sidecar.kill();
  await redis.stop();
  await door.close();
  await database.remove();
  await server.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function read<T>(sidecar: KillableSidecar, path: string, session: string): Promise<T | undefined> {
  const answer = await fetch(`${sidecar.url}${path}`, { headers: { cookie: session } }).catch(
    () => undefined,
  );
  return answer?.ok ? ((await answer.json()) as T) : undefined;
}

/** How many sites each sidecar runs, as one of them tells. */
async function shares(sidecar: KillableSidecar, session: string): Promise<number[]> {
  const answer = await read<{ items: Sidecar[] }>(sidecar, '/api/v1/sidecars', session);
  return answer?.items.map((each) => each.sites) ?? [];
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Every site has a home, and every one of so many sidecars some of them. */
async function untilShared(sidecar: KillableSidecar, session: string, among: number): Promise<void> {
  await expect
    .poll(async () => {
      const each = await shares(sidecar, session);
      return [each.length, sum(each), each.every((count) => count > 0)];
    })
    .toEqual([among, sites.length, true]);
}

function walk(): void {
  let walked = 0;
  walking = setInterval(() => {
    walked++;
    door.walk(walked % 3 === 0 ? { in: 1, out: 1 } : { in: 1 });
  }, 25);
}

/** Lets everybody stand still, and compares what every address and every screen says with what the door knows. */
async function expectTruth(session: string, alive: readonly KillableSidecar[]): Promise<void> {
  clearInterval(walking);
  const truth = door.truth()[0];
  const expected = { light: 'green', occupancy: truth?.occupancy, in: truth?.in, out: truth?.out };
  for (const sidecar of alive) {
    await expect
      .poll(async () => {
        const zones = (await read<ZoneState[]>(sidecar, '/api/v1/zones', session)) ?? [];
        return zones
          .filter((zone) =>
            Object.entries(expected).every(([key, value]) => Reflect.get(zone, key) === value),
          )
          .map(({ site }) => site)
          .toSorted();
      })
      .toEqual(sites.toSorted());
    const one = await read<ZoneState>(sidecar, `/api/v1/zones/${sites[0]}/store`, session);
    expect(one).toMatchObject(expected);
  }
}

/** What screens have seen that was not green, and why. */
const untrue = (of: readonly Screen[]) =>
  of.flatMap(({ site, seen }) =>
    seen
      .filter(({ light }) => light !== 'green')
      .map(({ light, reason, seq }) => ({ site, light, reason, seq })),
  );

const show = (sidecar: KillableSidecar) => {
  const shown = sites.map((site) => new Screen(sidecar.url, site));
  screens.push(...shown);
  return shown;
};

it('shares sites, moves them unseen, and goes on counting exactly when one is killed or frozen', async () => {
  onTestFailed(() => {
    for (const { url, output } of sidecars) console.error(`${url}:\n${output}`);
  });
  const [a, b, c] = sidecars as [KillableSidecar, KillableSidecar, KillableSidecar];
  await a.start();
  const session = await a.signIn();
  await untilShared(a, session, 1);
  const screensOfA = show(a);
  walk();
  await expect.poll(() => screensOfA.every(({ last }) => last?.light === 'green')).toBe(true);

  // Join: sites move to the second one, and nobody sees it, wherever the screen hangs.
  for (const { seen } of screensOfA) seen.length = 0;
  await b.start();
  await untilShared(a, session, 2);
  await untilShared(b, session, 2);
  const screensOfB = show(b);
  await expect.poll(() => screensOfB.every(({ last }) => last?.light === 'green')).toBe(true);
  await expectTruth(session, [a, b]);
  // Every sidecar knows of the screens at the other one.
  for (const sidecar of [a, b]) {
    await expect
      .poll(async () => {
        const displays = (await read<DisplayStatus[]>(sidecar, '/api/v1/displays', session)) ?? [];
        return displays.map(({ connections }) => connections);
      })
      .toEqual(sites.map(() => 2));
  }
  expect(untrue(screensOfA)).toEqual([]);
  expect(Math.max(...screensOfA.map(({ darkMs }) => darkMs)), 'no screen was without a valid light').toBe(0);

  // Leave in good order.
  walk();
  await c.start();
  await untilShared(a, session, 3);
  for (const { seen } of [...screensOfA, ...screensOfB]) seen.length = 0;
  c.signal('SIGTERM');
  expect(await c.ended()).toBe(0);
  await untilShared(a, session, 2);
  await expectTruth(session, [a, b]);
  expect(untrue([...screensOfA, ...screensOfB])).toEqual([]);
  expect(Math.max(...[...screensOfA, ...screensOfB].map(({ darkMs }) => darkMs))).toBe(0);

  // Killed without notice.
  walk();
  await b.kill();
  await untilShared(a, session, 1);
  await expectTruth(session, [a]);
  await expect.poll(() => screensOfA.every(({ last }) => last?.light === 'green')).toBe(true);

  // Frozen for longer than the lease, and woken: it ends itself, and has written nothing.
  await b.start();
  await untilShared(a, session, 2);
  walk();
  b.signal('SIGSTOP');
  await untilShared(a, session, 1);
  await expectTruth(session, [a]);
  b.signal('SIGCONT');
  expect(await b.ended()).toBe(75);
  await expectTruth(session, [a]);
  for (const { seen } of screensOfA) {
    const counted = seen.filter(({ light }) => light === 'green').map((state) => state.in);
    expect(counted).toEqual([...counted].sort((x, y) => x - y));
  }
}, 600_000);
