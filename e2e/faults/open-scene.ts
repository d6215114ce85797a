import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { RedisServer } from '#server/test-support/redis-server.ts';
import { StallingProxy } from '../support/stalling-proxy.ts';
import { fakeClock } from './fake-clock.ts';
import { type FaultyDisk, shimmedDisk, smallDisk } from './faulty-disk.ts';
import { PostgresCluster } from './postgres-cluster.ts';
import { Product } from './product.ts';
import type { DatabaseKind, Need, Scene } from './row.ts';
import { Screen } from './screen.ts';
import { type Door, Shop, site } from './shop.ts';
import { Staff } from './staff.ts';

/** Everything that stands while rows are played, and how it is taken down. */
export interface OpenScene extends Omit<Scene, 'door' | 'screen'> {
  readonly shop: Shop;
  readonly staff: Staff;
  readonly screens: ReadonlyMap<Door, Screen>;
  /** Where the database is, once nothing fails any more. */
  readonly database: { readonly dataDir: string; readonly databaseUrl?: string };
  /** Ends Doorlight in order, so that everything is saved. */
  endProduct(): Promise<void>;
  close(): Promise<void>;
}

export interface SceneOptions {
  readonly browser: Browser;
  readonly database: DatabaseKind;
  readonly needs?: Need | undefined;
  /** One door and one screen of each. */
  readonly families: readonly string[];
}

/** What was opened, to be closed in the opposite order whatever fails. */
class Closing {
  readonly #steps: (() => Promise<unknown> | unknown)[] = [];

  add<T>(opened: T, close: (opened: T) => Promise<unknown> | unknown): T {
    this.#steps.push(() => close(opened));
    return opened;
  }

  async close(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step();
  }
}

/** @throws where the machine lacks what a row needs: the message says what */
export async function openScene(options: SceneOptions): Promise<OpenScene> {
  const closing = new Closing();
  try {
    return await build(options, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function build(
  { browser, database, needs, families }: SceneOptions,
  closing: Closing,
): Promise<OpenScene> {
  const folder = closing.add(mkdtempSync(join(tmpdir(), 'doorlight-faults-')), (it) =>
    rmSync(it, { recursive: true, force: true }),
  );
  // PostgreSQL may run as another user than we do.
  chmodSync(folder, 0o755);
  const control = join(folder, 'control');
  mkdirSync(control);
  const disk = openDisk(needs, join(folder, 'disk'), control);
  if (disk) closing.add(disk, (it) => it.remove());
  const clock = needs === 'fake clock' ? fakeClock(control) : undefined;
  const storage = disk?.folder ?? folder;

  const postgres =
    database === 'postgres' ? await openPostgres(folder, storage, disk, needs, closing) : undefined;
  const redis = needs === 'redis' ? closing.add(await RedisServer.start(), (it) => it.stop()) : undefined;
  const shop = closing.add(await Shop.open(families), (it) => it.close());

  const dataDir = join(database === 'sqlite' ? storage : folder, 'data');
  mkdirSync(dataDir);
  const config = join(folder, 'site.yaml');
  writeFileSync(config, shop.config);
  const product = closing.add(
    await Product.start({
      DATA_DIR: dataDir,
      DOORLIGHT_CONFIG: config,
      ...(postgres && { DATABASE_URL: postgres.cluster.urlAt(postgres.proxy.port) }),
      ...(redis && { REDIS_URL: redis.url }),
      ...clock?.env,
      ...(database === 'sqlite' && disk?.env),
    }),
    (it) => it.stop(),
  );
  const staff = closing.add(await Staff.signIn(product.url), (it) => it.leave());
  const screenProxy = closing.add(await StallingProxy.before(product.url), (it) => it.close());
  const screens = new Map<Door, Screen>();
  for (const door of shop.doors) {
    const url = `${screenProxy.url}/display/${site}/${door.id}`;
    screens.set(
      door,
      closing.add(await Screen.open(browser, url), (it) => it.close()),
    );
  }
  const onlooker: Page = closing.add(await browser.newPage(), (it) => it.close());
  const written = postgres?.follower ?? postgres?.cluster;
  return {
    product,
    dataDir,
    shop,
    staff,
    screens,
    screenProxy,
    onlooker,
    database: { dataDir, ...(written && { databaseUrl: written.urlAt(written.port) }) },
    ...(postgres && { postgres }),
    ...(redis && { redis }),
    ...(disk && { disk }),
    ...(clock && { clock }),
    endProduct: () => product.stop(),
    close: () => closing.close(),
  };
}

function openDisk(needs: Need | undefined, folder: string, control: string): FaultyDisk | undefined {
  if (needs === 'small disk') return smallDisk(folder);
  return needs === 'faulty disk' ? shimmedDisk(folder, control) : undefined;
}

async function openPostgres(
  folder: string,
  storage: string,
  disk: FaultyDisk | undefined,
  needs: Need | undefined,
  closing: Closing,
): Promise<NonNullable<Scene['postgres']> & { readonly proxy: StallingProxy }> {
  const cluster = closing.add(await PostgresCluster.create(join(storage, 'database'), disk?.env), (it) =>
    it.kill(),
  );
  const proxy = closing.add(await StallingProxy.before(`http://127.0.0.1:${cluster.port}`), (it) =>
    it.close(),
  );
  const follower =
    needs === 'follower'
      ? closing.add(await cluster.follower(join(folder, 'follower')), (it) => it.kill())
      : undefined;
  return { cluster, proxy, ...(follower && { follower }) };
}
