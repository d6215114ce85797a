import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import { barriersOf } from './support/barriers.ts';
import { expect, test } from './support/test.ts';

// A chain's operator sees every site at once, and does one thing to many of them.

const sizes = [
  { name: 'tablet', viewport: { width: 768, height: 1024 }, tag: [] },
  { name: 'desk', viewport: { width: 1280, height: 800 }, tag: '@long' },
];

const names = { bern: 'Bern Marktgasse', chur: 'Chur Bahnhof', genf: 'Genève Cornavin' } as const;

/** A site with two zones behind one counted door. */
function siteOf(id: keyof typeof names, device: SimulatedDevice): object {
  return {
    id,
    name: names[id],
    timezone: 'Europe/Zurich',
    languages: ['de'],
    tags: { region: id === 'genf' ? 'west' : 'middle' },
    sensors: [{ id: 'door-a', driver: 'axis-people-counter', url: device.url, poll: '250ms' }],
    zones: [
      { id: 'store', name: 'Store', capacity: 10, staleAfter: '3s', sources: [{ sensor: 'door-a' }] },
      { id: 'hall', name: 'Hall', capacity: 50, staleAfter: '3s', sources: [{ sensor: 'door-a' }] },
    ],
  };
}

for (const { name, viewport, tag } of sizes) {
  test.describe(`on a ${name}`, { tag }, () => {
    // A sheet that is fading in has no contrast yet.
    test.use({ viewport, contextOptions: { reducedMotion: 'reduce' } });

    test('problems stand first, and many sites are reset and held at once', async ({
      page,
      context,
      startDevice,
      startDoorlight,
    }) => {
      const [bern, chur, genf] = [
        await startDevice('axis-people-counter'),
        await startDevice('axis-people-counter'),
        await startDevice('axis-people-counter'),
      ];
      const doorlight = await startDoorlight({
        config: { sites: [siteOf('bern', bern), siteOf('chur', chur), siteOf('genf', genf)] },
      });
      await doorlight.signIn(context);
      await page.goto(`${doorlight.url}/console/wall`);
      const sites = page.locator('[data-wall-site]');
      await expect(sites).toHaveCount(3);
      await expect(page.locator('[data-zone="chur/store"]')).toHaveAttribute('data-light', 'green');

      chur.walk({ in: 10 });
      await expect(page.locator('[data-zone="chur/store"]')).toHaveAttribute('data-light', 'red');
      await expect(sites.first()).toHaveAttribute('data-wall-site', 'chur');
      await genf.setFault('refuse-connections');
      await expect(sites.first()).toHaveAttribute('data-wall-site', 'genf');
      await expect(sites.first()).toContainText('One sensor is faulty');
      expect(await barriersOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Problems 1' }).click();
      await expect(sites).toHaveCount(1);
      await page.getByRole('button', { name: 'All 3' }).click();
      await expect(sites).toHaveCount(3);
      await page.getByLabel('region', { exact: true }).selectOption('middle');
      await expect(sites).toHaveCount(2);
      await page.getByLabel('region', { exact: true }).selectOption({ label: 'region: any' });
      await page.getByLabel('Find a site or a zone').fill('geneve');
      await expect(sites).toHaveCount(1);
      await page.getByLabel('Find a site or a zone').fill('');
      await expect(sites).toHaveCount(3);

      const sent: string[] = [];
      page.on('request', (request) => {
        if (request.method() !== 'GET') sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
      });
      await page.getByRole('button', { name: 'Select all 3' }).click();
      await expect(page.locator('[data-selected="3"]')).toBeVisible();
      await page.getByRole('button', { name: 'Set to zero' }).click();
      await expect(page.getByRole('dialog')).toContainText('Set every counter of 3 sites to zero?');
      expect(await barriersOf(page)).toEqual([]);
      await page.locator('[data-confirm]').dblclick({ noWaitAfter: true });
      const dialog = page.getByRole('dialog');
      await expect(dialog.locator('[data-bulk-site="chur"]')).toHaveAttribute('data-outcome', 'done');
      await expect(dialog.locator('[data-bulk-site]')).toHaveCount(3);
      await expect(dialog).toContainText('Done at 3 sites');
      expect(sent.toSorted()).toEqual(
        Object.keys(names).flatMap((site) => [
          `POST /api/v1/zones/${site}/hall/reset`,
          `POST /api/v1/zones/${site}/store/reset`,
        ]),
      );
      await dialog.getByRole('button', { name: 'Done' }).click();
      await expect(page.locator('[data-zone="chur/store"]')).toContainText('0');
      await expect(page.locator('[data-zone="chur/store"]')).toHaveAttribute('data-light', 'green');

      await page.getByLabel('Select Bern Marktgasse').check();
      await page.getByLabel('Select Chur Bahnhof').check();
      await page.getByRole('button', { name: 'Hold the lights' }).click();
      await expect(dialog).toContainText('Hold all lights of 2 sites');
      await page.locator('[data-confirm]').click();
      await expect(dialog).toContainText('Done at 2 sites');
      await dialog.getByRole('button', { name: 'Done' }).click();
      for (const zone of ['bern/store', 'bern/hall', 'chur/store', 'chur/hall']) {
        await expect(page.locator(`[data-zone="${zone}"]`)).toHaveAttribute('data-light', 'red');
      }
    });
  });
}

test('who may only look finds nothing to select; without a connection nobody counts what is free', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-people-counter');
  const doorlight = await startDoorlight({ config: { sites: [siteOf('bern', door), siteOf('chur', door)] } });
  const admin = await doorlight.signIn(context);
  const person = { username: 'vera', password: 'a long password', role: 'viewer' };
  const headers = { origin: doorlight.url };
  expect((await admin.post(`${doorlight.url}/api/v1/people`, { data: person, headers })).ok()).toBe(true);
  await doorlight.signIn(context, person);
  await page.goto(`${doorlight.url}/console`);
  await page.getByRole('link', { name: 'All sites' }).click();
  await expect(page.locator('[data-wall-site]')).toHaveCount(2);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Select all/ })).toHaveCount(0);

  const free = page.locator('[data-group="green"]');
  await expect(free).toHaveText('Free2');
  await doorlight.killSidecar();
  await expect(page.locator('[data-zone="bern/store"]')).toHaveAttribute('data-light', 'unknown');
  await expect(free).toHaveText('Free…');
  await expect(page.locator('[data-group="all"]')).toHaveText('All2');
  await doorlight.startSidecar();
  await expect(free).toHaveText('Free2');
});

