import { startChainServers } from '#server/test-support/chain-servers.ts';
import { Doorlight, expect, siteFile, test } from './support/test.ts';

// Whoever opens a sidecar that runs no site sees, and does, the same as at the one that runs it. All stories are run that
// way with DOORLIGHT_TEST_FRONT=1; this one always is.

test('at a sidecar that runs no site a screen is paired and live, staff counts, and a restart of it loses nothing', {
  tag: '@alone',
}, async ({ page, context, browser, startDevice }) => {
  const servers = await startChainServers();
  const door = await startDevice('axis-people-counter', { username: 'op', password: 'pw' });
  const sensors = [{ id: 'door-a', driver: 'axis-people-counter', device: door }];
  const doorlight = await Doorlight.start({ config: siteFile({ sensors }), servers });
  try {
    const api = await doorlight.signIn(context);
    const { items } = await (await api.get(`${doorlight.url}/api/v1/sidecars`)).json();
    const shares = items.map(({ isSelf, sites }: { isSelf: boolean; sites: number }) => [isSelf, sites]);
    expect(shares.toSorted()).toEqual([
      [false, 1],
      [true, 0],
    ]);

    const screen = await browser.newPage();
    await screen.goto(`${doorlight.url}/display`);
    const code = (await screen.locator('[data-pairing-code]').textContent()) ?? '';
    await page.goto(`${doorlight.url}/console/displays/pair?code=${code}`);
    await page.getByLabel(/Store/).check();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Store is connected' })).toBeVisible();
    const light = screen.locator('[data-zone="store"]');
    await expect(light).toHaveAttribute('data-light', 'green');

    door.walk({ in: 10 });
    await expect(light).toHaveAttribute('data-light', 'red');
    await page.goto(`${doorlight.url}/console/zones/bern/store`);
    await page.getByRole('button', { name: 'One person less' }).click();
    await expect(page.locator('[data-order]')).toContainText('Set to 9: every sensor confirmed.');

    await doorlight.killSidecar();
    await expect(light).toHaveAttribute('data-light', 'unknown');
    door.walk({ out: 8 });
    await doorlight.startSidecar();
    await expect(light).toHaveAttribute('data-light', 'green');
    await expect(page.locator('[data-zone="bern/store"]')).toHaveAttribute('data-occupancy', '1');
  } finally {
    await doorlight.stop();
    await servers.stop();
  }
});
