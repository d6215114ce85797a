import { barriersOf } from './support/barriers.ts';
import { effortOf } from './support/effort.ts';
import { expect, test } from './support/test.ts';

test('staff closes today with five taps, and the display at the door says why and when it opens', async ({
  page,
  context,
  startDoorlight,
}) => {
  const doorlight = await startDoorlight({});
  const api = await doorlight.signIn(context);
  const effort = await effortOf(context);
  const site = `${doorlight.url}/api/v1/config/demo/site/demo`;
  const { document } = await (await api.get(site)).json();
  const days = { ...document, languages: ['de', 'fr', 'en'], hours: { 'mon-sun': '00:00-24:00' } };
  expect((await api.put(site, { data: days })).ok()).toBe(true);
  const door = await context.newPage();
  await door.goto(`${doorlight.url}/display/demo/entrance`);
  const displayRoot = door.locator('[data-light]');
  await expect(displayRoot).not.toHaveAttribute('data-light', 'closed');

  const { items } = await (await api.get(`${doorlight.url}/api/v1/sites/demo/calendar`)).json();
  const today: string = items[0].date;
  expect(items[0]).toMatchObject({ hours: '00:00-24:00', source: 'week' });
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto(`${doorlight.url}/console`);
  effort.taps = 0;
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('main').locator('a[href="/console/settings/demo"]').click();
  await page.getByRole('link', { name: 'Calendar' }).click();
  await page.locator(`[data-date="${today}"]`).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Name').fill('Inventory');
  await sheet.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator(`[data-date="${today}"]`)).toHaveAttribute('data-source', 'special');
  expect(effort.taps).toBeLessThanOrEqual(5);
  await expect(page.locator(`[data-date="${today}"]`)).toHaveAttribute('data-hours', 'closed');

  await expect(displayRoot).toHaveAttribute('data-light', 'closed');
  await expect(door.getByText(/Inventory · Wir öffnen: \S+ 00:00/)).toBeVisible();
  await expect(door.getByText(/Inventory · Ouverture : /)).toBeVisible();
  await expect(door.getByText(/Inventory · We open: /)).toBeVisible();

  // For three weeks, with a name in each language: the date takes the place of the weekday.
  const later = new Date(Date.parse(`${today}T00:00:00Z`) + 21 * 86_400_000).toISOString().slice(0, 10);
  const name = { de: 'Betriebsferien', fr: 'Vacances annuelles', en: 'Summer break' };
  const closed = { ...days, specialDays: [{ from: today, to: later, hours: 'closed', name }] };
  expect((await api.put(site, { data: closed })).ok()).toBe(true);
  await expect(door.getByText(/Betriebsferien · Wir öffnen: \d+\. \p{L}+ 00:00/u)).toBeVisible();
  await expect(door.getByText(/Vacances annuelles · Ouverture : \d+ \p{L}+ 00:00/u)).toBeVisible();

  // And back to the week, from any day of it.
  await page.reload();
  await page.locator(`[data-date="${today}"]`).click();
  await sheet.getByText('As every week').click();
  await sheet.getByRole('button', { name: 'Save' }).click();
  await expect(displayRoot).not.toHaveAttribute('data-light', 'closed');
});

test('public holidays are chosen by country and region, and stand in the year', async ({
  page,
  context,
  demo: doorlight,
}) => {
  await doorlight.signIn(context);
  const effort = await effortOf(context);
  await page.goto(`${doorlight.url}/console/settings/demo/calendar`);
  await page.getByLabel('Country').selectOption('CH');
  await page.getByLabel('Region').selectOption('BE');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It is at work already.')).toBeVisible();
  expect(effort).toEqual({ taps: 1, keys: 0, fields: 2 });
  const year = await page.locator('[data-year]').getAttribute('data-year');
  await expect(page.locator(`[data-date="${year}-12-25"]`)).toHaveAttribute('data-source', 'holiday');
  await expect(page.getByRole('button', { name: /25 December, Closed, / })).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
});
