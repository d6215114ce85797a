import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { KillableSidecar } from './test-support/killable-sidecar.ts';
import { TestChain, untrue } from './test-support/test-chain.ts';
import { isLongTest } from './test-support/test-length.ts';

/** Sidecars that share sites, while what they stand on fails: no false light, no count lost or doubled. */

/** Where Debian puts it. */
const libfaketime = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
  .find(existsSync);

let chain: TestChain;
/** It is not there yet, or a test has left it so that the next one needs another. */
let isSpent = true;
let a: KillableSidecar;
let b: KillableSidecar;
/** It is started by the tests that need a third. */
let c: KillableSidecar;

beforeEach(async () => {
  if (isSpent) {
    chain = await TestChain.create({ sidecars: 3, sites: 16 });
    [a, b, c] = chain.sidecars as [KillableSidecar, KillableSidecar, KillableSidecar];
    // At the same moment, on an empty database.
    await Promise.all([a.start(), b.start()]);
    chain.session = await a.signIn();
    chain.show(a);
    chain.show(b);
  }
  isSpent = false;
  chain.explainFailure();
  await chain.untilShared(a, 2);
  // Whoever passes before a sensor was asked first is nobody's to count.
  await chain.untilGreen();
  chain.walk();
}, 600_000);

afterEach(async ({ task }) => {
  isSpent ||= task.result?.state === 'fail';
  if (isSpent) await chain.close();
});

afterAll(async () => {
  if (!isSpent) await chain.close();
});

const shownAt = (sidecar: KillableSidecar) =>
  chain.screens.filter(({ url }) => url === sidecar.url).map(({ shown }) => shown?.light);

it('counts exactly however often one of them is killed', async () => {
  const all = isLongTest ? [a, b, c] : [a, b];
  if (isLongTest) await c.start();
  isSpent = isLongTest;
  // The short form kills the one that everybody is signed in at; the story of the chain kills the other one.
  for (let time = 0; time < (isLongTest ? 50 : 1); time++) {
    const [victim = a, survivor = b] = [all[time % all.length], all[(time + 1) % all.length]];
    chain.walk();
    await victim.kill();
    await chain.untilShared(survivor, all.length - 1);
    await victim.start();
    await chain.untilShared(survivor, all.length);
    await chain.expectTruth(all);
  }
}, 3_600_000);

it('goes on counting without Redis: screens at the home of a site stay live, the others show nothing and heal', async () => {
  const isMixed = (lights: readonly unknown[]) => lights.includes('green') && lights.includes('unknown');
  // Killed, and with it forgotten what it knew.
  await chain.redis.stop();
  await expect.poll(() => isMixed(shownAt(a)) && isMixed(shownAt(b))).toBe(true);
  await chain.redis.startAgain();
  await chain.untilGreen();
  await chain.expectTruth([a, b]);

  // Frozen: what it delivers late is not believed.
  chain.walk();
  chain.redis.signal('SIGSTOP');
  await expect.poll(() => isMixed(shownAt(a)) && isMixed(shownAt(b))).toBe(true);
  chain.redis.signal('SIGCONT');
  await chain.untilGreen();
  await chain.expectTruth([a, b]);

  // It forgets all that it knows: it keeps nothing that anybody needs.
  chain.walk();
  for (const screen of chain.screens) screen.clear();
  await chain.redis.flush();
  await chain.expectTruth([a, b]);
  expect(untrue(chain.screens)).toEqual([]);

  // Cut off from one sidecar only.
  chain.walk();
  chain.networks[1]?.redis.cut();
  await expect.poll(() => isMixed(shownAt(a)) && isMixed(shownAt(b))).toBe(true);
  chain.networks[1]?.redis.mend();
  await chain.untilGreen();
  await chain.expectTruth([a, b]);
}, 900_000);

it('shows nothing without PostgreSQL, and what was counted meanwhile when it is back', async () => {
  const isDark = () => chain.screens.every(({ shown }) => shown?.light === 'unknown');
  // Frozen for longer than a lease: nobody could take anything over, or save.
  chain.postgres.signal('SIGSTOP');
  await expect.poll(isDark).toBe(true);
  if (isLongTest) await sleep(20_000);
  expect(isDark()).toBe(true);
  chain.postgres.signal('SIGCONT');
  await revived();

  // Killed, and started again.
  chain.walk();
  await chain.postgres.kill();
  await expect.poll(isDark).toBe(true);
  await chain.postgres.startAgain();
  await revived();
}, 900_000);

