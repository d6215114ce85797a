import type { Page } from '@playwright/test';
import { effortOf } from './support/effort.ts';
import { reach } from './support/keyboard.ts';
import { expect, siteFile, test } from './support/test.ts';

// The morning in a store: a tablet is switched on, the numbers of yesterday are still there, one tap.

// A store is opened from the first switch to the last word.
const tablet = { viewport: { width: 768, height: 1024 }, hasTouch: true };
const desk = { viewport: { width: 1280, height: 800 } };

const credentials = { username: 'op', password: 'pw' };
const zoneRow = (page: Page) => page.locator('[data-zone="bern/store"]');

test.describe('on a tablet', () => {
  test.use(tablet);

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

    // The display at the door is off: that is seen before the doors open.
    const card = page.locator('[data-opening="due"]');
    await expect(card.locator('[data-check="sensors"]')).toContainText('All 2 sensors report');
    await expect(card.locator('[data-check="displays"]')).toContainText('1 of 1 not connected: Entrance');
    await expect(card.locator('[data-check="counters"]')).toContainText('8 people counted inside');
    const display = await context.newPage();
    await display.goto(`${doorlight.url}/display/bern/entrance`);
    await expect(card.locator('[data-check="displays"]')).toContainText('The display is on');

    const keys: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') keys.push(request.headers()['idempotency-key']);
    });
    const effort = await effortOf(context);
    await page.reload();
    effort.taps = 0;
    await page.getByRole('button', { name: 'Reset all to zero' }).tap();
    const sheet = page.getByRole('dialog');
    await expect(sheet).toContainText('Set every counter of Bern Marktgasse to zero?');
    await sheet.getByRole('button', { name: 'Set to zero' }).tap();
    await expect(sheet).toContainText('All counters are at zero');
    for (const source of ['door-a/main', 'door-b/main']) {
      await expect(sheet.locator(`[data-source="${source}"]`)).toHaveAttribute('data-outcome', 'confirmed');
    }
    await sheet.getByRole('button', { name: 'Done' }).tap();
    expect(effort).toEqual({ taps: 3, keys: 0, fields: 0 });
    await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '0');
    await expect(page.getByRole('status')).toContainText('all counters are at zero');
    expect(keys).toEqual([expect.stringMatching(/^"[0-9a-f]{32}"$/)]);
    // The rest of the day it is not in the way.
    await expect(card).toBeHidden();
    await expect(page.locator('[data-opening="done"]')).toContainText(/Set to zero at \d\d:\d\d by admin/);
    await page.reload();
    await expect(page.locator('[data-opening="done"]')).toBeVisible();

    expect([...doorA.truth(), ...doorB.truth()].map(({ occupancy }) => occupancy)).toEqual([0, 0]);
    await expect(display.locator('[data-occupancy]').first()).toHaveAttribute('data-occupancy', '0');
    await expect(display.locator('[data-light]').first()).toHaveAttribute('data-light', 'green');
  });

  test('who does not open today puts the checklist away on this tablet, until tomorrow', async ({
    page,
    context,
    startDevice,
    startDoorlight,
  }) => {
    const device = await startDevice('axis-people-counter', credentials);
    const sensors = [{ id: 'door-a', driver: 'axis-people-counter', device }];
    const doorlight = await startDoorlight({ config: siteFile({ sensors }) });
    await doorlight.signIn(context);
    await page.goto(`${doorlight.url}/console`);
    await page.getByRole('button', { name: 'Not today' }).tap();
    await expect(page.locator('[data-opening="due"]')).toBeHidden();
    await page.reload();
    await expect(page.locator('[data-opening="put-off"]')).toBeVisible();
    await page.getByRole('link', { name: 'Opening checklist of Bern Marktgasse' }).tap();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Opening');
  });
});

test.describe('at a desk, by keyboard alone', () => {
  test.use(desk);

  test('a sensor that refuses the reset is named, with its words, until it confirms', async ({
    page,
    context,
    startDevice,
    startDoorlight,
  }) => {
    const doorA = await startDevice('axis-3d', credentials);
    const doorB = await startDevice('axis-3d', { ...credentials, settings: { role: 'secondary' } });
    const doorlight = await startDoorlight({
      config: siteFile({
        sensors: [
          { id: 'door-a', driver: 'axis-3d', device: doorA },
          { id: 'door-b', driver: 'axis-3d', device: doorB },
        ],
      }),
    });
    doorA.walk({ in: 2 });
    doorB.walk({ in: 3 });
    await doorlight.signIn(context);
    await page.goto(`${doorlight.url}/console`);
    await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '5');

    await reach(page, page.getByRole('link', { name: 'Opening checklist of Bern Marktgasse' }));
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-summary]')).toContainText('One thing needs attention');
    await expect(page.locator('[data-check="counters"]')).toContainText('5 people counted inside');
    await reach(page, page.locator('[data-reset="bern"]'));
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog');
    await reach(page, sheet.getByRole('button', { name: 'Set to zero' }));
    await page.keyboard.press('Enter');
    await expect(sheet).toContainText('One sensor did not confirm');
    await expect(sheet.locator('[data-source="door-a/main"]')).toContainText('Confirmed');
    const refused = sheet.locator('[data-source="door-b/main"]');
    await expect(refused).toContainText('Door B');
    await expect(refused).toContainText('Refused (1200)');
    await expect(refused).toContainText('It is a secondary');
    await expect(refused).toContainText('Its primary (Door A) has just been reset.');
    // The number is right all the same.
    await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '0');

    // Somebody comes in before the sensor is put right: the retry must not forget them.
    doorA.walk({ in: 1 });
    await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '1');
    doorB.set({ role: 'primary' });
    await reach(page, sheet.getByRole('button', { name: 'Retry' }));
    await page.keyboard.press('Enter');
    await expect(refused).toHaveAttribute('data-outcome', 'confirmed');
    await expect(zoneRow(page)).toHaveAttribute('data-occupancy', '1');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(page.locator('[data-reset="bern"]')).toBeFocused();

    await reach(page, page.getByRole('link', { name: 'Audit log' }));
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-audit="reset"]')).toContainText('Partly done');
    await expect(page.locator('[data-audit="reset"]')).toContainText('Refused (1200)');
  });
});
