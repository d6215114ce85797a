import type { APIRequestContext } from '@playwright/test';
import { effortOf } from './support/effort.ts';
import { holdScripts, scriptsIn } from './support/held-scripts.ts';
import { expect, test } from './support/test.ts';

// The first hour of a new user, as one story from the first site to the first alert, with what it takes.

test('a new site counts after six taps and eight fields, with every name as it was typed', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const device = await startDevice('axis-people-counter', { username: 'op', password: 'right-one' });
  const doorlight = await startDoorlight({});
  await doorlight.signIn(context);
  const effort = await effortOf(context);
  await page.setViewportSize({ width: 768, height: 1024 });

  await page.goto(`${doorlight.url}/setup`);
  // The language of the browser is ticked, and stands once.
  await expect(page.getByRole('checkbox', { name: 'English' })).toBeChecked();
  await expect(page.getByText('American English')).toHaveCount(0);
  await page.getByLabel('Name of the site').fill('Café Süd');
  await page.getByRole('button', { name: 'Add the site' }).click();
  const steps = page.locator('[data-steps]');
  await expect(steps).toHaveAttribute('data-steps', '0/5');
  await steps.getByRole('link', { name: 'Add a sensor' }).click();
  // As it stands in the browser of who has the device's own page open.
  await page.getByLabel('Address').fill(`${device.url}/camera/index.html#/video`);
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(
    page.getByText('sends them to this device only, and signs in with them at each poll'),
  ).toBeVisible();
  await page.getByLabel('User name').fill('op');
  await page.getByLabel('Password').fill('right-one');
  await page.getByRole('button', { name: 'Sign in and read' }).click();
  await page.getByLabel('Name of the new zone').fill('Main hall');
  await page.getByLabel('People allowed at once').fill('10');
  await page.getByLabel('Name', { exact: true }).fill('Tür Süd');
  await page.getByRole('button', { name: 'Save the sensor' }).click();
  await page.getByRole('link', { name: 'To Main hall' }).click();
  const zone = page.locator('[data-zone="cafe-sud/main-hall"]');
  device.walk({ in: 3 });
  await expect(zone).toHaveAttribute('data-occupancy', '3');
  expect(effort.taps).toBeLessThanOrEqual(6);
  expect(effort.fields).toBeLessThanOrEqual(8);
  await expect(page.getByRole('heading', { name: 'Main hall' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Tür Süd' })).toBeVisible();

  // The number by keyboard: the button, the digits, and Enter.
  const set = page.getByRole('button', { name: 'Set to …' });
  await set.focus();
  effort.keys = 0;
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('People inside now')).toBeFocused();
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await expect(zone).toHaveAttribute('data-occupancy', '12');
  expect(effort.keys - '12'.length).toBeLessThanOrEqual(4);
  await expect(zone).toContainText('Red until only 9 people are inside.');
  await expect(zone).toContainText(/\d in and 0 out today · set to 12 at \d\d:\d\d/);

  // An alert says what is, and when it closes; a reset is no movement of people, and closes it at once.
  await page.getByRole('link', { name: 'Alerts' }).click();
  const alert = page.locator('[data-open-alerts] [data-subject="cafe-sud/main-hall"]');
  await expect(alert).toContainText('Main hall is full');
  await expect(alert).toContainText('Now 12 inside, 10 allowed.');
  device.walk({ out: 4 });
  await expect(alert).toContainText('Main hall was full');
  await expect(alert).toContainText('Now 8 inside, 10 allowed.');
  await expect(alert).toContainText(/closes at .*\d\d:\d\d if it stays so/);
  await page.request.post(`${doorlight.url}/api/v1/zones/cafe-sud/main-hall/reset`, {
    data: {},
    headers: { origin: doorlight.url },
  });
  await expect(alert).toHaveCount(0);
  await expect(page.getByText('Main hall was full')).toBeVisible();

  // What is left to do stands where one continues; the demo goes from where it is played with.
  await page.goto(`${doorlight.url}/console/settings/cafe-sud`);
  await expect(steps).toHaveAttribute('data-steps', '2/5');
  await page.goto(`${doorlight.url}/console`);
  await page.getByRole('button', { name: 'Remove the demo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the demo' }).click();
  await expect(page.locator('[data-site="demo"]')).toHaveCount(0);
  await expect(page.locator('[data-zone="cafe-sud/main-hall"]')).toContainText(/set to zero at \d\d:\d\d/);

  // A password that the device refuses: when it is asked again, and a try at once.
  await page.request.put(`${doorlight.url}/api/v1/config/cafe-sud/sensor/tur-sud`, {
    data: { ...(await sensorOf(page.request, doorlight.url)), password: 'changed' },
    headers: { origin: doorlight.url },
  });
  const trouble = page.locator('[data-troubles]');
  await expect(trouble).toContainText('Tür Süd refuses the sign-in');
  await expect(trouble).toContainText(/Asked again at \d\d:\d\d:\d\d\./);
  await trouble.getByRole('button', { name: 'Try now' }).click();
  await expect(trouble).toContainText('The sensor has been asked.');
});

test('a tap and a choice before the scripts are there are kept, and the account has language, theme and sessions', async ({
  page,
  context,
  demo,
}) => {
  await demo.signIn(context);
  const scripts = await holdScripts(page);
  scripts.hold();
  // The choice loads the page anew.
  await page.goto(`${demo.url}/console/account`, { waitUntil: 'commit' });
  await page.getByLabel('Light or dark').selectOption('dark');
  scripts.release();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  scripts.hold();
  await page.goto(`${demo.url}/console/audit`, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Account' }).click();
  scripts.release();
  await page.getByRole('menuitem', { name: 'Name, password, language' }).click();
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
  // The frame of the page has its scripts, and waits for those of what it frames.
  const scriptsOf = async (path: string) =>
    scriptsIn(await (await context.request.get(`${demo.url}${path}`)).text());
  const frame = await scriptsOf('/console');
  const framed = new Set([...(await scriptsOf('/console/audit'))].filter((path) => !frame.has(path)));
  expect(framed.size).toBeGreaterThan(0);
  scripts.hold(framed);
  await page.goto(`${demo.url}/console/audit`, { waitUntil: 'commit' });
  const account = page.getByRole('button', { name: 'Account' });
  await expect
    .poll(() => account.evaluate((button) => Object.keys(button).some((key) => key.startsWith('__react'))))
    .toBe(true);
  await account.click();
  scripts.release();
  await page.getByRole('menuitem', { name: 'Name, password, language' }).click();
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
  await expect(page.getByText('this browser', { exact: false }).first()).toBeVisible();
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
  await page.getByLabel('Language of the console').selectOption('de');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('heading', { name: 'Ihr Konto' })).toBeVisible();

  // In the dark, in German, by keyboard alone: to the number, and another one.
  await page.goto(`${demo.url}/console/zones/demo/store`);
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Zum Inhalt springen' })).toBeFocused();
  await page.keyboard.press('Enter');
  const set = page.getByRole('button', { name: 'Setzen auf …' });
  let tabs = 0;
  while (!(await set.evaluate((button) => button === document.activeElement)) && tabs < 20) {
    await page.keyboard.press('Tab');
    tabs += 1;
  }
  await expect(set).toBeFocused();
  expect(tabs).toBeLessThanOrEqual(12);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').locator('input').first()).toBeFocused();
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-zone="demo/store"]').first()).toContainText(/auf 7 gesetzt/);

  // The language that was chosen decides, not that of the browser: also on the paper that is printed.
  await page.goto(`${demo.url}/console/reports`);
  await expect(page.frameLocator('iframe').getByText(/^Woche vom \d+\. /)).toBeVisible();

  await page.goto(`${demo.url}/console/history`);
  const today = new Intl.DateTimeFormat('de', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format();
  await expect(page.getByText(today)).toBeVisible();
  await page.goto(`${demo.url}/console/account`);
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
  await page.getByLabel('Sprache der Konsole').selectOption('');
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
});

async function sensorOf(request: APIRequestContext, url: string): Promise<Record<string, unknown>> {
  const entry = await (await request.get(`${url}/api/v1/config/cafe-sud/sensor/tur-sud`)).json();
  return entry.document;
}
