import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { testTls } from '#server/sensors/http/test-device.ts';
import type { SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { effortOf } from './support/effort.ts';
import { expect, removeSensor, test } from './support/test.ts';

const people = { username: 'op', password: 'right-one' };

test('a manager lowers the capacity, and the display at the door turns red', async ({
  page,
  context,
  startDoorlight,
}) => {
  const doorlight = await startDoorlight({});
  const api = await doorlight.signIn(context);
  await api.post(`${doorlight.url}/api/v1/simulator/traffic`, { data: { on: false } });
  await api.post(`${doorlight.url}/api/v1/zones/demo/store/adjust`, { data: { occupancy: 12 } });
  const door = await context.newPage();
  await door.goto(`${doorlight.url}/display/demo/entrance`);
  const displayRoot = door.locator('[data-light]');
  await expect(displayRoot).toHaveAttribute('data-light', 'green');

  const effort = await effortOf(context);
  await page.goto(`${doorlight.url}/console`);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('main').locator('a[href="/console/settings/demo"]').click();
  await page.getByRole('link', { name: /^Store$/ }).click();
  expect(effort.taps).toBe(3);
  await expect(page.locator('[data-preview]')).toHaveAttribute('data-preview', 'green');
  const capacity = page.getByLabel('People allowed at once');
  await capacity.fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('A whole number from 1 to 1,000,000.')).toBeVisible();

  await capacity.fill('12');
  await expect(page.locator('[data-preview]')).toHaveAttribute('data-preview', 'red');
  await expect(page.getByText('Changes that are not saved')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It is at work already.')).toBeVisible();
  await expect(displayRoot).toHaveAttribute('data-light', 'red');
  await expect(displayRoot).toHaveAttribute('data-capacity', '12');

  // The limits by keyboard: amber begins later, and the sidecar knows it.
  const amber = page.getByRole('slider', { name: 'Amber from' });
  await amber.focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It is at work already.')).toBeVisible();
  const entries = await (await api.get(`${doorlight.url}/api/v1/config?site=demo`)).json();
  const store = entries.find(
    (entry: { kind: string; id: string }) => entry.kind === 'zone' && entry.id === 'store',
  );
  expect(store.document).toMatchObject({ capacity: 12, amberAt: 0.81 });

  // Somebody else changes the same meanwhile: it is not written over, and nothing typed is lost.
  const entry = `${doorlight.url}/api/v1/config/demo/zone/store`;
  expect((await api.put(entry, { data: { ...store.document, capacity: 90 } })).ok()).toBe(true);
  await capacity.fill('15');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Somebody else has changed this in the meantime.')).toBeVisible();
  await expect(capacity).toHaveValue('15');
  expect((await (await api.get(entry)).json()).document).toMatchObject({ capacity: 90 });
  await page.getByRole('button', { name: 'Load what it is now' }).click();
  await expect(capacity).toHaveValue('90');
});

test('what the file says can be read and not changed', async ({ page, context, shop: { doorlight } }) => {
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/settings/bern/zones/store`);
  await expect(page.getByText('can only be changed there')).toBeVisible();
  await expect(page.getByLabel('People allowed at once')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
});

test('a screen is paired by its code', async ({ page, context, browser, demo: doorlight }) => {
  await doorlight.signIn(context);
  const visitor = await browser.newContext();
  const offer = await (await visitor.request.post(`${doorlight.url}/api/v1/displays/pairing`)).json();

  await page.goto(`${doorlight.url}/console/settings/demo/add-display`);
  await page.getByLabel('Code on the screen').fill('AAAA-AAAA');
  await page.getByRole('button', { name: 'Pair', exact: true }).click();
  await expect(page.getByText('No screen shows this code.')).toBeVisible();
  await page.getByLabel('Code on the screen').fill(offer.code.toLowerCase());
  await page.getByRole('button', { name: 'Pair', exact: true }).click();
  await expect(page.getByText('Paired. The screen shows')).toBeVisible();
  const outcome = await visitor.request.get(`${doorlight.url}/api/v1/displays/pairing/${offer.ticket}`);
  const screen = await visitor.newPage();
  await screen.goto(`${doorlight.url}${(await outcome.json()).path}`);
  await expect(screen.locator('[data-light]')).toHaveAttribute('data-capacity', /\d+/);
  await visitor.close();
});

test('a site, a display with a key, opening hours and a daily reset are made from nothing', async ({
  page,
  context,
  demo: doorlight,
}) => {
  const api = await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/settings/add-site`);
  await page.getByLabel('Name').fill('Genève Gare');
  await page.getByLabel('Time zone').selectOption('Europe/Zurich');
  await page.getByLabel('Main language').selectOption('fr');
  await page.getByRole('combobox', { name: 'Opening hours' }).selectOption('limited');
  await page.getByLabel('To, Saturday').fill('17:00');
  await page.getByRole('switch', { name: 'Reset every day' }).click();
  await page.getByLabel('At', { exact: true }).fill('04:30');
  await page.getByRole('button', { name: 'Make the site' }).click();
  await expect(page).toHaveURL(/\/console\/settings\/geneve-gare$/);
  const entries = await (await api.get(`${doorlight.url}/api/v1/config?site=geneve-gare`)).json();
  expect(entries[0].document).toMatchObject({
    name: 'Genève Gare',
    languages: ['fr', 'en'],
    resetAt: '04:30',
    hours: { 'mon-fri': '08:00-20:00', sat: '08:00-17:00', sun: 'closed' },
  });

  await page.goto(`${doorlight.url}/console/settings/demo/add-display`);
  await page.getByLabel('Name').fill('Back door');
  await page.getByRole('button', { name: 'Make the display' }).click();
  const address = (await page.locator('code').textContent()) ?? '';
  expect(address).toContain('/display/demo/back-door?key=');
  await page.goto(address);
  await expect(page.locator('[data-light]')).toHaveAttribute('data-zone', /.+/);
});

