import { barriersOf } from './support/barriers.ts';
import { effortOf } from './support/effort.ts';
import { expect, siteFile, test } from './support/test.ts';

// A new screen is installed, and a person with a phone chooses what it shows.

const site = (device: Parameters<typeof siteFile>[0]['sensors'][number]['device']) =>
  siteFile({
    sensors: [{ id: 'door', driver: 'axis-3d', device }],
    site: {
      zones: [
        { id: 'store', name: 'Store', capacity: 10, staleAfter: '3s', sources: [{ sensor: 'door' }] },
        { id: 'cafe', name: 'Café', capacity: 5, staleAfter: '3s', sources: [{ sensor: 'door' }] },
      ],
    },
  });

test('a new screen shows a code; who scans it picks a zone; the screen stays what it became', async ({
  browser,
  context,
  page,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-3d', { username: 'op', password: 'pw' });
  const doorlight = await startDoorlight({ config: site(door) });
  const screenContext = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const screen = await screenContext.newPage();
  await screen.goto(`${doorlight.url}/display`);
  await expect(screen.locator('[data-pairing="code"]')).toBeVisible();
  const code = (await screen.locator('[data-pairing-code]').textContent()) ?? '';
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  const picture = screen.locator('[data-pairing-qr]');
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);

  await page.goto(`${doorlight.url}/console/displays/pair?code=${code}`);
  await expect(page).toHaveURL(/sign-in\?next=/);
  await doorlight.signIn(context);
  const effort = await effortOf(context);
  await page.goto(`${doorlight.url}/console/displays/pair?code=${code}`);
  await expect(page.getByLabel('Code on the screen')).toHaveValue(code);
  await page.getByLabel(/Café/).check();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Café is connected' })).toBeVisible();
  // The zone, and "Connect": the code came with the picture.
  expect(effort).toMatchObject({ taps: 2, keys: 0 });

  await expect(screen.locator('[data-zone="cafe"]')).toHaveAttribute('data-light', 'green');
  await expect(screen.locator('.glass-identify')).toBeVisible();

  // A power cut: the screen opens the same address as on the first day.
  await screen.goto(`${doorlight.url}/display`);
  await expect(screen).toHaveURL(/\/display\/bern\/cafe\?key=/);
  await expect(screen.locator('[data-zone="cafe"]')).toHaveAttribute('data-light', 'green');

  // And without its cookies, as some screens lose them.
  await screenContext.clearCookies();
  await screen.goto(`${doorlight.url}/display`);
  await expect(screen).toHaveURL(/\/display\/bern\/cafe\?key=/);

  await context.request.delete(`${doorlight.url}/api/v1/config/bern/display/cafe`);
  await screen.goto(`${doorlight.url}/display`);
  await expect(screen.locator('[data-pairing="code"]')).toBeVisible();
  await screenContext.close();
});

test('a screen whose display was disconnected shows a code again by itself', async ({
  browser,
  context,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-3d', { username: 'op', password: 'pw' });
  const doorlight = await startDoorlight({ config: site(door) });
  const api = await doorlight.signIn(context);
  const screenContext = await browser.newContext();
  const screen = await screenContext.newPage();
  await screen.goto(`${doorlight.url}/display`);
  const code = screen.locator('[data-pairing-code]');
  await expect(code).toHaveText(/-/);
  const answer = await api.post(`${doorlight.url}/api/v1/displays/pair`, {
    data: { code: await code.textContent(), site: 'bern', zone: 'store' },
  });
  expect(answer.status()).toBe(201);
  await expect(screen.locator('[data-zone="store"]')).toHaveAttribute('data-light', 'green');

  // Somebody moves it, and lays it out otherwise: the screen follows by itself.
  const display = `${doorlight.url}/api/v1/config/bern/display/store`;
  expect((await api.put(display, { data: { zone: 'cafe', layout: 'bar' } })).ok()).toBe(true);
  await expect(screen.locator('main.glass-bar[data-zone="cafe"]')).toHaveAttribute('data-light', 'green');
  await api.delete(display);
  await expect(screen.locator('[data-light]')).toHaveAttribute('data-light', 'unknown');
  await expect(screen.locator('[data-pairing="code"]')).toBeVisible();
  await screenContext.close();
});
