import type { Page } from '@playwright/test';
import { barriersOf } from './support/barriers.ts';
import { expect, test } from './support/test.ts';

// Whoever sees more sites than a list can hold finds each of them wherever a page asks for one.

/** Chooses a site where it is asked for. */
async function pickSite(page: Page, label: RegExp, typed: string, site: string): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByLabel('Find a site').fill(typed);
  await page.locator(`[data-pick-site="${site}"]`).click();
}

test('at any of many sites a screen is paired, alerts are set, a report is read and a day closed', async ({
  page,
  context,
  browser,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-people-counter');
  const zone = (id: string, name: string) => ({ id, name, capacity: 50, sources: [{ sensor: 'door-a' }] });
  const sites = Array.from({ length: 55 }, (_, at) => ({
    ...{ id: `site-${at}`, name: `Store ${at}`, timezone: 'Europe/Zurich', languages: ['en'] },
    sensors: [{ id: 'door-a', driver: 'axis-people-counter', url: door.url, poll: '2s' }],
    zones: [zone('store', 'Store'), zone('hall', `Hall ${at}`)],
  }));
  const doorlight = await startDoorlight({ config: { sites } });
  const api = await doorlight.signIn(context);
  const picker = page.getByRole('button', { name: 'Choose a site' });

  await test.step('a screen', async () => {
    const screen = await (await browser.newContext()).newPage();
    await screen.goto(`${doorlight.url}/display`);
    const code = (await screen.locator('[data-pairing-code]').textContent()) ?? '';
    await page.goto(`${doorlight.url}/console/displays/pair?code=${code}`);
    await page.getByRole('radio', { name: /^Store/ }).check();
    await pickSite(page, /^Which site\?/, 'store 42', 'site-42');
    await expect(picker).toContainText('Store 42');
    // What was chosen at the site before is not chosen here.
    await expect(page.getByRole('radio', { name: /^Store/ })).not.toBeChecked();
    expect(await barriersOf(page)).toEqual([]);
    await page.getByLabel(/^Hall 42/).check();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Hall 42 is connected' })).toBeVisible();
    await expect(screen.locator('[data-zone="hall"]')).toHaveAttribute('data-light', 'green');
    await expect(screen).toHaveURL(/\/display\/site-42\//);
  });

  await test.step('alerts', async () => {
    await page.goto(`${doorlight.url}/console/alerts/settings`);
    await expect(page.locator('[data-alert-settings="site-42"]')).toBeVisible();
    await pickSite(page, /^Site/, 'store 7', 'site-7');
    await expect(page.locator('[data-alert-settings="site-7"]')).toBeVisible();
    await expect(picker).toContainText('Store 7');
  });

  await test.step('a report', async () => {
    await page.goto(`${doorlight.url}/console/reports`);
    const about = page.locator('iframe[data-report]').contentFrame().getByRole('heading', { level: 1 });
    await expect(about).toHaveText('All sites');
    await pickSite(page, /^Report of/, 'store 9', 'site-9');
    await expect(about).toHaveText('Store 9');
    await expect(picker).toContainText('Store 9');
    await page.getByRole('button', { name: /^Report of/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'All sites' }).click();
    await expect(about).toHaveText('All sites');
  });

  await test.step('a calendar', async () => {
    // Those of a file are not changed here.
    for (const [id, name] of [
      ['corner', 'Corner Shop'],
      ['kiosk', 'Kiosk'],
    ])
      await api.put(`${doorlight.url}/api/v1/config/${id}/site/${id}`, {
        data: { name, timezone: 'Europe/Zurich', languages: ['en'] },
        headers: { origin: doorlight.url },
      });
    await page.goto(`${doorlight.url}/console/settings/site-9/calendar`);
    const field = page.getByRole('button', { name: /^Site / });
    await expect(field).toContainText('Store 9');
    await pickSite(page, /^Site /, 'corner', 'corner');
    await expect(page).toHaveURL(/\/settings\/corner\/calendar$/);
    await expect(field).toContainText('Corner Shop');
    await expect(picker).toContainText('Corner Shop');
    // The way at the top leads to the same page of the other site.
    await pickSite(page, /Choose a site$/, 'store 21', 'site-21');
    await expect(page).toHaveURL(/\/settings\/site-21\/calendar$/);
    await expect(field).toContainText('Store 21');
    await expect(page.getByRole('link', { name: /Store 21/ })).toBeVisible();

    const year = Number(await page.locator('[data-year]').getAttribute('data-year')) + 1;
    const day = page.locator(`[data-date="${year}-08-03"]`);
    const nextYear = page.getByRole('button', { name: 'The year after' });
    await pickSite(page, /^Site /, 'corner', 'corner');
    await expect(field).toContainText('Corner Shop');
    await nextYear.click();
    await day.click();
    const sheet = page.getByRole('dialog').first();
    await sheet.getByLabel('Name').fill('Inventory');
    await sheet.getByText('At this site').click();
    await pickSite(page, /^Add a site/, 'kiosk', 'kiosk');
    await expect(sheet.getByText('At 2 sites')).toBeVisible();
    await expect(sheet.getByRole('checkbox', { name: 'Corner Shop' })).toBeChecked();
    await expect(sheet.getByRole('checkbox', { name: 'Kiosk' })).toBeChecked();
    expect(await barriersOf(page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Save' }).click();
    await expect(day).toHaveAttribute('data-source', 'special');
    await pickSite(page, /^Site /, 'kiosk', 'kiosk');
    await expect(field).toContainText('Kiosk');
    await nextYear.click();
    await expect(day).toHaveAttribute('data-source', 'special');
    await expect(day).toHaveAttribute('data-hours', 'closed');
    await pickSite(page, /^Site /, 'store 9', 'site-9');
    await expect(field).toContainText('Store 9');
    await nextYear.click();
    await expect(day).toHaveAttribute('data-source', 'week');
  });
});
