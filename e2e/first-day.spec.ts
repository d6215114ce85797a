import type { Page } from '@playwright/test';
import type { HistoryRow } from '#lib/contract/history.ts';
import { movableClock } from './support/doorlight.ts';
import { holdScripts } from './support/held-scripts.ts';
import { expect, isThroughFront, siteFile, test } from './support/test.ts';

// What a new user reads in the first day: names, numbers and what they stand on, and what each role needs.

const dayMs = 24 * 3_600_000;

test('every name is kept as it is typed, wherever it is edited, and a new site and a zone before its sensor say what they need', async ({
  page,
  context,
  startDoorlight,
}) => {
  const doorlight = await startDoorlight({});
  await doorlight.signIn(context);
  const settings = `${doorlight.url}/console/settings/demo`;
  const scripts = await holdScripts(page);
  /** Typed before the form comes alive, or in the very moment. */
  const rename = async (
    when: 'early' | 'meanwhile',
    place: string,
    label: string,
    was: string,
    name: string,
  ) => {
    scripts.hold();
    await page.goto(`${settings}/${place}`, { waitUntil: 'commit' });
    const field = page.getByLabel(label, { exact: true });
    // The name is there already: it does not come before or behind what is typed.
    await expect(field).toHaveValue(was);
    if (when === 'meanwhile') scripts.release();
    await field.fill(name);
    await page.getByRole('button', { name: 'Save' }).click();
    scripts.release();
    await expect(page.getByText('Saved. It is at work already.')).toBeVisible();
    await expect(field).toHaveValue(name);
  };
  await rename('early', 'site', 'Name', 'Demo Store', 'Café «Größe» 2');
  await rename('early', 'zones/store', 'Name', 'Store', 'Entrée & hall');
  // Each sidecar simulates a demo of its own: its sensors have other addresses than those that the home of the site has.
  const sensor = isThroughFront ? 'Door A' : 'tür SÜD';
  if (!isThroughFront) await rename('meanwhile', 'sensors/door-a', 'Name', '', sensor);
  await rename('meanwhile', 'displays/entrance', 'Name of the display', 'Entrance', 'écran, porte');
  await rename('early', 'displays/cafe', 'Name of the display', 'Café door', 'Sud');
  await page.goto(settings);
  for (const name of ['Café «Größe» 2', 'Entrée & hall', sensor, 'écran, porte'])
    await expect(page.getByRole('main').getByText(name, { exact: true }).first()).toBeVisible();
  await page.goto(`${doorlight.url}/console/zones/demo/store`);
  await expect(page.getByRole('heading', { name: 'Entrée & hall' })).toBeVisible();
  await expect(page.getByRole('link', { name: sensor })).toBeVisible();

  // A new site: the languages in the order of their names, and one English.
  await page.goto(`${doorlight.url}/console/settings/add-site`);
  const names = await page.getByLabel('Main language').locator('option').allTextContents();
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
  expect(names.filter((name) => name.includes('English'))).toEqual(['English']);
  await page.getByLabel('Name', { exact: true }).fill('Zoo');
  await page.getByRole('button', { name: 'Make the site' }).click();
  const steps = page.locator('[data-steps]');
  await expect(steps).toHaveAttribute('data-steps', '0/5');

  // A zone before its sensor says what it needs; nothing "reports", and there is nothing to reset.
  await page.goto(`${doorlight.url}/console/settings/zoo/add-zone`);
  await expect(page.getByText('the sensor you add later can feed it')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Tropenhaus');
  await page.getByRole('button', { name: 'Make the zone' }).click();
  await expect(steps.locator('[data-step="sensor"]')).toHaveAttribute('data-done', 'false');
  await page.goto(`${doorlight.url}/console`);
  const zoo = page.locator('[data-site="zoo"]');
  await expect(zoo).toContainText('Nothing is counted here yet');
  await expect(zoo).not.toContainText('report');
  await expect(zoo.locator('[data-reset]')).toHaveCount(0);
  await expect(zoo.getByRole('link', { name: 'Continue the set-up' })).toBeVisible();
});

// It moves the clock: several sidecars go by that of their database.
test('a number says what it stands on, a past that begins says so, and staff finds what its role needs', {
  tag: '@alone',
}, async ({ browser, page, context, startDevice, startDoorlight }) => {
  const door = await startDevice('axis-people-counter', {
    ...{ username: 'op', password: 'pw' },
    settings: { pastDays: 8 },
  });
  const doorlight = await startDoorlight({
    config: siteFile({ sensors: [{ id: 'door-a', driver: 'axis-people-counter', device: door }] }),
    env: movableClock,
  });
  const headers = { origin: doorlight.url };
  const api = await doorlight.signIn(context);
  const address = `${doorlight.url}/api/v1/zones/bern/store`;
  const occupancy = async () => (await (await api.get(address)).json()).occupancy;

  await expect.poll(async () => (await (await api.get(address)).json()).light).toBe('green');
  const begun = new Date().toLocaleTimeString('de-CH', { timeZone: 'Europe/Zurich', timeStyle: 'short' });

  // Its first minute, which a slow machine may have left behind: what will come, and when. The sensor remembers the days before:
  // it is asked for them, and wherever they are missing it says so; once they are there they are shown.
  const fetching = page.getByText(/^Fetching what Door A remembers: \d+ %$/);
  let isFetched = false;
  const minutes = '**/api/v1/zones/bern/store/history?*';
  await page.route(minutes, async (route) => {
    const json = {
      resolution: '15m',
      rows: isFetched ? [rememberedRow(new URL(route.request().url()))] : [],
    };
    await route.fulfill({ json });
  });
  const fetches = '**/api/v1/backfills?*';
  await page.route(fetches, (route) =>
    isFetched ? route.fulfill({ json: { items: [] } }) : route.continue(),
  );
  await page.goto(`${doorlight.url}/console/history`);
  await expect(page.getByText('Recording has begun')).toBeVisible();
  await expect(page.getByText('The first numbers appear here within two minutes')).toBeVisible();
  await expect(fetching).toBeVisible();
  isFetched = true;
  await expect(page.locator('[data-figure="in"]')).toHaveText('37');
  await expect(fetching).toHaveCount(0);
  await page.unroute(minutes);
  await page.unroute(fetches);
  const limits = `${doorlight.url}/console/settings/bern/zones/store`;
  await page.goto(limits);
  await expect(page.getByRole('region', { name: 'The last 7 days' }).locator(fetching)).toBeVisible();
  await page.goto(`${doorlight.url}/console/zones/bern/store`);
  await expect(page.getByText('What is usual shows after the first week.')).toBeVisible();
  await expect(fetching).toBeVisible();

  // More people out than in: nobody is inside, and no number to people is below that.
  door.walk({ in: 3, out: 8 });
  await page.goto(`${doorlight.url}/console`);
  const zone = page.locator('[data-zone="bern/store"]');
  await expect(zone).toContainText('3 in and 8 out today');
  await expect(zone).toHaveAttribute('data-occupancy', '0');
  await expect(page.locator('[data-troubles]')).toContainText('5 people too many went out of Store today');
  await page.goto(`${doorlight.url}/console/sensors`);
  const sensor = page.locator('[data-sensor="bern/door-a"]');
  await expect(sensor).toContainText('3 in, 8 out');
  await expect(sensor).not.toContainText(/[-−]\d+ inside/);
  await expect(sensor).toContainText('Details for a technician');

  // Full, until another limit: the alert closes at once.
  door.walk({ in: 10 });
  await expect.poll(occupancy).toBe(10);
  await page.goto(`${doorlight.url}/console/alerts`);
  const alert = page.locator('[data-open-alerts] [data-alert="full"]');
  await expect(alert).toContainText('Now 10 inside, 10 allowed.');
  expect((await api.put(`${address}/capacity`, { data: { capacity: 40 }, headers })).ok()).toBe(true);
  await expect(alert).toHaveCount(0, { timeout: 20_000 });
  await expect(page.getByText('Store was full')).toBeVisible();

  // A minute later there is one bin, and it is drawn: nothing before it, no share of more than there was.
  doorlight.putClockForward(90_000);
  await page.goto(`${doorlight.url}/console/history`);
  await expect(async () => {
    await page.reload();
    await expect(page.locator('[data-figure="in"]')).toHaveText('13', { timeout: 5000 });
  }).toPass();
  await expect(page.getByRole('slider', { name: 'People inside' })).toBeVisible();
  await expect(page.locator('[data-history]')).toContainText(/\d+(\.\d+)?% of .*recorded/);
  // The most were inside after it began, and not when its quarter of an hour did.
  const most = await page.getByText('Most inside', { exact: true }).locator('..').textContent();
  const minutesLater = (minuteOf(/\d\d:\d\d/.exec(most ?? '')?.[0] ?? '') - minuteOf(begun) + 1440) % 1440;
  expect(minutesLater, `${most} after ${begun}`).toBeLessThan(15);

  // The morning: the checklist, and one large button at the edge where the thumb is.
  doorlight.putClockForward(dayMs);
  await doorlight.signIn(context);
  const person = { username: 'mia', name: 'Mia', password: 'a long password', role: 'staff' };
  const made = await context.request.post(`${doorlight.url}/api/v1/people`, { data: person, headers });
  expect(made.ok(), await made.text()).toBe(true);
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await doorlight.signIn(phone, person);
  const staff = await phone.newPage();
  await staff.goto(`${doorlight.url}/console`);
  const row = staff.locator('[data-zone="bern/store"]');
  await expect(row).toContainText('the day began with 10');
  expect(await isAtEdge(staff)).toBe(true);
  await staff.getByRole('button', { name: 'Reset all to zero' }).tap();
  await staff.getByRole('dialog').getByRole('button', { name: 'Set to zero' }).tap();
  await staff.getByRole('dialog').getByRole('button', { name: 'Done' }).tap();
  // A reset is no movement of people, and afterwards the button steps back.
  await expect(row).toContainText(/set to zero at \d\d:\d\d/);
  await expect(row.locator('[data-trend]')).toHaveAttribute('data-trend', 'steady');
  await expect.poll(() => isAtEdge(staff)).toBe(false);

  // Alerts are one tap away; what is for technicians and auditors is not there.
  await staff.getByRole('link', { name: 'Alerts' }).tap();
  await expect(staff.getByRole('heading', { name: 'Alerts' })).toBeVisible();
  await staff.getByRole('link', { name: 'Sensors' }).tap();
  await expect(staff.locator('[data-sensor="bern/door-a"]')).toContainText('Reports');
  await expect(staff.getByText('Details for a technician')).toHaveCount(0);
  await staff.goto(`${doorlight.url}/console/audit`);
  await expect(staff.locator('[data-audit="reset"]').first()).toBeVisible();
  await expect(staff.getByRole('button', { name: 'Export as CSV' })).toHaveCount(0);
  await phone.close();

  // Who is not signed in reads what this is, and how one gets in.
  const stranger = await browser.newContext();
  const visitor = await stranger.newPage();
  await visitor.goto(`${doorlight.url}/sign-in`);
  await expect(visitor.getByText('shows at its door whether there is room')).toBeVisible();
  await expect(
    visitor.getByText('The first sign-in link is printed where Doorlight was started'),
  ).toBeVisible();
  await stranger.close();
});

/** A quarter hour that a sensor has remembered, the first that is asked for. */
function rememberedRow(asked: URL): HistoryRow {
  const fromMs = Date.parse(asked.searchParams.get('from') ?? '');
  return {
    ...{ from: new Date(fromMs).toISOString(), to: new Date(fromMs + 900_000).toISOString() },
    ...{ min: 0, max: 9, avg: 4.5, in: 37, out: 37, capacity: 10 },
    ...{ amberS: 0, redS: 0, unknownS: 0, closedS: 0, recordedS: 900, backfilledS: 900 },
  };
}

/** Of the day, from `16:15`. */
function minuteOf(time: string): number {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Whether the reset stays at the lower edge of the screen, where a thumb is. */
function isAtEdge(page: Page): Promise<boolean> {
  return page.locator('[data-reset]').evaluate((button) => {
    for (let part: Element | null = button; part !== null; part = part.parentElement)
      if (getComputedStyle(part).position === 'fixed') return true;
    return false;
  });
}
