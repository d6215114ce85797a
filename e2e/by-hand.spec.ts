import { barriersOf } from './support/barriers.ts';
import { expect, siteFile, test } from './support/test.ts';

// A phone without a network goes on counting.
test.use({ serviceWorkers: 'allow' });

test('two phones count a door without a sensor, one of them without a network', async ({
  browser,
  context,
  page,
  startDoorlight,
}) => {
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [],
      site: { sensors: [{ id: 'gate', driver: 'hand', name: 'Garden gate' }] },
      zone: { sources: [{ sensor: 'gate' }], staleAfter: '12s', capacity: 20 },
    }),
  });
  const api = await doorlight.signIn(context);
  const display = await context.newPage();
  await display.goto(`${doorlight.url}/display/bern/entrance`);
  const light = display.locator('[data-light]');
  await expect(light).toHaveAttribute('data-light', 'unknown');

  // A manager makes the link on the sensor's page, at the size of a tablet.
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto(`${doorlight.url}/console/sensors/bern/gate`);
  await expect(page.getByText('Nobody counts at the moment')).toBeVisible();
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const link = await page.locator('[data-count-link]').getAttribute('data-count-link');

  // A phone with the link and nothing else.
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'de-CH' };
  const first = await (await browser.newContext(phone)).newPage();
  await first.goto(link ?? '');
  expect(new URL(first.url()).hash).toBe('');
  await first.getByRole('button', { name: 'Zählen beginnen' }).tap();
  await first.getByRole('button', { name: 'Hinein', exact: true }).tap();
  await first.getByRole('button', { name: 'Hinein', exact: true }).tap();
  await expect(light).toHaveAttribute('data-light', 'green');
  await expect(light).toHaveAttribute('data-occupancy', '2');
  await expect(first.getByText('Sie: 2 hinein, 0 hinaus')).toBeVisible();

  // A second phone loses the network, goes on counting, and is closed and opened again meanwhile.
  const secondContext = await browser.newContext(phone);
  const second = await secondContext.newPage();
  await second.goto(link ?? '');
  await second.getByRole('button', { name: 'Zählen beginnen' }).tap();
  await second.getByRole('button', { name: 'Hinein', exact: true }).tap();
  await expect(light).toHaveAttribute('data-occupancy', '3');
  await expect(second.locator('html')).toHaveAttribute('data-kept', 'yes');
  await secondContext.setOffline(true);
  for (let taps = 0; taps < 3; taps++)
    await second.getByRole('button', { name: 'Hinein', exact: true }).tap();
  await second.getByRole('button', { name: 'Hinaus', exact: true }).tap();
  await second.getByRole('button', { name: 'Rückgängig' }).tap();
  await expect(second.locator('[data-unsent="5"]')).toContainText('Keine Verbindung');
  await second.reload();
  await expect(second.locator('[data-unsent="5"]')).toContainText('Keine Verbindung');
  await second.getByRole('button', { name: 'Hinaus', exact: true }).tap();
  await expect(second.locator('[data-unsent="6"]')).toBeVisible();

  // Nobody knows who walks there now: the light is not green, and the first phone says why.
  await expect(light).toHaveAttribute('data-light', 'unknown');
  await expect(first.getByText(/hat sich zuletzt um .* gemeldet/)).toBeVisible();
  await secondContext.setOffline(false);
  await expect(second.locator('[data-unsent="0"]')).toContainText('Alles ist gesendet');
  await expect(light).toHaveAttribute('data-light', 'green');
  await expect(light).toHaveAttribute('data-occupancy', '5');
  const state = await (await api.get(`${doorlight.url}/api/v1/zones/bern/store`)).json();
  expect([state.in, state.out]).toEqual([6, 1]);

  // Taken back after it was sent; stopped; the keyboard does it all.
  await first.keyboard.press('ArrowUp');
  await expect(light).toHaveAttribute('data-occupancy', '6');
  await first.keyboard.press('Backspace');
  await expect(light).toHaveAttribute('data-occupancy', '5');
  expect(await barriersOf(first)).toEqual([]);
  for (const each of [first, second]) await each.getByRole('button', { name: 'Zählen beenden' }).tap();
  await expect(first.getByRole('button', { name: 'Zählen beginnen' })).toBeVisible();
  await expect(light).toHaveAttribute('data-light', 'unknown');
});

test('a door whose sensor has failed is counted by hand until it is back', async ({
  context,
  page,
  startDevice,
  startDoorlight,
}) => {
  const device = await startDevice('axis-people-counter', { username: 'op', password: 'pw' });
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [{ id: 'door-a', driver: 'axis-people-counter', device }],
      zone: { staleAfter: '12s', capacity: 100 },
    }),
  });
  await doorlight.signIn(context);
  device.walk({ in: 4 });
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto(`${doorlight.url}/console/zones/bern/store`);
  await expect(page.locator('[data-occupancy="4"]').first()).toBeVisible();
  await device.setFault('refuse-connections');

  await page.goto(`${doorlight.url}/console/sensors/bern/door-a`);
  await page.getByRole('button', { name: 'Count by hand until it is back' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('People inside now: Store').fill('9');
  await sheet.getByRole('button', { name: 'Start' }).click();
  await expect(page.locator('[data-by-hand="now"]')).toContainText('Counted by hand until');
  await page.getByRole('link', { name: 'Count on this device' }).click();
  await page.getByRole('button', { name: 'Start counting' }).click();
  await page.getByRole('button', { name: 'In', exact: true }).click();
  await expect(page.getByText('Store: 10 inside')).toBeVisible();

  // It is back, and what it has counted meanwhile does not come on top.
  device.walk({ in: 20 });
  await device.setFault(null);
  await page.getByRole('button', { name: 'Out', exact: true }).click();
  await page.getByRole('button', { name: 'Out', exact: true }).click();
  await expect(page.getByText('Store: 8 inside')).toBeVisible();
  await page.goto(`${doorlight.url}/console/sensors/bern/door-a`);
  await expect(page.getByText('The sensor is back.')).toBeVisible();
  await page.getByRole('button', { name: 'Let the sensor count again' }).click();
  await expect(page.locator('[data-by-hand="no"]')).toBeVisible();
  await expect(page.locator('[data-sensor]')).toHaveAttribute('data-condition', 'ok');
  await page.goto(`${doorlight.url}/console/zones/bern/store`);
  await expect(page.locator('[data-light="green"]').first()).toBeVisible();
  await expect(page.locator('[data-occupancy="8"]').first()).toBeVisible();
  device.walk({ in: 2 });
  await expect(page.locator('[data-occupancy="10"]').first()).toBeVisible();
});
