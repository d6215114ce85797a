import { effortOf } from './support/effort.ts';
import { expect, test } from './support/test.ts';

test('the first page of the demo leads: the door, a pulled cable, and a year of history', async ({
  page,
  context,
  startDoorlight,
}) => {
  const doorlight = await startDoorlight({ env: { DEMO_HISTORY: 'on' } });
  await page.goto(doorlight.url);
  await expect(page.getByRole('heading', { name: 'Welcome to the demo', level: 1 })).toBeVisible();
  const light = page.frameLocator('iframe').locator('[data-light]');
  await expect(light).toHaveAttribute('data-light', /green|amber|red/);
  // Nobody who is not signed in breaks anything, and no token stands in the page.
  await expect(page.getByRole('button', { name: 'Pull the cable of door B' })).toHaveCount(0);
  expect(await page.content()).not.toContain('token=');
  await expect(page.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in?next=%2F');

  const api = await doorlight.signIn(context);
  const effort = await effortOf(context);
  await page.reload();
  await page.getByRole('button', { name: 'Pull the cable of door B' }).click();
  await expect(light).toHaveAttribute('data-light', 'unknown');
  expect(effort.taps).toBe(1);
  await page.getByRole('button', { name: 'Plug door B in again' }).click();
  await expect(light).toHaveAttribute('data-light', /green|amber|red/);

  const from = new Date(Date.now() - 390 * 86_400_000).toISOString();
  const history = `/history?resolution=1d&from=${from}&to=${new Date().toISOString()}`;
  for (const zone of ['demo/store', 'station/shop', 'lakeside/market']) {
    await expect
      .poll(
        async () => {
          const answer = await api.get(`${doorlight.url}/api/v1/zones/${zone}${history}`);
          return (await answer.json()).rows?.length;
        },
        { timeout: 180_000, intervals: [1000] },
      )
      .toBeGreaterThan(385);
  }
});

test('where own sites run, the first page is the console', async ({ page, shop: { doorlight } }) => {
  await page.goto(doorlight.url);
  await expect(page).toHaveURL(`${doorlight.url}/sign-in`);
});
