import type { Page } from '@playwright/test';
import { barriersOf, smallControlsOf } from './support/barriers.ts';
import { type Doorlight, expect, test } from './support/test.ts';

// Every page of the console can be used by everyone: with a screen reader, by keyboard and thumb, in both colours,
// twice as large. The demo is shared; nothing is changed.

const tablet = { width: 768, height: 1024 };
/** A tablet whose page is shown at 200 %. */
const twiceAsLarge = { width: 384, height: 512 };

/** What is opened on a page, by the words of its button. */
interface Visit {
  readonly path: string;
  readonly opens?: readonly (string | RegExp)[];
}

const pages: Readonly<Record<string, readonly Visit[]>> = {
  'of the day': [
    { path: '/console', opens: ['Reset all to zero', 'Account'] },
    { path: '/console/opening/demo' },
    { path: '/console/zones/demo/store', opens: ['Hold the light', 'Set to …'] },
    { path: '/console/wall' },
    { path: '/console/alerts' },
    { path: '/console/alerts/settings', opens: ['Mail server'] },
    { path: '/console/account' },
    { path: '/console/history' },
    { path: '/console/insights' },
    { path: '/console/audit' },
  ],
  'of sensors and displays': [
    { path: '/console/sensors' },
    { path: '/console/sensors/demo/door-a' },
    { path: '/console/displays' },
    { path: '/console/displays/pair' },
    { path: '/console/settings' },
    { path: '/console/settings/demo' },
    { path: '/console/settings/demo/site' },
    { path: '/console/settings/demo/calendar' },
    { path: '/console/settings/demo/public' },
    { path: '/console/settings/demo/zones/store' },
    { path: '/console/settings/demo/sensors/door-a' },
    { path: '/console/settings/demo/displays/entrance' },
  ],
  'of set-up and administration': [
    { path: '/console/settings/demo/add-sensor' },
    { path: '/console/settings/demo/add-zone' },
    { path: '/console/settings/demo/add-display' },
    { path: '/console/settings/add-site' },
    { path: '/console/admin/people', opens: ['Add a person'] },
    { path: '/console/admin/tablets' },
    { path: '/console/admin/keys' },
    { path: '/console/admin/configuration' },
    { path: '/console/admin/installation' },
    { path: '/setup' },
    { path: '/offline' },
  ],
};

for (const [name, visits] of Object.entries(pages)) {
  test(`no barrier is found on the pages ${name}`, async ({ browser, demo }) => {
    const context = await browser.newContext({ viewport: tablet, reducedMotion: 'reduce' });
    await demo.signIn(context);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    const found: Record<string, unknown> = {};
    const note = (where: string, barriers: readonly unknown[]) => {
      if (barriers.length > 0) found[where] = barriers;
    };
    for (const { path, opens = [] } of visits) {
      await visit(page, demo, path);
      note(path, await barriersOf(page));
      note(`${path} is still`, await moving(page));
      await page.emulateMedia({ colorScheme: 'dark' });
      note(`${path}, dark`, await barriersOf(page, 'contrast'));
      for (const opened of opens) {
        await page.getByRole('button', { name: opened }).first().click();
        await expect(page.getByRole('dialog').or(page.getByRole('menu'))).toBeVisible();
        note(`${path}, ${opened}, dark`, await barriersOf(page, 'contrast'));
        await page.emulateMedia({ colorScheme: 'light' });
        note(`${path}, ${opened}`, await barriersOf(page, opened === 'Account' ? 'menu' : 'page'));
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog').or(page.getByRole('menu'))).toBeHidden();
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(twiceAsLarge);
      // A chart follows its place in the next frames.
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth), path)
        .toBeLessThanOrEqual(twiceAsLarge.width);
      note(`${path}, for a thumb`, await smallControlsOf(page));
      await page.setViewportSize(tablet);
    }
    note('errors of the scripts', complaints);
    expect(found).toEqual({});
    await context.close();
  });
}

test('no barrier is found where nobody is signed in', async ({ browser, demo }) => {
  const context = await browser.newContext({ viewport: tablet, reducedMotion: 'reduce' });
  const page = await context.newPage();
  for (const path of ['/sign-in', '/console/unlock']) {
    await page.goto(`${demo.url}${path}`);
    await expect(page.locator('main').first()).toBeVisible();
    expect(await barriersOf(page), path).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await barriersOf(page, 'contrast'), path).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await context.close();
});

/** Opens a page and waits until it is whole. */
async function visit(page: Page, doorlight: Doorlight, path: string): Promise<void> {
  await page.goto(`${doorlight.url}${path}`);
  if (path.startsWith('/console')) {
    await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
  }
  await expect(page.locator('h1').first()).toBeAttached();
  await expect(page.locator('.breathe')).toHaveCount(0);
}

/** What moves although less motion is asked for: animations that go on, or on and on. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(
        ({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations === Infinity,
      )
      .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target?.outerHTML : undefined) ?? '?'),
  );
}
