import type { Page } from '@playwright/test';
import { StallingProxy } from './support/stalling-proxy.ts';
import { Doorlight, expect, fillTo, siteFile, test } from './support/test.ts';

// More of what may come between a sidecar that knows and a visitor who looks; see never-a-false-green.spec.ts.

test.use({ serviceWorkers: 'allow' });

/** A message is valid for 4.5 s; some time for a browser on a busy machine. */
const expiresWithinMs = 6_000;
const displayRoot = (page: Page) => page.locator('main[data-light]');
const light = (page: Page, value: string) => expect(displayRoot(page)).toHaveAttribute('data-light', value);

const addressAt = (origin: string) => `${origin}/display/bern/entrance`;

test('a clock that is set, forth and back: the light is doubted, and comes back true', async ({
  page,
  shop,
}) => {
  await page.addInitScript(() => {
    const realNow = Date.now.bind(Date);
    Date.now = () => realNow() + Number(document.documentElement.dataset.clockSetMs ?? 0);
    // The page is trusted again as soon as the sidecar has been asked: too soon to be seen from outside.
    document.addEventListener('DOMContentLoaded', () => {
      new MutationObserver((changes) => {
        if (changes.some(({ target }) => target instanceof HTMLElement && target.dataset.light === 'unknown'))
          document.documentElement.dataset.invalidated = 'yes';
      }).observe(document.body, { subtree: true, attributeFilter: ['data-light'] });
    });
  });
  await page.goto(addressAt(shop.doorlight.url));
  await light(page, 'green');
  for (const setMs of [3_600_000, -86_400_000, 0]) {
    await page.evaluate((ms) => {
      document.documentElement.dataset.invalidated = 'no';
      document.documentElement.dataset.clockSetMs = String(ms);
    }, setMs);
    await expect(page.locator('html')).toHaveAttribute('data-invalidated', 'yes');
    await light(page, 'green');
  }
  fillTo(shop.door, 10);
  await light(page, 'red');
});

test('a socket that is open and silent, and a proxy that lets go of old messages', async ({ page, shop }) => {
  const proxy = await StallingProxy.before(shop.doorlight.url);
  try {
    await page.goto(addressAt(proxy.url));
    // The first HTML has a light, too: what has changed since then has come over the socket.
    fillTo(shop.door, 4);
    await expect(displayRoot(page)).toHaveAttribute('data-occupancy', '4');
    proxy.hold();
    await light(page, 'unknown');
    await page.evaluate(() => {
      const root = document.querySelector('main');
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push(root?.dataset.light ?? '')).observe(root ?? document, {
        attributeFilter: ['data-light'],
      });
    });
    // For a while the proxy goes on to gather messages that say green; meanwhile the store fills up.
    await page.waitForTimeout(3_000);
    fillTo(shop.door, 10);
    await page.waitForTimeout(1_000);
    proxy.resume();
    await light(page, 'red');
    expect(await page.evaluate(() => Reflect.get(window, 'seen'))).not.toContain('green');
  } finally {
    await proxy.close();
  }
});

test('two screens under one name show the same, and one goes on without the other', async ({
  browser,
  page,
  shop,
}) => {
  const twin = await (await browser.newContext()).newPage();
  for (const screen of [page, twin]) await screen.goto(addressAt(shop.doorlight.url));
  for (const screen of [page, twin]) await light(screen, 'green');
  fillTo(shop.door, 10);
  for (const screen of [page, twin]) await light(screen, 'red');
  await twin.context().close();
  fillTo(shop.door, 8);
  await light(page, 'amber');
  await page.waitForTimeout(expiresWithinMs);
  await light(page, 'amber');
});

test('a server that comes back with another database: the screen shows what that one knows', async ({
  page,
  shop,
}) => {
  await page.goto(addressAt(shop.doorlight.url));
  await light(page, 'green');
  await expect(displayRoot(page)).toHaveAttribute('data-occupancy', '3');
  // Another machine takes over the address: its message numbers start again, and it knows nothing of the
  // past.
  const { port } = new URL(shop.doorlight.url);
  await shop.doorlight.killSidecar();
  await light(page, 'unknown');
  const other = await Doorlight.start({
    config: siteFile({
      sensors: [{ id: 'door-a', driver: 'axis-people-counter', device: shop.door }],
      zone: { capacity: 3 },
    }),
    env: { PORT: port },
  });
  try {
    await light(page, 'red');
    await expect(displayRoot(page)).toHaveAttribute('data-capacity', '3');
  } finally {
    await other.stop();
  }
});
