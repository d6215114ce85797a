import { adminPassword, expect, siteFile, test } from './support/test.ts';

const credentials = { username: 'op', password: 'pw' };

test.use({ people: 0 });

test.describe('signing in', () => {
  test('leads to the page that was asked for, once the password is right', async ({ page, demo }) => {
    await page.goto(`${demo.url}/console/audit`);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').first()).toHaveText('Name or password is not right.');
    await page.getByLabel('Password').fill(adminPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible();

    // The button is there before the page's scripts are.
    await page.getByRole('button', { name: 'Account' }).click();
    await expect(page.getByText('Administrator')).toBeVisible();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await page.goto(`${demo.url}/console`);
    await expect(page).toHaveURL(/\/sign-in$/);
  });

  test('never leads to another site', async ({ page, demo }) => {
    await page.goto(`${demo.url}/sign-in?next=https://evil.example/`);
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password').fill(adminPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(`${demo.url}/console`);
  });

  test('says that there is no connection when there is none', async ({ page, context, demo }) => {
    await page.goto(`${demo.url}/sign-in`);
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password').fill(adminPassword);
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').first()).toContainText('No connection to Doorlight');
  });
});

test('staff corrects a number: one more, one less, any, and back', async ({
  page,
  context,
  shop: { door, doorlight },
}) => {
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/zones/bern/store`);
  const number = page.locator('[data-zone="bern/store"]');
  const order = page.locator('[data-order]');
  await expect(number).toHaveAttribute('data-occupancy', '0');

  // Three quick taps are one change of three.
  await page.getByRole('button', { name: 'One more person' }).evaluate((button: HTMLElement) => {
    for (let tap = 0; tap < 3; tap++) button.click();
  });
  await expect(order).toContainText('Set to 3: every sensor confirmed.');
  await expect(number).toHaveAttribute('data-occupancy', '3');
  await page.getByRole('button', { name: 'One person less' }).click();
  await expect(order).toContainText('Set to 2: every sensor confirmed.');

  await page.getByRole('button', { name: 'Set to …' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('People inside now').fill('a few');
  await sheet.getByRole('button', { name: 'Set to …' }).click();
  await expect(sheet).toContainText('A whole number from 0 to');
  await sheet.getByRole('button', { name: 'Cancel' }).click();

  // By keyboard: the field has the focus with its number selected, leaving a changed sheet asks, and Enter saves.
  await page.getByRole('button', { name: 'Set to …' }).press('Enter');
  await expect(sheet.getByLabel('People inside now')).toBeFocused();
  await page.keyboard.type('7');
  await page.keyboard.press('Escape');
  await expect(sheet).toContainText('Leave without saving?');
  await sheet.getByRole('button', { name: 'Go on' }).click();
  await sheet.getByLabel('Why? (optional)').fill('counted by hand');
  await sheet.getByLabel('Why? (optional)').press('Enter');
  await expect(order).toContainText('Set to 7: every sensor confirmed.');
  await expect(number).toHaveAttribute('data-occupancy', '7');

  // Somebody comes in meanwhile: taking the change back keeps them.
  door.walk({ in: 1 });
  await expect(number).toHaveAttribute('data-occupancy', '8');
  await order.getByRole('button', { name: 'Undo' }).click();
  await expect(number).toHaveAttribute('data-occupancy', '3');

  await page.getByRole('link', { name: 'Audit log', exact: true }).click();
  const entries = page.locator('[data-audit="adjust"]');
  await expect(entries.nth(1)).toContainText('from 2 to 7');
  await expect(entries.nth(1)).toContainText('counted by hand');
  await expect(entries.nth(3)).toContainText('from 0 to 3');
});

test('two people at two tablets see the same, and either takes the other back', async ({
  browser,
  shop: { doorlight },
}) => {
  const open = async (viewport: { width: number; height: number }) => {
    const context = await browser.newContext({ viewport });
    await doorlight.signIn(context);
    const page = await context.newPage();
    await page.goto(`${doorlight.url}/console/zones/bern/store`);
    await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
    return page;
  };
  const anna = await open({ width: 768, height: 1024 });
  const ben = await open({ width: 1280, height: 800 });
  const zone = '[data-zone="bern/store"]';
  await anna.getByRole('button', { name: 'Set to …' }).click();
  await anna.getByLabel('People inside now').fill('4');
  await anna.getByRole('button', { name: 'Set to 4' }).click();
  for (const page of [anna, ben]) await expect(page.locator(zone)).toHaveAttribute('data-occupancy', '4');

  const held = ben.locator(zone);
  await anna.getByRole('button', { name: 'Hold the light' }).click();
  await anna.getByRole('dialog').getByRole('button', { name: 'Hold Red' }).click();
  await expect(held).toHaveAttribute('data-light', 'red');
  await expect(ben.locator('[data-hold]')).toContainText('Held at Red by admin until');

  // The last change is undone by another user, also after a reload.
  await ben.reload();
  await ben.getByRole('button', { name: /^Undo \d+ → \d+ of/ }).click();
  await expect(anna.locator(zone)).toHaveAttribute('data-occupancy', '0');
  await anna.getByRole('button', { name: 'Release the light' }).click();
  await expect(held).toHaveAttribute('data-light', 'green');
  await Promise.all([anna.context().close(), ben.context().close()]);
});

test('staff holds a light, and releases it', async ({ page, context, shop: { doorlight } }) => {
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/zones/bern/store`);
  const zone = page.locator('[data-zone="bern/store"]');
  await expect(zone).toHaveAttribute('data-light', 'green');

  await page.getByRole('button', { name: 'Hold the light' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('Red', { exact: true }).click();
  await sheet.getByLabel('Why? (optional)').fill('delivery in the aisle');
  await sheet.getByRole('button', { name: 'Hold Red' }).click();
  await expect(zone).toHaveAttribute('data-light', 'red');
  await expect(page.locator('[data-hold]')).toContainText('Held at Red by admin until');
  await expect(page.locator('[data-hold]')).toContainText('delivery in the aisle');

  await page.getByRole('button', { name: 'Release the light' }).click();
  await expect(zone).toHaveAttribute('data-light', 'green');
  await expect(page.locator('[data-hold]')).toHaveCount(0);
  await page.getByRole('link', { name: 'Audit log', exact: true }).click();
  await expect(page.locator('[data-audit="hold"]').first()).toContainText('delivery in the aisle');
  await expect(page.locator('[data-audit="release"]').first()).toContainText('from Red');
});

test('a sensor with a wrong password is described in words, where staff looks first', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-people-counter', credentials);
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [
        { id: 'door-a', driver: 'axis-people-counter', device: { ...door, url: door.url, password: 'old' } },
      ],
    }),
  });
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console`);
  await expect(page.locator('[data-troubles="1"]')).toContainText('Door A refuses the sign-in');
  await expect(page.locator('[data-troubles="1"]')).toContainText(/password/i);
  await expect(page.locator('[data-zone="bern/store"]')).toHaveAttribute('data-light', 'unknown');

  await page.getByRole('link', { name: 'Door A refuses the sign-in' }).click();
  const sensor = page.locator('[data-sensor="bern/door-a"]');
  await expect(sensor).toHaveAttribute('data-condition', 'unauthorized');
  await expect(sensor).toContainText('Refuses the sign-in');
  await expect(sensor).toContainText(/password/i);
});

test('a console that is not live says so, offers nothing that cannot work, and heals', async ({
  page,
  context,
  shop: { doorlight },
}) => {
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console`);
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
  await doorlight.killSidecar();
  await expect(page.getByRole('alert').first()).toContainText(/Not live since \d\d:\d\d/);
  await expect(page.locator('[data-zone="bern/store"]')).toHaveAttribute('data-light', 'unknown');
  await expect(page.getByRole('button', { name: 'Not connected: cannot reset' })).toBeDisabled();

  await doorlight.startSidecar();
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
  await expect(page.locator('[data-zone="bern/store"]')).toHaveAttribute('data-light', 'green');
  await expect(page.getByRole('button', { name: 'Reset all to zero' })).toBeEnabled();
});

