import type { Page } from '@playwright/test';
import { greenShare } from './support/green-share.ts';
import { expect, type Shop, test } from './support/test.ts';

// Whatever fails between a sensor and the screen: it is `unknown`, and recovers. How soon, the tests of the ledger and of
// the display's state measure by clocks of their own.

test.use({ serviceWorkers: 'allow' });

const displayRoot = (page: Page) => page.locator('[data-light]').first();
const light = (page: Page, value: string) => expect(displayRoot(page)).toHaveAttribute('data-light', value);

/** A display that shows three people inside, and green. */
const it = test.extend<{ scene: Shop }>({
  scene: async ({ page, shop }, use) => {
    await page.goto(`${shop.doorlight.url}/display/bern/entrance`);
    await light(page, 'green');
    await use(shop);
  },
});

it('a sensor that dies', async ({ page, scene: { door } }) => {
  await door.setFault('refuse-connections');
  await light(page, 'unknown');
  await expect(displayRoot(page)).toHaveAttribute('data-occupancy', '');
  await door.setFault(null);
  await light(page, 'green');
  await expect(displayRoot(page)).toHaveAttribute('data-occupancy', '3');
});

it('a sensor that takes connections and never answers', async ({ page, scene: { door } }) => {
  await door.setFault('half-open');
  await light(page, 'unknown');
  await door.setFault(null);
  await light(page, 'green');
});

it('a sidecar that is killed, and started again after people walked in', async ({ page, scene }) => {
  const { door, doorlight } = scene;
  await doorlight.killSidecar();
  await light(page, 'unknown');
  door.walk({ in: 7 });
  await doorlight.startSidecar();
  await light(page, 'red');
  await expect(displayRoot(page)).toHaveAttribute('data-occupancy', '10');
});

it('a sidecar that hangs with its sockets open', async ({ page, scene: { doorlight } }) => {
  doorlight.pauseSidecar();
  await light(page, 'unknown');
  doorlight.resumeSidecar();
  await light(page, 'green');
});

it('a network that is cut', async ({ page, context, scene: { door } }) => {
  await context.setOffline(true);
  // Chromium leaves an open socket alone when it is set offline: the door fills up unseen only where it is cut.
  door.walk({ in: 7 });
  await expect(displayRoot(page)).not.toHaveAttribute('data-light', 'green');
  await context.setOffline(false);
  await light(page, 'red');
});

it('a tab that is frozen for a while shows nothing old when it thaws', async ({ page, scene: { door } }) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  door.walk({ in: 7 });
  await new Promise((resolve) => setTimeout(resolve, 6000));
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  const thawed = await displayRoot(page).getAttribute('data-light');
  expect(thawed).not.toBe('green');
  await light(page, 'red');
});

it('a page whose scripts stand still: the veil covers the light by itself', async ({
  page,
  context,
  scene,
}) => {
  expect(scene.door.url).toBeTruthy();
  const devtools = await page.context().newCDPSession(page);
  // A debugger that has stopped the page is a hung tab: the compositor goes on, scripts do not.
  await devtools.send('Debugger.enable');
  await devtools.send('Debugger.pause');
  const painter = await context.newPage();
  await expect
    .poll(async () => {
      const shot = await devtools.send('Page.captureScreenshot', { format: 'png' });
      return greenShare(painter, shot.data);
    })
    .toBeLessThan(0.02);
  await devtools.send('Debugger.resume');
  await devtools.send('Debugger.disable');
  await light(page, 'green');
});

test('a page whose scripts are blocked: its light expires, and the page asks for a new one', async ({
  browser,
  shop: { door, doorlight },
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${doorlight.url}/display/bern/entrance`);
  await light(page, 'green');
  door.walk({ in: 7 });
  await light(page, 'red');
  await doorlight.killSidecar();
  // Either the veil covers the old page, or the browser has gone on to its own page, without any light.
  const veil = page.locator('.glass-veil').first();
  await expect
    .poll(
      async () => (await veil.count()) === 0 || veil.evaluate((it) => getComputedStyle(it).opacity === '1'),
    )
    .toBe(true);
  await context.close();
});
