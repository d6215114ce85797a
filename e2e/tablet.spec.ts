import { expect, test } from './support/test.ts';

// The console as an app on a tablet, which loses its connection now and then.

test.use({ viewport: { width: 768, height: 1024 }, serviceWorkers: 'allow' });

test('a tablet can keep the console as an app, named in its language', async ({ browser, demo }) => {
  const context = await browser.newContext({ locale: 'de-CH' });
  const page = await context.newPage();
  await page.goto(`${demo.url}/sign-in`);
  const href = await page.locator('link[rel="manifest"]').getAttribute('href');
  const answer = await page.evaluate(async (path) => {
    const manifest = await fetch(path);
    return { type: manifest.headers.get('content-type'), manifest: await manifest.json() };
  }, href ?? '');
  expect(answer.type).toContain('application/manifest+json');
  expect(answer.manifest).toMatchObject({
    name: 'Doorlight-Konsole',
    lang: 'de',
    start_url: '/console',
    display: 'standalone',
  });
  const drawn = await page.evaluate(
    (icons: { src: string; sizes: string; purpose: string }[]) =>
      Promise.all(
        icons.map(async ({ src, sizes, purpose }) => {
          const image = new Image();
          image.src = src;
          await image.decode();
          return { purpose, sizes, isRight: sizes === `${image.naturalWidth}x${image.naturalHeight}` };
        }),
      ),
    answer.manifest.icons,
  );
  const sizes = (purpose: string) => drawn.filter((icon) => icon.purpose === purpose);
  expect(sizes('any')).toMatchObject([{ sizes: '192x192' }, { sizes: '512x512' }]);
  expect(sizes('maskable')).toMatchObject([{ sizes: '192x192' }, { sizes: '512x512' }]);
  expect(drawn.every(({ isRight }) => isRight)).toBe(true);
  await context.close();
});

test('without connection it says since when, and what is still true, and shows no number', async ({
  page,
  context,
  shop: { doorlight },
}) => {
  await doorlight.signIn(context);
  const openedAt = Date.now();
  await page.goto(`${doorlight.url}/console`);
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    // Installing ends when its page is kept.
  });
  await doorlight.killSidecar();
  await expect(page.getByRole('alert').first()).toContainText(/Not live since \d\d:\d\d/);
  await expect(page.getByText('All sensors report', { exact: true })).toBeHidden();
  const lostAt = await page.evaluate(() => Number(localStorage.getItem('doorlight-lost-since')));
  // It counts from the last message that came, a little before the end.
  expect(lostAt).toBeGreaterThan(openedAt);
  expect(lostAt).toBeLessThanOrEqual(Date.now());

  await page.goto(`${doorlight.url}/console/zones/bern/store`);
  await expect(page.getByRole('heading', { name: 'No connection to Doorlight' })).toBeVisible();
  await expect(page.locator('[data-since]')).toHaveText(/^No connection since \d\d:\d\d\.$/);
  await expect(page.locator('main')).toContainText('The displays at the doors go on by themselves.');
  await expect(page.locator('[data-zone], [data-occupancy], [data-light]')).toHaveCount(0);

  // Back where it was going, by itself.
  await doorlight.startSidecar();
  await expect(page.locator('[data-zone="bern/store"]')).toBeVisible();
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
});
