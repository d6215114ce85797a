import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { KillableSidecar } from './test-support/killable-sidecar.ts';
import { TestChain } from './test-support/test-chain.ts';
import { isLongTest } from './test-support/test-length.ts';

/** Sidecars that share sites, while what they stand on fails: no false light, no count lost or doubled. */

let chain: TestChain;
let a: KillableSidecar;
let b: KillableSidecar;

beforeAll(async () => {
  chain = await TestChain.create({ sidecars: 2, sites: 16 });
  [a, b] = chain.sidecars as [KillableSidecar, KillableSidecar];
  await a.start();
  chain.session = await a.signIn();
  await b.start();
  chain.show(a);
  chain.show(b);
}, 600_000);

afterAll(() => chain?.close());

beforeEach(async () => {
  chain.explainFailure();
  await chain.untilShared(a, 2);
  chain.walk();
  await chain.untilGreen();
});

const shownAt = (sidecar: KillableSidecar) =>
  chain.screens.filter(({ url }) => url === sidecar.url).map(({ shown }) => shown?.light);

it('counts exactly however often one of them is killed', async () => {
  for (let time = 0; time < (isLongTest ? 50 : 2); time++) {
    const [victim, survivor] = time % 2 === 0 ? [a, b] : [b, a];
    chain.walk();
    await victim.kill();
    await chain.untilShared(survivor, 1);
    await victim.start();
    await chain.untilShared(survivor, 2);
    await chain.expectTruth([a, b]);
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
