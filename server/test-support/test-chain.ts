import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { expect, onTestFailed } from 'vitest';
import type { Sidecar } from '#lib/contract/sidecar.ts';
import type { WallUpdate } from '#lib/contract/wall.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { homeOf } from '../platform/cluster/rendezvous.ts';
import { axisPeopleCounterSimulator } from '../simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from '../simulators/device/simulated-device.ts';
import { KillableSidecar } from './killable-sidecar.ts';
import { PostgresServer } from './postgres-server.ts';
import { RedisServer } from './redis-server.ts';
import { TcpProxy } from './tcp-proxy.ts';
import { TestDatabase } from './test-database.ts';

/** A screen that stays connected to one address, and decides by validity as screens do. */
export class TestScreen {
  /** Since it was last cleared. */
  readonly seen: ZoneState[] = [];
  readonly #socket: Socket;
  #validUntilMs = 0;
  /** The longest time without a valid state since the first, milliseconds. */
  darkMs = 0;

  constructor(
    readonly url: string,
    readonly site: string,
  ) {
    this.#socket = io(`${url}/live`, {
      transports: ['websocket'],
      auth: { display: `${site}/entrance` },
      reconnectionDelay: 200,
      reconnectionDelayMax: 500,
    });
    let lastSeq = 0;
    this.#socket.on('connect', () => {
      lastSeq = 0;
    });
    this.#socket.on('zone', (state: ZoneState) => {
      // A late message of the home before.
      if (state.seq < lastSeq) return;
      lastSeq = state.seq;
      const nowMs = performance.now();
      if (this.#validUntilMs > 0) this.darkMs = Math.max(this.darkMs, nowMs - this.#validUntilMs);
      this.#validUntilMs = nowMs + state.validForMs;
      this.seen.push(state);
    });
    // As screens do: after a server stops, the library itself does not reconnect.
    this.#socket.on('disconnect', () => {
      if (!this.#socket.active) setTimeout(() => this.#socket.connect(), 500);
    });
  }

  /** What it shows now. */
  get shown(): ZoneState | undefined {
    const last = this.seen.at(-1);
    if (last === undefined || performance.now() < this.#validUntilMs) return last;
    return { ...last, light: 'unknown' };
  }

  clear(): void {
    this.seen.length = 0;
    this.darkMs = 0;
  }

  close(): void {
    this.#socket.off();
    this.#socket.close();
  }
}

/** The network of one sidecar, which can be cut. */
export interface Network {
  readonly postgres: TcpProxy;
  readonly redis: TcpProxy;
}

/** Real sidecars that share sites, with a real PostgreSQL and Redis, screens, and people who walk. */
export class TestChain {
  readonly sites: readonly string[];
  readonly sidecars: KillableSidecar[] = [];
  readonly networks: Network[] = [];
  readonly screens: TestScreen[] = [];
  session = '';
  readonly #variables: Readonly<Record<string, string>>[] = [];
  readonly #consoles: Socket[] = [];
  #walking: NodeJS.Timeout | undefined;
  #lastIn = 0;

  private constructor(
    readonly postgres: PostgresServer,
    readonly redis: RedisServer,
    readonly door: SimulatedDevice,
    private readonly database: TestDatabase,
    private readonly folders: readonly string[],
    siteCount: number,
  ) {
    this.sites = Array.from({ length: siteCount }, (_, at) => `site-${at}`);
  }

  /**
   * Sets everything up; no sidecar is started yet.
   *
   * @param sites so many that each sidecar gets some: which ones is chance
   */
  static async create({ sidecars, sites }: { sidecars: number; sites: number }): Promise<TestChain> {
    const postgres = await PostgresServer.start(['fsync=off', 'max_connections=100']);
    const database = await TestDatabase.create(postgres.url);
    const redis = await RedisServer.start();
    const door = await axisPeopleCounterSimulator.start({ username: 'op', password: 'secret' });
    const folders = await Promise.all(
      Array.from({ length: sidecars + 1 }, () => mkdtemp(join(tmpdir(), 'doorlight-chain-'))),
    );
    const chain = new TestChain(postgres, redis, door, database, folders, sites);
    const config = join(folders[0] ?? '', 'sites.yaml');
    writeFileSync(config, `sites:\n${chain.sites.map((id) => siteText(id, door.url)).join('')}`);
    for (const dataDir of folders.slice(1)) await chain.#add(config, dataDir);
    return chain;
  }

