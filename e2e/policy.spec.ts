import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, siteFile, test } from './support/test.ts';

// What the pages allow themselves, as a browser enforces it. That nothing is refused which they need, every other
// test makes sure of: see support/test.ts.

test.use({ serviceWorkers: 'allow' });

test('a script that somebody has smuggled into a page does not run', async ({
  page,
  demo,
  policyReports,
}) => {
  await page.route('**/display/demo/*', async (route) => {
    const answer = await route.fetch();
    const smuggled = '<script>window.smuggled = true</script><img src="x" onerror="window.smuggled = true">';
    const body = (await answer.text()).replace('</body>', `${smuggled}</body>`);
    await route.fulfill({ response: answer, body });
  });
  await page.goto(`${demo.url}/display/demo/entrance`);
  await expect(page.locator('[data-light]').first()).toBeVisible();
  await expect.poll(() => policyReports.length).toBeGreaterThanOrEqual(2);
  expect(await page.evaluate(() => 'smuggled' in window)).toBe(false);
  policyReports.length = 0;
});

test('a display may stand in other signage, the console and the API in nothing of others', async ({
  page,
  demo,
  policyReports,
}) => {
  const signage = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://signage').searchParams.get('show') ?? '';
    response
      .setHeader('content-type', 'text/html')
      .end(`<iframe allow="screen-wake-lock" src="${demo.url}${path}"></iframe>`);
  });
  await new Promise<void>((resolve) => signage.listen(0, '127.0.0.1', resolve));
  const at = (path: string) =>
    `http://127.0.0.1:${(signage.address() as AddressInfo).port}/?show=${encodeURIComponent(path)}`;
  try {
    await page.goto(at('/display/demo/entrance'));
    await expect(page.frameLocator('iframe').locator('[data-light]').first()).toHaveAttribute(
      'data-light',
      /green|amber|red/,
    );
    expect(policyReports).toEqual([]);
    for (const path of ['/sign-in', '/setup', '/display/preview', '/api/docs', '/api/v1/zones', '/metrics']) {
      policyReports.length = 0;
      await page.goto(at(path));
      await expect.poll(() => policyReports.join(), { message: path }).toContain('frame-ancestors');
    }
  } finally {
    signage.close();
  }
  policyReports.length = 0;
});

test('the description of the API comes up, and calls from it work', async ({ page, context, demo }) => {
  await demo.signIn(context);
  await page.goto(`${demo.url}/api/docs`);
  const zones = page.locator('.opblock', { has: page.locator('[data-path="/api/v1/zones"]') }).first();
  await zones.getByRole('button').first().click();
  await zones.getByRole('button', { name: 'Try it out' }).click();
  await zones.getByRole('button', { name: 'Execute' }).click();
  await expect(zones.locator('.live-responses-table .response').first()).toContainText('200');
});

test('pages that the sidecar answers by itself, and those of errors, hold to their policy', async ({
  page,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-people-counter');
  const doorlight = await startDoorlight({
    config: siteFile({ sensors: [{ id: 'door-a', driver: 'axis-people-counter', device: door }] }),
    ownPages: true,
  });
  await page.goto(`${doorlight.url}/sign-in/once?token=used-up`);
  await expect(page.getByRole('link', { name: 'Sign in with user name and password' })).toBeVisible();
  await page.goto(`${doorlight.url}/display/bern/nowhere`);
  await expect(page.locator('main')).toBeVisible();
  await page.goto(`${doorlight.url}/nowhere`);
  await expect(page.getByRole('heading')).toBeVisible();

  await doorlight.killPages();
  await page.goto(`${doorlight.url}/display/bern/entrance`);
  await expect(page.getByRole('status')).toHaveCSS('font-weight', '600');
  await doorlight.startPages();
  await expect(page.locator('[data-light="green"]')).toBeVisible();
});