interface NewSensor {
  readonly family: string;
  readonly options: SimulatorOptions;
  /** As a person pastes it, from the device's own address. */
  readonly paste?: (url: string) => string;
  readonly enter: (page: Page, secret: string) => Promise<void>;
  readonly secret: string;
  /** The channel that feeds the zone, where there are several. */
  readonly channel?: string;
  /** `@long` where the story is that of another family. */
  readonly tag?: string;
}

const byPassword = async (page: Page, password: string) => {
  await page.getByLabel('User name').fill(people.username);
  await page.getByLabel('Password').fill(password);
};
const byKey = (label: string) => async (page: Page, key: string) => {
  await page.getByLabel(label).fill(key);
};

const newSensors: readonly NewSensor[] = [
  {
    family: 'axis-people-counter',
    options: { ...people, name: 'Door A' },
    paste: (url) => url.replace('http://', ''),
    enter: byPassword,
    secret: people.password,
  },
  { family: 'axis-3d', options: { ...people, tls: testTls }, enter: byPassword, secret: people.password },
  { family: 'axis-stereo', options: people, enter: byPassword, secret: people.password, tag: '@long' },
  {
    family: 'xovis',
    options: { token: 'the-right-key' },
    enter: byKey('API key'),
    secret: 'the-right-key',
    channel: 'entrance_a',
  },
  {
    family: 'indivd',
    options: { token: 'the-right-token' },
    enter: byKey('Token'),
    secret: 'the-right-token',
    channel: '201',
    tag: '@long',
  },
];

for (const {
  family,
  options,
  paste = (url: string) => url,
  enter,
  secret,
  channel = 'main',
  tag = [],
} of newSensors) {
  test(`a sensor of ${family} is added by its address`, { tag }, async ({
    page,
    context,
    startDevice,
    demo: doorlight,
  }) => {
    const device = await startDevice(family, options);
    const api = await doorlight.signIn(context);
    await page.goto(`${doorlight.url}/console/settings/demo/add-sensor`);
    await page.getByLabel('Address').fill(paste(device.url));
    await page.getByRole('button', { name: 'Search' }).click();
    if (options.tls !== undefined) {
      await expect(page.locator('[data-fingerprint]')).toHaveAttribute(
        'data-fingerprint',
        /^([0-9A-F]{2}:){31}/,
      );
      expect(device.requests).toBe(0);
      await page.getByRole('button', { name: 'Trust this certificate' }).click();
    }

    await expect(page.getByRole('heading', { name: 'It asks for a sign-in' })).toBeVisible();
    await enter(page, 'wrong');
    await page.getByRole('button', { name: 'Sign in and read' }).click();
    await expect(page.locator('[data-failure="wrong-credentials"]')).toContainText('refused this sign-in');
    await enter(page, secret);
    await page.getByRole('button', { name: 'Sign in and read' }).click();

    const reading = page.locator(`[data-reading="${channel}"]`);
    await expect(reading).toBeVisible();
    const before = await reading.textContent();
    device.walk({ in: 4 }, ...(channel === 'main' ? [] : [channel]));
    // A cloud is asked less often than a device in the house.
    await expect(reading).not.toHaveText(before ?? '');

    const row = page.locator('li', { has: reading });
    await row.getByRole('combobox').selectOption({ label: 'A new zone' });
    await page.getByLabel('Name of the new zone').fill('New hall');
    await page.getByLabel('People allowed at once').fill('30');
    await page.getByLabel('Name', { exact: true }).fill('New door');
    await page.getByRole('button', { name: 'Save the sensor' }).click();
    await expect(page.locator('[data-saved="new-door"]')).toBeVisible();

    await expect(async () => {
      const zone = await (await api.get(`${doorlight.url}/api/v1/zones/demo/new-hall`)).json();
      expect(zone).toMatchObject({ capacity: 30, light: 'green' });
    }).toPass();
    await page.getByRole('link', { name: 'To New hall' }).click();
    await expect(page.locator('[data-zone="demo/new-hall"]')).toBeVisible();
    const config = await (await api.get(`${doorlight.url}/api/v1/config?site=demo`)).text();
    expect(config).toContain('new-door');
    expect(config).not.toContain(secret);
    await removeSensor(api, doorlight, 'new-door', 'new-hall');
  });
}

test('an address where no sensor is says what to do', async ({ page, context, demo }) => {
  await demo.signIn(context);
  await page.goto(`${demo.url}/console/settings/demo/add-sensor`);
  const theme = async (address: string) => {
    await page.getByLabel('Address').fill(address);
    await page.getByRole('button', { name: 'Search' }).click();
  };
  const shop = http.createServer((_request, response) => response.end('A shop on the web'));
  shop.listen(0, '127.0.0.1');
  await once(shop, 'listening');
  const { port } = shop.address() as AddressInfo;
  await theme(`http://127.0.0.1:${port}`);
  await expect(page.locator('[data-failure="not-recognised"]')).toBeVisible();
  shop.close();
  await theme('http://127.0.0.1:1');
  await expect(page.locator('[data-failure="refused"]')).toBeVisible();
  await theme('http://door.invalid');
  await expect(page.locator('[data-failure="no-such-host"]')).toBeVisible();
});
