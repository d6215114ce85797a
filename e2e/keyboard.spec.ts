import type { Page } from '@playwright/test';
import { reach } from './support/keyboard.ts';
import { expect, test } from './support/test.ts';

// Somebody without a mouse sets up a site and works with it: the focus is never lost, Escape closes, and what was opened
// gives the focus back.

test.use({ viewport: { width: 1280, height: 800 } });

test('a site, a sensor, a screen, a hold, a reset and a setting, by keyboard alone', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const device = await startDevice('axis-people-counter', { username: 'op', password: 'right-one' });
  const doorlight = await startDoorlight({});
  await doorlight.signIn(context);
  const { keyboard } = page;
  const enter = async (label: string, text: string) => {
    await reach(page, page.getByLabel(label, { exact: true }));
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(text);
  };

  await page.goto(`${doorlight.url}/console/settings`);
  await reach(page, page.getByRole('link', { name: 'New site' }));
  await keyboard.press('Enter');
  await enter('Name', 'Werk 2');
  await keyboard.press('Enter');
  await reach(page, page.getByRole('link', { name: 'Add a sensor' }).first());
  await keyboard.press('Enter');

  await enter('Address', device.url);
  await keyboard.press('Enter');
  await expect(page.getByLabel('User name')).toBeVisible();
  await expectFocus(page);
  await enter('User name', 'op');
  await enter('Password', 'right-one');
  await keyboard.press('Enter');
  await expect(page.getByLabel('Name of the new zone')).toBeVisible();
  await expectFocus(page);
  await enter('Name of the new zone', 'Halle');
  await enter('People allowed at once', '10');
  await reach(page, page.getByRole('button', { name: 'Save the sensor' }));
  await keyboard.press('Enter');
  await reach(page, page.getByRole('link', { name: 'To Halle' }));
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/console\/zones\/werk-2\/halle$/);
  const zone = page.locator('[data-zone="werk-2/halle"]');
  device.walk({ in: 2 });
  await expect(zone).toHaveAttribute('data-occupancy', '2');

  // Escape closes, and the focus is where it was.
  const hold = page.getByRole('button', { name: 'Hold the light' });
  await reach(page, hold);
  await keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toBeVisible();
  await keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(hold).toBeFocused();
  await keyboard.press('Enter');
  await reach(page, sheet.getByRole('button', { name: 'Hold Red' }));
  await keyboard.press('Enter');
  await expect(zone).toHaveAttribute('data-light', 'red');
  await expect(sheet).toBeHidden();
  await expectFocus(page);
  await reach(page, page.getByRole('button', { name: 'Release' }));
  await keyboard.press('Enter');
  await expect(zone).toHaveAttribute('data-light', 'green');
  await expectFocus(page);

  await page.goto(`${doorlight.url}/console`);
  const reset = page.locator('[data-reset="werk-2"]');
  await reach(page, reset);
  await keyboard.press('Enter');
  await expect(sheet).toContainText('Set every counter of Werk 2 to zero?');
  await keyboard.press('Escape');
  await expect(reset).toBeFocused();
  await keyboard.press('Enter');
  await reach(page, sheet.getByRole('button', { name: 'Set to zero' }));
  await keyboard.press('Enter');
  await expect(sheet).toContainText('All counters are at zero');
  await expectFocus(page);
  await reach(page, sheet.getByRole('button', { name: 'Done' }));
  await keyboard.press('Enter');
  await expect(reset).toBeFocused();

  await page.goto(`${doorlight.url}/console/settings/werk-2/add-display`);
  await enter('Name', 'Tor');
  await keyboard.press('Enter');
  await expect(page.locator('code')).toContainText('/display/werk-2/tor?key=');

  await page.goto(`${doorlight.url}/console/settings/werk-2/zones/halle`);
  await enter('People allowed at once', '12');
  await keyboard.press('Enter');
  await expect(page.getByText('Saved. It is at work already.')).toBeVisible();
  await expectFocus(page);
});

/** What had the focus has not vanished with it: the next Tab would begin at the top of the page. */
async function expectFocus(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
}