test('a viewer sees everything and can change nothing', async ({ browser, context, page, demo }) => {
  const api = await demo.signIn(context);
  const made = await api.post(`${demo.url}/api/v1/people`, {
    headers: { origin: demo.url },
    data: { username: 'vera', name: 'Vera', password: 'only looking around', role: 'viewer' },
  });
  expect(made.ok(), await made.text()).toBe(true);
  await page.close();
  const viewers = await browser.newContext();
  await demo.signIn(viewers, { username: 'vera', password: 'only looking around' });
  const view = await viewers.newPage();
  await view.goto(`${demo.url}/console`);
  await expect(view.locator('[data-zone="demo/store"]')).toBeVisible();
  await expect(
    view.getByRole('button', { name: 'Your role may view this, but not reset.' }).first(),
  ).toBeDisabled();
  await view.goto(`${demo.url}/console/zones/demo/store`);
  await expect(view.getByRole('button', { name: 'One more person' })).toBeDisabled();
  await expect(view.getByRole('button', { name: 'Hold the light' })).toBeDisabled();
  await viewers.close();
});

test('the demo can be tried: people walk, a door fails and heals', async ({
  page,
  context,
  startDoorlight,
}) => {
  const doorlight = await startDoorlight({});
  const api = await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console`);
  await expect(page.getByText('Simulated', { exact: true }).first()).toBeVisible();
  await page.getByRole('switch', { name: 'Visitors walk by themselves' }).click();
  await expect(page.getByRole('switch')).not.toBeChecked();

  const store = page.locator('[data-zone="demo/store"]');
  // Who walked last by themselves may still be on the way to the page.
  const { items } = await (await api.get(`${doorlight.url}/api/v1/simulator`)).json();
  const inside = items.filter(({ sensor }: { sensor: string }) => sensor.startsWith('door-'));
  const before: number = inside
    .map(({ channels }: { channels: { occupancy: number }[] }) => channels[0]?.occupancy ?? 0)
    .reduce((sum: number, occupancy: number) => sum + occupancy);
  await expect(store).toHaveAttribute('data-occupancy', String(before));
  await page.getByRole('button', { name: 'One walks in at Door A' }).click();
  await page.getByRole('button', { name: 'One walks in at Door B' }).click();
  await expect(store).toHaveAttribute('data-occupancy', String(before + 2));

  await page.getByRole('button', { name: 'Let Door B fail' }).click();
  await expect(store).toHaveAttribute('data-light', 'unknown');
  const troubles = page.getByRole('region', { name: 'Demo Store' }).locator('[data-troubles]');
  await expect(troubles).toContainText('Door B does not answer');
  await page.getByRole('button', { name: 'Heal Door B' }).click();
  await expect(troubles).toContainText('All sensors report');
});

test('a chain sees each store for itself, and resets one without the other', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const sites: object[] = [];
  for (const [id, name] of [
    ['bern', 'Bern Marktgasse'],
    ['basel', 'Basel Freie Strasse'],
  ]) {
    const door = await startDevice('axis-people-counter', credentials);
    const sensors = [{ id: 'door-a', driver: 'axis-people-counter', device: door }];
    sites.push(...(siteFile({ sensors, site: { id, name } }) as { sites: object[] }).sites);
    door.walk({ in: 4 });
  }
  const doorlight = await startDoorlight({ config: { sites } });
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console`);
  await expect(page.locator('[data-zone="bern/store"]')).toHaveAttribute('data-occupancy', '4');
  await expect(page.locator('[data-zone="basel/store"]')).toHaveAttribute('data-occupancy', '4');

  await page.getByRole('region', { name: 'Basel Freie Strasse' }).getByText('Reset all to zero').click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('Set every counter of Basel Freie Strasse to zero?');
  await sheet.getByRole('button', { name: 'Set to zero' }).click();
  await expect(sheet).toContainText('All counters are at zero');
  await sheet.getByRole('button', { name: 'Done' }).click();
  await expect(page.locator('[data-zone="basel/store"]')).toHaveAttribute('data-occupancy', '0');
  await expect(page.locator('[data-zone="bern/store"]')).toHaveAttribute('data-occupancy', '4');
});