  /** Should the running test fail, what the sidecars printed is shown. */
  explainFailure(): void {
    onTestFailed(() => {
      for (const { url, output } of this.sidecars) console.error(`${url}:\n${output}`);
    });
  }

  async #add(config: string, dataDir: string): Promise<void> {
    const network = {
      postgres: await TcpProxy.start(Number(new URL(this.postgres.url).port)),
      redis: await TcpProxy.start(Number(new URL(this.redis.url).port)),
    };
    this.networks.push(network);
    const databaseUrl = new URL(this.databaseUrl);
    databaseUrl.port = String(network.postgres.port);
    const variables = {
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl.href,
      REDIS_URL: `redis://127.0.0.1:${network.redis.port}`,
      DOORLIGHT_SECRET: 'a secret that all of them share, long enough',
      DOORLIGHT_CONFIG: config,
    };
    this.#variables.push(variables);
    this.sidecars.push(await KillableSidecar.create(variables));
  }

  /** Of the database that the sidecars share. */
  get databaseUrl(): string {
    return this.database.options.databaseUrl ?? '';
  }

  /** The environment of a sidecar. */
  variablesOf(index: number): Readonly<Record<string, string>> {
    return this.#variables[index] ?? {};
  }

  async close(): Promise<void> {
    clearInterval(this.#walking);
    for (const screen of this.screens) screen.close();
    for (const console of this.#consoles) console.close();
    for (const sidecar of this.sidecars) await sidecar.kill();
    for (const { postgres, redis } of this.networks) {
      await postgres.close();
      await redis.close();
    }
    await this.redis.stop();
    await this.door.close();
    await this.database.remove();
    await this.postgres.stop();
    for (const folder of this.folders) await rm(folder, { recursive: true, force: true });
  }

  /** A screen for each site, connected to one sidecar. */
  show(sidecar: KillableSidecar): TestScreen[] {
    const shown = this.sites.map((site) => new TestScreen(sidecar.url, site));
    this.screens.push(...shown);
    return shown;
  }

  /** What a console at a sidecar says of the lights of all sites, as long as it is valid. */
  lookAtWall(sidecar: KillableSidecar): () => WallUpdate['counts'] | undefined {
    const socket = io(`${sidecar.url}/live`, {
      transports: ['websocket'],
      auth: { watch: [] },
      extraHeaders: { cookie: this.session },
    });
    this.#consoles.push(socket);
    let last: WallUpdate | undefined;
    let untilMs = 0;
    socket.on('wall', (update: WallUpdate) => {
      last = update;
      untilMs = performance.now() + update.validForMs;
    });
    const query = { query: 1, search: '', tags: [], order: 'name', from: 0, count: 50 };
    socket.on('connect', () => socket.emit('wall', query));
    return () => (performance.now() < untilMs ? last?.counts : undefined);
  }

  async read<T>(sidecar: KillableSidecar, path: string): Promise<T | undefined> {
    const answer = await fetch(`${sidecar.url}${path}`, {
      headers: { cookie: this.session },
      signal: AbortSignal.timeout(5000),
    }).catch(() => undefined);
    return answer?.ok ? ((await answer.json()) as T) : undefined;
  }

  /** Each of so many sidecars has the sites that belong to it, as one of them reports: that may be none of them. */
  async untilShared(sidecar: KillableSidecar, among: number): Promise<void> {
    await expect
      .poll(async () => {
        const answer = await this.read<{ items: Sidecar[] }>(sidecar, '/api/v1/sidecars');
        const items = answer?.items ?? [];
        const candidates = items.map(({ id }) => ({ id, weight: 1 }));
        const homes = this.sites.map((site) => homeOf(site, candidates));
        const belong = (id: string) => homes.filter((home) => home === id).length;
        return [items.length, items.every(({ id, sites }) => sites === belong(id))];
      })
      .toEqual([among, true]);
  }

  /** Each screen has been green: a machine that is too slow to save in time shows nothing now and then. */
  async untilGreen(screens: readonly TestScreen[] = this.screens): Promise<void> {
    const dark = new Set(screens);
    await expect
      .poll(() => {
        for (const screen of dark) if (screen.shown?.light === 'green') dark.delete(screen);
        return dark.size;
      })
      .toBe(0);
  }

  walk(): void {
    clearInterval(this.#walking);
    this.door.walk({ in: 1 });
    let walked = 0;
    this.#walking = setInterval(() => {
      walked++;
      this.door.walk(walked % 3 === 0 ? { in: 1, out: 1 } : { in: 1 });
    }, 25);
  }

  /** Lets everybody stand still, and compares what every address and every screen shows with what the door knows. */
  async expectTruth(alive: readonly KillableSidecar[]): Promise<void> {
    clearInterval(this.#walking);
    const truth = this.door.truth()[0];
    const expected = { light: 'green', occupancy: truth?.occupancy, in: truth?.in, out: truth?.out };
    expect(truth?.in).toBeGreaterThan(this.#lastIn);
    this.#lastIn = truth?.in ?? 0;
    const isTrue = (state: object) =>
      Object.entries(expected).every(([key, value]) => Reflect.get(state, key) === value);
    // Nobody walks any more: what has been true once is so. A machine that is too slow to save in time shows nothing now and then.
    for (const sidecar of alive) {
      const right = new Set<string>();
      await expect
        .poll(async () => {
          const zones = (await this.read<ZoneState[]>(sidecar, '/api/v1/zones')) ?? [];
          for (const zone of zones) if (isTrue(zone)) right.add(zone.site);
          return [...right].toSorted();
        })
        .toEqual(this.sites.toSorted());
      await expect
        .poll(() => this.read<ZoneState>(sidecar, `/api/v1/zones/${this.sites[0]}/store`))
        .toMatchObject(expected);
    }
    // A screen that was connected to the end shows it too, and never counted backwards.
    const urls = new Set(alive.map(({ url }) => url));
    const connected = this.screens.filter((screen) => urls.has(screen.url));
    const wrong = new Set(connected);
    await expect
      .poll(() => {
        for (const screen of wrong)
          if (screen.shown !== undefined && isTrue(screen.shown)) wrong.delete(screen);
        return [...wrong].map(({ site }) => site);
      })
      .toEqual([]);
    for (const { seen } of this.screens) {
      const counted = seen.filter(({ light }) => light === 'green').map((state) => state.in);
      expect(counted).toEqual(counted.toSorted((x, y) => x - y));
      expect(Math.max(0, ...counted)).toBeLessThanOrEqual(truth?.in ?? 0);
    }
  }
}

/**
 * What screens have seen that was not green, and why; apart from what a machine is to blame for that is too slow to save in time:
 * nothing is shown then, with one sidecar or several.
 */
export function untrue(screens: readonly TestScreen[]): object[] {
  return screens.flatMap(({ site, seen }) =>
    seen
      .filter(({ light, reason }) => light !== 'green' && reason !== 'storage')
      .map(({ light, reason, seq }) => ({ site, light, reason, seq })),
  );
}

function siteText(id: string, url: string): string {
  return `  - id: ${id}
    name: ${id}
    timezone: Europe/Zurich
    languages: [en]
    sensors: [{ id: door, driver: axis-people-counter, url: "${url}", username: op, password: secret, poll: 500ms }]
    zones: [{ id: store, name: Store, capacity: 100000, sources: [{ sensor: door }] }]
    displays: [{ id: entrance, zone: store }]
`;
}
