import type { Page } from '@playwright/test';
import { barriersOf } from './support/barriers.ts';
import { expect, isThroughFront, siteFile, test } from './support/test.ts';

// Every layout: it stands on any screen, it expires like any other, and the console knows what it shows.

const layouts = ['light', 'number', 'bar', 'zones', 'strip'] as const;

function layoutsFile(door: Parameters<typeof siteFile>[0]['sensors'][number]['device'], other: typeof door) {
  const zone = (id: string, name: string, sensor: string) => ({
    id,
    name,
    capacity: 10,
    staleAfter: '3s',
    sources: [{ sensor }],
  });
  return siteFile({
    sensors: [
      { id: 'door', driver: 'axis-3d', device: door },
      { id: 'other', driver: 'axis-3d', device: other },
    ],
    site: {
      languages: ['de', 'ar', 'en'],
      zones: [zone('store', 'Store', 'door'), zone('cafe', 'Café', 'other')],
      displays: layouts.map((layout) => ({
        id: layout,
        zone: 'store',
        layout,
        ...(layout === 'zones' && { zones: ['cafe'] }),
        ...(layout === 'strip' && { rotate: true }),
        ...(layout === 'light' && {
          name: 'North entrance',
          colours: { red: '#7a0010' },
          texts: { de: { amber: 'Noch {free} Plätze' } },
        }),
      })),
    },
  });
}

const displayRoot = (page: Page) => page.locator('main');

test('every layout shows its light, on any screen, and none keeps a green whose time is over', async ({
  context,
  page,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-3d');
  const other = await startDevice('axis-3d');
  const doorlight = await startDoorlight({ config: layoutsFile(door, other) });
  other.walk({ in: 10 });
  const pages = new Map<string, Page>();
  for (const layout of layouts) {
    const screen = layout === 'light' ? page : await context.newPage();
    pages.set(layout, screen);
    await screen.goto(`${doorlight.url}/display/bern/${layout}`);
    await expect(displayRoot(screen)).toHaveAttribute('data-light', 'green');
    const sizes =
      layout === 'strip'
        ? [[480, 120]]
        : [
            [1920, 1080],
            [1080, 1920],
            [854, 480],
          ];
    for (const [width = 0, height = 0] of sizes) {
      await screen.setViewportSize({ width, height });
      const isInside = await screen.evaluate(() =>
        [...document.querySelectorAll('.scenes p')].every((text) => {
          const { top, left, right, bottom } = text.getBoundingClientRect();
          return top >= -1 && left >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
        }),
      );
      expect(isInside, `${layout} at ${width}×${height}`).toBe(true);
    }
  }
  const zones = pages.get('zones')!;
  await expect(zones.locator('section[data-zone="cafe"]')).toHaveAttribute('data-light', 'red');
  await expect(pages.get('number')!.getByText('weitere Personen dürfen eintreten')).toBeVisible();
  door.walk({ in: 8 });
  await expect(page.getByText('Noch 2 Plätze')).toBeVisible();
  door.walk({ in: 2 });
  for (const screen of pages.values()) await expect(displayRoot(screen)).toHaveAttribute('data-light', 'red');
  expect(
    await page
      .locator('.scene-red')
      .first()
      .evaluate((scene) => getComputedStyle(scene).backgroundColor),
  ).toBe('rgb(122, 0, 16)');

  door.walk({ out: 10 });
  for (const screen of pages.values()) {
    await expect(displayRoot(screen)).toHaveAttribute('data-light', 'green');
  }
  doorlight.pauseSidecar();
  for (const [layout, screen] of pages) {
    await expect(displayRoot(screen), layout).toHaveAttribute('data-light', 'unknown');
    const veils = screen.locator('.glass-veil');
    for (const veil of await veils.all()) {
      await expect.poll(() => veil.evaluate((each) => getComputedStyle(each).opacity), layout).toBe('1');
    }
    // No bare dash: it says in words whom to ask.
    const texts = await veils
      .locator('[data-text]')
      .evaluateAll((all) =>
        all
          .filter((each) => each.getBoundingClientRect().width > 0)
          .map((each) => each.getAttribute('data-text')),
      );
    expect(texts, layout).toContain('Bitte fragen Sie unser Personal');
  }
  await expect(zones.locator('section[data-zone="cafe"]')).toHaveAttribute('data-light', 'unknown');
  doorlight.resumeSidecar();
});

test('the console says what each display shows and how its screen is', async ({
  browser,
  context,
  page,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-3d');
  const other = await startDevice('axis-3d');
  const doorlight = await startDoorlight({ config: layoutsFile(door, other) });
  const screen = await (await browser.newContext()).newPage();
  await screen.setViewportSize({ width: 1080, height: 1920 });
  await screen.goto(`${doorlight.url}/display/bern/light`);
  await expect(displayRoot(screen)).toHaveAttribute('data-light', 'green');
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/displays`);
  const row = page.locator('[data-display="bern/light"]');
  await expect(row.getByRole('heading', { name: 'North entrance' })).toBeVisible();
  await expect(row.locator('[data-thumbnail="green"]')).toBeVisible();
  await row.getByRole('button', { name: 'Details of North entrance' }).click();
  await expect(row.getByText('1080 × 1920').first()).toBeVisible();
  await expect(row.getByText(/Chromium \d+/).first()).toBeVisible();
  door.walk({ in: 10 });
  await expect(row.locator('[data-thumbnail="red"]')).toBeVisible();
  // Only the home of a site knows when the sensor answered.
  if (!isThroughFront) await expect(row.getByText(/^\d+ ms$/).first()).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
  expect(await barriersOf(screen)).toEqual([]);
  await row.getByRole('button', { name: 'Test picture' }).click();
  await expect(screen.locator('.glass-test')).toBeVisible();
  await row.getByRole('button', { name: 'Change North entrance' }).click();
  await expect(page.getByText('This display is set in the configuration file')).toBeVisible();
  await screen.context().close();
});
