import { afterEach, expect, it } from 'vitest';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { Report } from '#lib/contract/report.ts';
import type { Sidecar } from '#lib/contract/sidecar.ts';
import { KillableSidecar } from './test-support/killable-sidecar.ts';
import { TestChain, untrue } from './test-support/test-chain.ts';

/** Three real sidecars, a screen for each site at each of them, and people who walk all the time. */

let chain: TestChain | undefined;

afterEach(async () => {
  await chain?.close();
  chain = undefined;
});

it('shares sites, moves them unseen, and goes on counting exactly when one is killed or frozen', async () => {
  chain = await TestChain.create({ sidecars: 3, sites: 24 });
  chain.explainFailure();
  const [a, b, c] = chain.sidecars as [KillableSidecar, KillableSidecar, KillableSidecar];
  await a.start();
  chain.session = await a.signIn();
  await chain.untilShared(a, 1);
  const screensOfA = chain.show(a);
  // Whoever passes before a sensor was asked first is nobody's to count.
  await chain.untilGreen(screensOfA);
  chain.walk();

  // Join: sites move to the second one, and no screen shows it, wherever it is connected.
  for (const screen of screensOfA) screen.clear();
  await b.start();
  await chain.untilShared(a, 2);
  await chain.untilShared(b, 2);
  const screensOfB = chain.show(b);
  await chain.untilGreen(screensOfB);
  // The wall of either has the sites of both.
  const walls = [chain.lookAtWall(a), chain.lookAtWall(b)];
  for (const counts of walls) await expect.poll(counts).toMatchObject({ all: 24, green: 24 });
  await chain.expectTruth([a, b]);
  expect(untrue(screensOfA)).toEqual([]);
  // Every sidecar knows of the screens at the other one.
  for (const sidecar of [a, b]) {
    await expect
      .poll(async () => {
        const displays = (await chain?.read<DisplayStatus[]>(sidecar, '/api/v1/displays')) ?? [];
        return displays.map(({ connections }) => connections);
      })
      .toEqual(chain.sites.map(() => 2));
    // … and its report of all sites has what only their homes know.
    await expect
      .poll(async () => {
        const report = await chain?.read<Report>(sidecar, '/api/v1/report');
        return report?.zones.filter(({ isPartial }) => !isPartial).map(({ site }) => site);
      })
      .toEqual(chain.sites);
  }

  // Leave in good order.
  chain.walk();
  await c.start();
  await chain.untilShared(a, 3);
  for (const screen of chain.screens) screen.clear();
  c.signal('SIGTERM');
  expect(await c.ended()).toBe(0);
  await chain.untilShared(a, 2);
  await chain.expectTruth([a, b]);
  expect(untrue([...screensOfA, ...screensOfB])).toEqual([]);

  // Killed without notice.
  chain.walk();
  await b.kill();
  await expect.poll(() => walls[0]?.()?.trouble).toBeGreaterThan(0);
  await chain.untilShared(a, 1);
  await chain.expectTruth([a]);
  await expect.poll(() => walls[0]?.()).toMatchObject({ all: 24, green: 24 });

  // Frozen for longer than the lease, and woken: it ends itself, and has written nothing.
  await b.start();
  await chain.untilShared(a, 2);
  chain.walk();
  b.signal('SIGSTOP');
  await chain.untilShared(a, 1);
  await chain.expectTruth([a]);
  b.signal('SIGCONT');
  expect(await b.ended()).toBe(75);
  expect(b.output).toContain('Ended at once');
  chain.walk();
  await chain.expectTruth([a]);

  // One with another secret is refused, and says why.
  const stranger = await KillableSidecar.create({
    ...chain.variablesOf(2),
    DOORLIGHT_SECRET: 'another secret, which is as long as it should be',
  });
  await expect(stranger.start()).rejects.toThrow(
    /ended with 78[\s\S]*DOORLIGHT_SECRET[\s\S]*uses the same database/,
  );
}, 900_000);

it('is drained by hand, asked of the other one, which no screen shows; the last one is not drained', async () => {
  chain = await TestChain.create({ sidecars: 2, sites: 12 });
  const [a, b] = chain.sidecars as [KillableSidecar, KillableSidecar];
  await a.start();
  chain.session = await a.signIn();
  await b.start();
  await chain.untilShared(b, 2);
  const screens = [...chain.show(a), ...chain.show(b)];
  const areGreen = () => screens.every(({ shown }) => shown?.light === 'green');
  await expect.poll(areGreen).toBe(true);
  for (const screen of screens) screen.clear();
  const sidecars = async (asked: KillableSidecar) =>
    (await chain?.read<{ items: Sidecar[] }>(asked, '/api/v1/sidecars'))?.items ?? [];
  const headers = { cookie: chain.session, origin: a.url };
  const drain = async (isSelf: boolean, method: 'PUT' | 'DELETE') => {
    const { id } = (await sidecars(a)).find((each) => each.isSelf === isSelf) ?? {};
    return (await fetch(`${a.url}/api/v1/sidecars/${id}/drain`, { method, headers })).status;
  };
  expect(await drain(false, 'PUT')).toBe(200);
  for (const sidecar of [a, b]) {
    await expect
      .poll(async () =>
        (await sidecars(sidecar)).map(({ sites, isDrained }) => `${sites} ${isDrained}`).toSorted(),
      )
      .toEqual(['0 true', `${chain.sites.length} false`]);
  }
  expect(await drain(true, 'PUT')).toBe(409);
  await expect.poll(areGreen).toBe(true);
  expect(untrue(screens)).toEqual([]);
  expect(await drain(false, 'DELETE')).toBe(200);
  await chain.untilShared(b, 2);
}, 900_000);
