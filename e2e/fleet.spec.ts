import type { Page } from '@playwright/test';
import { openDatabase } from '#server/platform/database/database.ts';
import { barriersOf } from './support/barriers.ts';
import { type Doorlight, expect, isThroughFront, siteFile, test } from './support/test.ts';

// An operator of many screens sees what each shows and what is wrong, and sends commands to many at once.

const zone = (id: string, name: string, sensor: string) => ({
  id,
  name,
  capacity: 10,
  sources: [{ sensor }],
});

/** The display in a thumbnail. */
const smallDisplay = (page: Page, display: string) =>
  page.locator(`[data-display="bern/${display}"] iframe`).first().contentFrame().locator('main');

/** When a screen last connected or disconnected, from the database. */
async function seenAt({ database: where }: Doorlight, display: string): Promise<string | null | undefined> {
  const database = await openDatabase(where);
  try {
    const rows = database.db.selectFrom('display_sighting').select('seen_at');
    return (await rows.where('display', '=', display).executeTakeFirst())?.seen_at;
  } finally {
    await database.close();
  }
}

test('a fleet is seen as it is, asked together, and remembered', async ({
  browser,
  context,
  page,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-3d');
  const other = await startDevice('axis-3d');
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [
        { id: 'door', driver: 'axis-3d', device: door },
        { id: 'other', driver: 'axis-3d', device: other },
      ],
      site: {
        languages: ['en'],
        zones: [zone('store', 'Store', 'door'), zone('cafe', 'Café', 'other')],
        displays: [
          { id: 'tall', zone: 'store', name: 'North', texts: { en: { amber: 'Only {free} places' } } },
          { id: 'wide', name: 'East', zone: 'store', layout: 'zones', zones: ['store', 'cafe'] },
          ...Array.from({ length: 8 }, (_, n) => ({ id: `spare-${n}`, zone: 'store' })),
        ],
      },
    }),
  });
  const shop = await browser.newContext({ viewport: { width: 1080, height: 1920 } });
  const open = async (display: string) => {
    const screen = await shop.newPage();
    await screen.goto(`${doorlight.url}/display/bern/${display}`);
    await expect(screen.locator('main')).toHaveAttribute('data-light', 'green');
    return screen;
  };
  const [tall, wide] = [await open('tall'), await open('wide')];
  await wide.setViewportSize({ width: 1920, height: 1080 });
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/displays`);
  const row = (display: string) => page.locator(`[data-display="bern/${display}"]`);

  await test.step('a thumbnail is the glass of its screen: layout, shape, texts and number', async () => {
    await expect(smallDisplay(page, 'wide')).toHaveAttribute('data-tiles', '2');
    await expect(smallDisplay(page, 'wide')).toHaveClass('glass glass-zones');
    door.walk({ in: 8 });
    await expect(smallDisplay(page, 'tall')).toHaveAttribute('data-light', 'amber');
    await expect(smallDisplay(page, 'tall').getByText('Only 2 places')).toBeVisible();
    await expect(smallDisplay(page, 'tall').locator('.glass-occupancy').last()).toHaveText('8');
    const { width, height } = (await row('tall').locator('iframe').boundingBox()) ?? { width: 0, height: 0 };
    expect(height / width).toBeCloseTo(1920 / 1080, 1);
    expect(await barriersOf(page)).toEqual([]);
  });

  await test.step('many are asked together: each shows its own name, then loads anew', async () => {
    await page.getByRole('checkbox', { name: 'Select North' }).check();
    await page.getByRole('checkbox', { name: 'Select East' }).check();
    await page.getByRole('checkbox', { name: 'Select Spare 0' }).check();
    await page.getByRole('button', { name: 'Show its name', exact: true }).click();
    await expect(tall.locator('.glass-identify')).toHaveText('Northbern/tall');
    await expect(wide.locator('.glass-identify')).toHaveText('Eastbern/wide');
    await expect(page.getByText('Sent to 2 displays. One could not be asked')).toBeVisible();

    await tall.evaluate(() => setTimeout(() => Promise.reject(new Error('no room'))));
    await page.getByRole('button', { name: 'Details of North' }).click();
    door.walk({ in: 2 });
    await expect(row('tall').locator('code')).toHaveText('Error: no room');
    await expect(row('tall').locator('[data-trouble="errors"]')).toBeVisible();
    // Only the home of a site knows when the sensor answered.
    if (!isThroughFront)
      await expect(
        row('tall')
          .getByText(/^\d+ ms$/)
          .first(),
      ).toBeVisible();

    await page.getByRole('button', { name: 'Reload North' }).click();
    await expect(row('tall').locator('code')).toHaveCount(0);
    await expect(row('tall').locator('[data-trouble]')).toHaveCount(0);
  });

  await test.step('two screens that use one address are distinguished', async () => {
    const second = await shop.newPage();
    await second.goto(`${doorlight.url}/display/bern/tall`);
    await second.setViewportSize({ width: 800, height: 600 });
    await expect(row('tall').getByText('2 screens use this address.')).toBeVisible();
    await expect(row('tall').getByRole('heading', { name: /^Screen \d/ })).toHaveCount(2);
    await second.close();
    await expect(row('tall').locator('[data-trouble="twice"]')).toHaveCount(0);
  });

  await test.step('what is looked for is found', async () => {
    await page.getByRole('searchbox').fill('north');
    await expect(page.locator('[data-display]')).toHaveCount(1);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: /^With problems/ }).click();
    await expect(page.getByText('No display matches')).toBeVisible();
    await page.getByRole('button', { name: /^With problems/ }).click();
  });

  await test.step('a power cut does not make anybody forget since when a screen is gone', async () => {
    // What is known of displays is written every few seconds, when one has come or gone.
    const before = await seenAt(doorlight, 'tall');
    await shop.close();
    await expect(row('tall').getByText(/No screen since/)).toBeVisible();
    await expect.poll(() => seenAt(doorlight, 'tall')).not.toBe(before);
    await doorlight.killSidecar();
    await doorlight.startSidecar();
    await page.reload();
    await expect(row('tall').getByText(/No screen since/)).toBeVisible();
    await expect(row('tall').locator('[data-thumbnail="none"]')).toBeVisible();
    await expect(row('spare-1').getByText('No screen has connected yet')).toBeVisible();
  });
});