test('of a hundred sites those near the screen are drawn, wherever it is', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-people-counter');
  const sites = Array.from({ length: 100 }, (_, at) => ({
    ...siteOf('bern', door),
    id: `site-${at}`,
    name: `Store ${at}`,
    sensors: [{ id: 'door-a', driver: 'axis-people-counter', url: door.url, poll: '2s' }],
  }));
  const doorlight = await startDoorlight({ config: { sites } });
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/wall`);
  await page.getByLabel('Order').selectOption({ label: 'By name' });
  await expect(page.getByText('100 sites')).toBeVisible();
  const drawn = page.locator('[data-wall-site]');
  await expect(drawn.first()).toHaveAttribute('data-wall-site', 'site-0');
  expect(await drawn.count()).toBeLessThan(80);
  await page.keyboard.press('End');
  await page.mouse.wheel(0, 100_000);
  await expect(page.locator('[data-wall-site="site-99"]')).toBeVisible();
  await expect(page.locator('[data-wall-site="site-0"]')).toHaveCount(0);
  await page.getByLabel('Find a site or a zone').fill('store 77');
  await expect(drawn).toHaveCount(1);
  await expect(page.locator('[data-wall-site="site-77"]')).toBeVisible();
  expect(await drawn.first().getAttribute('aria-setsize')).toBe('1');

  // The other pages are about one site: the one that was opened, or is chosen from all.
  await page.getByRole('link', { name: /Hall/ }).click();
  await expect(page).toHaveURL(/\/console\/zones\/site-77\/hall$/);
  const picker = page.getByRole('button', { name: 'Choose a site' });
  await expect(picker).toContainText('Store 77');
  await expect(page.locator('[data-live="live"]')).toBeVisible();
  await page.getByRole('link', { name: 'Zones', exact: true }).click();
  await expect(page.locator('[data-site]')).toHaveCount(1);
  await expect(page.locator('[data-site="site-77"] [data-zone="site-77/hall"]')).toHaveAttribute(
    'data-light',
    'green',
  );
  await picker.click();
  await page.getByLabel('Find a site').fill('store 5');
  await page.locator('[data-pick-site="site-5"]').click();
  await expect(page.locator('[data-zone="site-5/hall"]')).toHaveAttribute('data-light', 'green');
  door.walk({ in: 60 });
  await expect(page.locator('[data-zone="site-5/hall"]')).toHaveAttribute('data-light', 'red');
  await page.reload();
  await expect(page.locator('[data-site="site-5"]')).toBeVisible();
  await page.getByRole('link', { name: 'All sites' }).click();
  await page.getByRole('button', { name: 'Full 100' }).click();
  await page.getByRole('button', { name: 'Select all 100' }).click();
  await page.getByRole('button', { name: 'Hold the lights' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Hold all lights of 100 sites');
  await page.locator('[data-confirm]').click();
  await expect(dialog).toContainText('Done at 100 sites');
});

test('of more sites than fit a page everything is found by name, and a closed page says what it has left', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-people-counter');
  const sites = Array.from({ length: 60 }, (_, at) => ({
    ...siteOf('bern', door),
    id: `site-${at}`,
    name: `Store ${at}`,
    tags: { region: at < 20 ? 'west' : 'east' },
    sensors: [{ id: 'door-a', driver: 'axis-people-counter', url: door.url, poll: '2s' }],
    displays: [{ id: 'entrance', name: `Door ${at}`, zone: 'store' }],
  }));
  const doorlight = await startDoorlight({ config: { sites } });
  const admin = await doorlight.signIn(context);
  const headers = { origin: doorlight.url };

  await page.goto(`${doorlight.url}/console/displays`);
  await expect(page.getByText('60 displays')).toBeVisible();
  await page.getByLabel('Find a display, a site, a zone or an engine').fill('store 5');
  await expect(page.locator('[data-fleet="15"]')).toBeVisible();
  await page.getByLabel('Find a display, a site, a zone or an engine').fill('door 57');
  await expect(page.locator('[data-display]')).toHaveCount(1);
  await expect(page.locator('[data-display="site-57/entrance"]')).toContainText('Store 57');
  expect(await barriersOf(page)).toEqual([]);
  const screen = await context.newPage();
  await screen.goto(`${doorlight.url}/display/site-57/entrance`);
  await expect(page.locator('[data-display="site-57/entrance"][data-connections="1"]')).toBeVisible();
  await page.getByRole('button', { name: 'Select all 1' }).click();
  await page.getByRole('button', { name: 'Show its name' }).click();
  await expect(page.getByText('Sent to one display.')).toBeVisible();
  await screen.close();
  await expect(page.locator('[data-display="site-57/entrance"] [data-trouble="gone"]')).toBeVisible();
  await page.getByLabel('Find a display, a site, a zone or an engine').fill('');
  await page.getByRole('button', { name: 'With problems (1)' }).click();
  await page.getByRole('link', { name: /Door 57/ }).click();
  await expect(page).toHaveURL(/displays\?site=site-57$/);
  await expect(page.getByRole('button', { name: 'Choose a site' })).toContainText('Store 57');
  await page.getByRole('link', { name: 'All displays' }).click();
  await expect(page.getByText('60 displays')).toBeVisible();

  // Roles at one of many sites, and by tag.
  await page.goto(`${doorlight.url}/console/admin/people`);
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByLabel('User name').fill('vera');
  await dialog.getByLabel('Name', { exact: true }).fill('Vera Moser');
  await dialog.getByLabel('At sites with a tag').check();
  await dialog.getByLabel('Tag', { exact: true }).fill('region: west');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toContainText('Matches 20 sites now');
  await dialog.getByLabel('At single sites').check();
  await dialog.getByRole('button', { name: /Add a site/ }).click();
  await page.getByLabel('Find a site').fill('store 42');
  await page.locator('[data-pick-site="site-42"]').click();
  await expect(dialog.getByLabel('Role at Store 42')).toHaveValue('staff');
  await dialog.locator('[data-confirm]').click();
  await expect(page.locator('[data-person="vera"]')).toContainText('Staff at Store 42');

  // The log names what happened, wherever.
  const held = { light: 'red', note: 'spill' };
  await admin.put(`${doorlight.url}/api/v1/zones/site-33/hall/hold`, { data: held, headers });
  await page.goto(`${doorlight.url}/console/audit`);
  await expect(page.locator('[data-audit="hold"]')).toContainText('Hall, Store 33');
  await expect(page.locator('[data-audit="add-person"]')).toContainText('Vera Moser');
  await expect(page.locator('[data-audit="add-person"]')).toContainText('Store 42');
  await page.getByRole('button', { name: /^Site/ }).click();
  await page.getByLabel('Find a site').fill('store 33');
  await page.locator('[data-pick-site="site-33"]').click();
  await expect(page.locator('[data-audit]')).toHaveCount(1);
  await expect(page.getByLabel('Zone').locator('option')).toHaveText(['All zones', 'Store', 'Hall']);

  // A page that is closed while many are held says what is left, and goes on.
  await page.goto(`${doorlight.url}/console/wall`);
  await page.getByRole('button', { name: 'Select all 60' }).click();
  await page.getByRole('button', { name: 'Hold the lights' }).click();
  let asked = 0;
  await page.route('**/hold', async (route) => {
    asked++;
    if (asked <= 20) await route.continue();
  });
  await page.locator('[data-confirm]').click();
  await expect(page.locator('[data-bulk-site][data-outcome="done"]').first()).toBeVisible();
  await expect.poll(() => asked).toBeGreaterThan(20);
  // Written down within a second.
  await page.waitForTimeout(1500);
  const question = page.waitForEvent('dialog').then(async (dialog) => {
    await dialog.accept();
    return dialog.type();
  });
  await page.reload();
  expect(await question).toBe('beforeunload');
  await page.unroute('**/hold');
  await expect(page.getByText(/\d+ sites are left/)).toBeVisible();
  await page.getByRole('button', { name: 'Details' }).click();
  await expect(page.locator('[data-bulk-site][data-outcome="unclear"]').first()).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Try again where it was not done' }).click();
  await expect(page.getByRole('dialog')).toContainText(/Done at \d+ sites/);
  const zones = await (await admin.get(`${doorlight.url}/api/v1/zones`)).json();
  expect(zones.filter(({ light }: { light: string }) => light !== 'red')).toEqual([]);
});
