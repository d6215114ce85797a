import type { Page } from '@playwright/test';
import { expect, siteFile, test } from './support/test.ts';

// The morning in a store: a tablet is switched on, the numbers of yesterday are still there, one tap.

test.use({ viewport: { width: 768, height: 1024 }, hasTouch: true });

const credentials = { username: 'op', password: 'pw' };
const zoneRow = (page: Page) => page.locator('[data-zone="bern/store"]');

test('staff opens the store: one tap, and every counter is at zero', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const doorA = await startDevice('axis-people-counter', credentials);
  const doorB = await startDevice('axis-3d', credentials);
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [
        { id: 'door-a', driver: 'axis-people-counter', device: doorA },
        { id: 'door-b', driver: 'axis-3d', device: doorB },
      ],
    }),
    // Nobody has a password yet: the one-time link is the way in.
    env: { DOORLIGHT_ADMIN_PASSWORD: '' },
  });
  const link = /http\S+\/sign-in\/once\?token=\S+/.exec(doorlight.output)?.[0] ?? 'no link was printed';
  await page.goto(link);
  await expect(page).toHaveURL(`${doorlight.url}/console`);
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');

  doorA.walk({ in: 5 });
  doorB.walk({ in: 4, out: 1 });
  await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '8');
  await expect(zoneRow(page)).toContainText('Nearly full');
  await expect(zoneRow(page)).toContainText('9 in and 1 out today');

  await page.getByRole('button', { name: 'Reset all to zero' }).tap();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('Set every counter of Bern Marktgasse to zero?');
  await sheet.getByRole('button', { name: 'Set to zero' }).tap();
  await expect(sheet).toContainText('All counters are at zero');
  for (const source of ['door-a/main', 'door-b/main']) {
    await expect(sheet.locator(`[data-source="${source}"]`)).toHaveAttribute('data-outcome', 'confirmed');
  }
  await sheet.getByRole('button', { name: 'Done' }).tap();
  await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '0');
  await expect(page.getByRole('status')).toContainText('all counters are at zero');

  expect([...doorA.truth(), ...doorB.truth()].map(({ occupancy }) => occupancy)).toEqual([0, 0]);
  const display = await context.newPage();
  await display.goto(`${doorlight.url}/display/bern/entrance`);
  await expect(display.locator('[data-occupancy]').first()).toHaveAttribute('data-occupancy', '0');
  await expect(display.locator('[data-light]').first()).toHaveAttribute('data-light', 'green');
});

test('a sensor that refuses the reset is named, with its words, until it obeys', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const doorA = await startDevice('axis-people-counter', credentials);
  const doorB = await startDevice('axis-3d', { ...credentials, settings: { role: 'secondary' } });
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [
        { id: 'door-a', driver: 'axis-people-counter', device: doorA },
        { id: 'door-b', driver: 'axis-3d', device: doorB },
      ],
    }),
  });
  doorA.walk({ in: 2 });
  doorB.walk({ in: 3 });
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console`);
  await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '5');

  await page.locator('[data-reset="bern"]').tap();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Set to zero' }).tap();
  await expect(sheet).toContainText('One sensor did not obey');
  await expect(sheet.locator('[data-source="door-a/main"]')).toContainText('Confirmed');
  const refused = sheet.locator('[data-source="door-b/main"]');
  await expect(refused).toContainText('Door B');
  await expect(refused).toContainText('Refused (1200)');
  await expect(refused).toContainText(/primary/i);
  // The number is right all the same.
  await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '0');

  // Somebody comes in before the sensor is put right: the retry must not forget them.
  doorA.walk({ in: 1 });
  await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '1');
  doorB.set({ role: 'primary' });
  await sheet.getByRole('button', { name: 'Retry' }).tap();
  await expect(refused).toHaveAttribute('data-outcome', 'confirmed');
  await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '1');
  await sheet.getByRole('button', { name: 'Done' }).tap();

  await page.getByRole('link', { name: 'Audit log' }).tap();
  await expect(page.locator('[data-audit="reset"]')).toContainText('Partly done');
  await expect(page.locator('[data-audit="reset"]')).toContainText('Refused (1200)');
});
