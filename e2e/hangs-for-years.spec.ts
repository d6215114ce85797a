import type { Page } from '@playwright/test';
import { expect, siteFile, test } from './support/test.ts';

// An entrance screen is switched on once and forgotten.

test.use({ serviceWorkers: 'allow' });

const displayRoot = (page: Page) => page.locator('main[data-light]');
const light = (page: Page, value: string) => expect(displayRoot(page)).toHaveAttribute('data-light', value);

test('nobody points, selects, zooms or opens a menu on a screen, and it stays awake', async ({
  page,
  context,
  demo,
}) => {
  // A browser without windows grants nothing by itself.
  await context.grantPermissions(['screen-wake-lock']);
  await page.addInitScript(() => {
    const { wakeLock } = navigator;
    const request = wakeLock.request.bind(wakeLock);
    wakeLock.request = async (type) => {
      const lock = await request(type);
      document.documentElement.dataset.awake = String(!lock.released);
      return lock;
    };
  });
  await page.goto(`${demo.url}/display/demo/entrance`);
  await expect(page.locator('html')).toHaveAttribute('data-awake', 'true');

  const word = page.locator('.scenes .glass-word').first();
  const { x = 0, y = 0 } = (await word.boundingBox()) ?? {};
  await page.mouse.dblclick(x + 20, y + 20);
  await page.mouse.down();
  await page.mouse.move(600, 400, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.press('Control+a');
  expect(await page.evaluate(() => String(getSelection()))).toBe('');
  expect(await word.evaluate((it) => getComputedStyle(it).cursor)).toBe('none');
  expect(await word.evaluate((it) => getComputedStyle(it).touchAction)).toBe('none');

  const prevented = await page.evaluate(() => {
    const target = document.querySelector('.glass-word');
    const events = {
      menu: new MouseEvent('contextmenu', { bubbles: true, cancelable: true }),
      wheel: new WheelEvent('wheel', { bubbles: true, cancelable: true, ctrlKey: true, deltaY: -100 }),
      key: new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ctrlKey: true, key: '+' }),
    };
    return Object.values(events).map((event) => {
      target?.dispatchEvent(event);
      return event.defaultPrevented;
    });
  });
  expect(prevented).toEqual([true, true, true]);
});

test('the picture moves by a hair against burn-in; its ground and its size stay', async ({ page, demo }) => {
  await page.clock.install();
  await page.goto(`${demo.url}/display/demo/entrance`);
  await expect(page.locator('.scenes .scene-sign')).toHaveCount(1);
  const seen = () =>
    page.evaluate(() => {
      const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().toJSON();
      return { sign: box('.scenes .scene-sign'), lamps: box('.glass-housing'), ground: box('.scene') };
    });
  const before = await seen();
  // In two minutes of its clock, which take no time, nothing is heard: the page would load itself anew.
  await page.route('**/*', (route) =>
    route.request().method() === 'HEAD' ? route.abort() : route.fallback(),
  );
  await page.clock.runFor(121_000);
  const after = await seen();
  expect(after.ground).toEqual(before.ground);
  for (const part of ['sign', 'lamps'] as const) {
    expect(after[part].width).toBe(before[part].width);
    const moved = Math.abs(after[part].x - before[part].x);
    expect(moved).toBeGreaterThan(1);
    expect(moved).toBeLessThan(5);
  }
});

test('opening hours close a screen and dim it; staff holds it open, or closed and not dimmed', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-3d');
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [{ id: 'door', driver: 'axis-3d', device: door }],
      site: { hours: { 'mon-sun': 'closed' } },
      display: { dim: 0.6 },
    }),
  });
  const dim = () => displayRoot(page).evaluate((it) => Number(getComputedStyle(it, '::after').opacity));
  await page.goto(`${doorlight.url}/display/bern/entrance`);
  await light(page, 'closed');
  await expect(page.getByText('Closed', { exact: true })).toBeVisible();
  await expect.poll(dim).toBe(0.6);
  const api = await doorlight.signIn(context);
  const hold = `${doorlight.url}/api/v1/zones/bern/store/hold`;
  await api.put(hold, { data: { light: 'red' } });
  await light(page, 'red');
  await api.put(hold, { data: { light: 'closed' } });
  await expect.poll(dim).toBe(0);
  await light(page, 'closed');
  await api.delete(hold);
  await expect.poll(dim).toBe(0.6);
});

test('a screen that is up before the server waits calmly, without any light, and comes alive', async ({
  page,
  shop: { door, doorlight },
}) => {
  const address = `${doorlight.url}/display/bern/entrance`;
  await page.goto(address);
  await light(page, 'green');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller))).toBe(true);

  await doorlight.killSidecar();
  await page.goto(address);
  await expect(page.getByText('One moment, please')).toBeVisible();
  await expect(page.locator('[data-light]')).toHaveCount(0);
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  // While nobody looked, the store filled up.
  door.walk({ in: 7 });
  await doorlight.startSidecar();
  await light(page, 'red');
});
