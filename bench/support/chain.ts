import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { sidecarsSchema } from '#lib/contract/sidecar.ts';
import { siteAtHomeSchema } from '#lib/contract/site.ts';
import { PostgresServer } from '#server/test-support/postgres-server.ts';
import { RedisServer } from '#server/test-support/redis-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { Farm } from './farm.ts';
import { type Layout, siteFile } from './layout.ts';
import { atTheEnd, temporaryFolder } from './leftovers.ts';
import type { Usage } from './messages.ts';
import { type RunningSidecar, startSidecar } from './sidecar.ts';
import { signIn } from './sign-in.ts';
import { TimedClient } from './timed-get.ts';

const sharedWithinMs = 120_000;
const homeSchema = siteAtHomeSchema.pick({ home: true });

/** A PostgreSQL that writes to its disk, and a Redis, of one bench. */
export class Engines {
  private constructor(
    readonly postgres: PostgresServer,
    readonly redis: RedisServer,
  ) {}

  static async start(): Promise<Engines> {
    // PostgreSQL runs as somebody else, and makes its folder in this one, which the bench removes however it ends. Another
    // one after that must not lie in it: the address of a local socket has 107 letters at most.
    const { TMPDIR: usual = tmpdir() } = process.env;
    process.env.TMPDIR = temporaryFolder();
    chmodSync(process.env.TMPDIR, 0o755);
    const postgres = await PostgresServer.start(['max_connections=100', 'shared_buffers=256MB']);
    const redis = await RedisServer.start();
    process.env.TMPDIR = usual;
    atTheEnd(() => {
      postgres.signal('SIGKILL');
      redis.signal('SIGKILL');
    });
    return new Engines(postgres, redis);
  }

  async stop(): Promise<void> {
    await this.redis.stop();
    await this.postgres.stop();
  }
}

/** Sidecars that share sites, with devices of a farm and a database of their own. */
export class BenchChain {
  readonly sidecars: RunningSidecar[] = [];
  #session = '';

  private constructor(
    readonly layout: Layout,
    readonly farm: Farm,
    private readonly database: TestDatabase,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  /** @param isAlone one sidecar without Redis */
  static async create({ postgres, redis }: Engines, layout: Layout, isAlone = false): Promise<BenchChain> {
    const database = await TestDatabase.create(postgres.url);
    return new BenchChain(layout, await Farm.start(layout), database, {
      DATABASE_URL: database.options.databaseUrl ?? '',
      ...(!isAlone && { REDIS_URL: redis.url }),
      DOORLIGHT_SECRET: 'a secret that all sidecars of the bench share',
    });
  }

  /** Starts so many more, all at once, and waits until the sites are shared among them. @returns milliseconds */
  async add(count: number): Promise<number> {
    const startedMs = performance.now();
    const sites = siteFile(this.layout, this.farm.port);
    const added = await Promise.all(
      Array.from({ length: count }, () => startSidecar({ sites, variables: this.variables })),
    );
    this.sidecars.push(...added);
    if (this.variables.REDIS_URL !== undefined) await this.untilShared();
    return performance.now() - startedMs;
  }

  /** Every site has a home, and each sidecar has some of them. */
  async untilShared(): Promise<void> {
    const giveUpAt = performance.now() + sharedWithinMs;
    for (;;) {
      // One that is starting thousands of sites may not answer in time.
      const items = await this.#items(0).catch(() => []);
      const sites = items.reduce((sum, each) => sum + each.sites, 0);
      const areAll = items.length === this.sidecars.length && items.every((each) => each.sites > 0);
      if (areAll && sites === this.layout.sites) return;
      if (performance.now() > giveUpAt)
        throw new Error(
          `the sites are not shared: ${JSON.stringify(items)}\n${this.sidecars[0]?.child.output}`,
        );
      await sleep(250);
    }
  }

  /** For each site the number of the sidecar that runs it. */
  async homes(): Promise<ReadonlyMap<string, number>> {
    const selves = await Promise.all(
      this.sidecars.map(async (_, at) => (await this.#items(at)).find(({ isSelf }) => isSelf)?.id),
    );
    const homes = new Map<string, number>();
    for (let at = 0; at < this.layout.sites; at++) {
      const { home } = homeSchema.parse(JSON.parse(await this.#get(0, `/api/v1/sites/site-${at}`)));
      homes.set(`site-${at}`, selves.indexOf(home?.id));
    }
    return homes;
  }

  /** Ends one, in good order or killed. */
  async end(at: number, isKilled: boolean): Promise<void> {
    const [ended] = this.sidecars.splice(at, 1);
    await (isKilled ? ended?.child.kill() : ended?.child.stop());
  }

  usages(): Promise<Usage[]> {
    return Promise.all(this.sidecars.map(({ child }) => child.usage()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.sidecars.map(({ child }) => child.stop()));
    await this.farm.stop();
    await this.database.remove();
  }

  async #items(at: number) {
    return sidecarsSchema.parse(JSON.parse(await this.#get(at, '/api/v1/sidecars'))).items;
  }

  async #get(at: number, path: string): Promise<string> {
    const origin = this.sidecars[at]?.origin ?? '';
    if (this.#session === '') this.#session = await signIn(origin);
    const client = new TimedClient(origin, { cookie: this.#session });
    try {
      return await client.get(path);
    } finally {
      await client.close();
    }
  }
}
