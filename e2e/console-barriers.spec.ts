import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext } from '@playwright/test';
import { type Doorlight, expect, test } from './support/test.ts';

test.describe('every page can be used by everyone', () => {
  const paths = [
    '/console',
    '/console/zones/demo/store',
    '/console/sensors',
    '/console/sensors/demo/door-a',
    '/console/displays',
    '/console/audit',
    '/sign-in',
  ];
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`no barrier is found in ${colorScheme}`, async ({ browser, demo }) => {
      test.setTimeout(150_000);
      const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
      await demo.signIn(context);
      for (const path of paths) {
        if (path === '/sign-in') await context.clearCookies();
        expect(await barriers(context, demo, path), path).toEqual([]);
      }
      await context.close();
    });
  }

  test('every control is large enough for a thumb', async ({ browser, demo }) => {
    test.setTimeout(150_000);
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    await demo.signIn(context);
    for (const path of paths.slice(0, -1)) {
      const page = await context.newPage();
      await page.goto(`${demo.url}${path}`);
      await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, a:not([href^="#"]), select, input, summary')]
          .map((control) => {
            const { width, height } = control.getBoundingClientRect();
            // A link that stretches over its row is as large as the row.
            const isStretched = getComputedStyle(control, '::after').position === 'absolute';
            return { name: control.textContent, width, height, isStretched };
          })
          .filter(
            ({ width, height, isStretched }) => !isStretched && width > 1 && Math.min(width, height) < 43.5,
          ),
      );
      expect(small, path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
      await page.close();
    }
    await context.close();
  });
});

async function barriers(context: BrowserContext, doorlight: Doorlight, path: string): Promise<string[]> {
  const page = await context.newPage();
  await page.goto(`${doorlight.url}${path}`);
  if (path !== '/sign-in') await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
  const { violations } = await new AxeBuilder({ page }).analyze();
  if (path === '/console') {
    await page.getByRole('button', { name: 'Reset all to zero' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    violations.push(...(await new AxeBuilder({ page }).include('[role="dialog"]').analyze()).violations);
  }
  if (path.startsWith('/console/zones/')) {
    await page.getByRole('button', { name: 'Hold the light' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    violations.push(...(await new AxeBuilder({ page }).include('[role="dialog"]').analyze()).violations);
  }
  await page.close();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(', ')})`,
  );
}