it('takes over the sites of one that is cut off from PostgreSQL only, which then ends', async () => {
  chain.networks[1]?.postgres.cut();
  await chain.untilShared(a, 1);
  await chain.expectTruth([a]);
  chain.networks[1]?.postgres.mend();
  expect(await b.ended()).toBe(75);
  chain.walk();
  await b.start();
  await chain.untilShared(a, 2);
  await chain.expectTruth([a, b]);
}, 900_000);

it.runIf(isLongTest)(
  'lets one of two save a site whose home both believe to be',
  async () => {
    const stolen = (await chain.read<ZoneState[]>(a, '/api/v1/zones'))?.map(({ site }) => site) ?? [];
    const client = new pg.Client({ connectionString: chain.databaseUrl });
    await client.connect();
    for (const screen of chain.screens) screen.clear();
    // Every site goes to the other one, without a word to its home.
    await client.query(`
    update site_home as home set sidecar = other.id, epoch = epoch + 1, changed_at = clock_timestamp()
    from sidecar as other where other.id <> home.sidecar
  `);
    await client.end();
    expect(stolen.toSorted()).toEqual(chain.sites.toSorted());
    // They come back to where they belong, and nothing is counted twice.
    await chain.untilShared(a, 2);
    await chain.untilGreen();
    await chain.expectTruth([a, b]);
    expect(a.output + b.output).toContain('another sidecar has become the home');
    // What the one had shown that lost a site did not stay: the next knows nothing before it has heard the sensors.
    const seen = chain.screens.map((screen) => screen.seen.some(({ light }) => light === 'unknown'));
    expect(seen).toEqual(chain.screens.map(() => true));
  },
  900_000,
);

it('goes on beside a newer version that changes the database, and is refused when it starts again', async () => {
  isSpent = true;
  const client = new pg.Client({ connectionString: chain.databaseUrl });
  await client.connect();
  for (const table of ['zone_state', 'history_minute', 'sidecar', 'site_home'])
    await client.query(`alter table ${table} add column newer text not null default 'by a newer version'`);
  await client.query(`insert into doorlight_migration values ('9999-newer', '2027-01-01')`);
  await client.end();
  for (const screen of chain.screens) screen.clear();
  await chain.expectTruth([a, b]);
  expect(untrue(chain.screens)).toEqual([]);
  chain.walk();
  await b.kill();
  await expect(b.start()).rejects.toThrow(/ended with 78[\s\S]*changed by a newer version of Doorlight/);
  await chain.untilShared(a, 1);
  await chain.expectTruth([a]);
}, 900_000);

it.runIf(isLongTest)(
  'takes over from one that stands still for a minute, which then ends',
  async () => {
    isSpent = true;
    b.signal('SIGSTOP');
    await chain.untilShared(a, 1);
    await sleep(60_000);
    await chain.expectTruth([a]);
    b.signal('SIGCONT');
    expect(await b.ended()).toBe(75);
    chain.walk();
    await chain.expectTruth([a]);
  },
  900_000,
);

it.runIf(isLongTest && libfaketime !== undefined)(
  'counts with clocks a day apart',
  async () => {
    isSpent = true;
    const ahead = await KillableSidecar.create({
      ...chain.variablesOf(2),
      LD_PRELOAD: libfaketime ?? '',
      FAKETIME: '+1d',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    });
    chain.sidecars.push(ahead);
    for (const screen of chain.screens) screen.clear();
    await ahead.start();
    await chain.untilShared(a, 3);
    const beside = chain.show(ahead);
    await chain.untilGreen(beside);
    await chain.expectTruth([a, b, ahead]);
    expect(untrue(chain.screens)).toEqual([]);
    chain.walk();
    await ahead.kill();
    await chain.untilShared(a, 2);
    await chain.expectTruth([a, b]);
  },
  900_000,
);

/** Both run again; one that the other believed dead ends, and its supervisor starts it. */
async function revived(): Promise<void> {
  await expect
    .poll(async () => {
      for (const sidecar of [a, b]) await sidecar.revive();
      return chain.screens.some(({ shown }) => shown?.light === 'green');
    })
    .toBe(true);
  await chain.untilGreen();
  await chain.untilShared(a, 2);
  await chain.expectTruth([a, b]);
}
