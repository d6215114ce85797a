import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

// What one person changes in the configuration, everybody else sees: consoles that are open, and screens at doors.

/** A second site, made over the API: one sensor of its own, two zones, a display at each. */
async function makeSite(api: APIRequestContext, url: string, sensorUrl: string): Promise<void> {
  const put = async (path: string, data: object) => {
    const answer = await api.put(`${url}/api/v1/config/${path}`, { data });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  await put('chur/site/chur', { name: 'Chur Bahnhof', timezone: 'Europe/Zurich' });
  await put('chur/sensor/gate', { driver: 'axis-people-counter', url: sensorUrl, poll: '250ms' });
  for (const [id, name] of [
    ['hall', 'Great hall'],
    ['cafe', 'Little café'],
  ] as const) {
    await put(`chur/zone/${id}`, { name, capacity: 20, sources: [{ sensor: 'gate' }] });
    await put(`chur/display/${id}`, { zone: id });
  }
}

const remove = async (api: APIRequestContext, url: string, path: string) => {
  const answer = await api.delete(`${url}/api/v1/config/${path}`);
  expect(answer.status(), await answer.text()).toBe(204);
};

/** Removed without a reload: what is remembered in the page is still there. */
const mark = (page: Page) => page.evaluate(() => Reflect.set(window, 'isStillThisPage', true));
const isMarked = (page: Page) => page.evaluate(() => Reflect.get(window, 'isStillThisPage') === true);

test('what is added and removed appears and vanishes in every open console, without a reload', async ({
  page,
  context,
  startDevice,
  demo: doorlight,
}) => {
  const gate = await startDevice('axis-people-counter');
  const api = await doorlight.signIn(context);
  const { url } = doorlight;
  const [wall, sensors, displays, history] = [
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
    await context.newPage(),
  ];
  await page.goto(`${url}/console`);
  await wall.goto(`${url}/console/wall`);
  await sensors.goto(`${url}/console/sensors`);
  await displays.goto(`${url}/console/displays`);
  await history.goto(`${url}/console/history`);
  for (const each of [page, wall, sensors, displays, history]) {
    await expect(each.locator('[data-live]')).toHaveAttribute('data-live', 'live');
    await mark(each);
  }
  await makeSite(api, url, gate.url);
  await expect(page.locator('[data-site="chur"]')).toContainText('Great hall');
  await expect(page.locator('[data-site="chur"] [data-zone="chur/hall"]')).toHaveAttribute(
    'data-light',
    'green',
  );
  await expect(wall.locator('[data-wall-site="chur"]')).toBeVisible();
  await expect(sensors.locator('[data-sensor="chur/gate"]')).toBeVisible();
  await expect(displays.getByText('Chur Bahnhof').first()).toBeVisible();
  await expect(history.locator('option', { hasText: 'Great hall' }).first()).toBeAttached();

  // One zone and its display go: the zone's own page says so, and so does the screen at the door.
  const zone = await context.newPage();
  await zone.goto(`${url}/console/zones/chur/cafe`);
  await expect(zone.getByRole('heading', { name: 'Little café' })).toBeVisible();
  const door = await context.newPage();
  await door.goto(`${url}/display/chur/cafe`);
  await expect(door.locator('[data-light]')).toHaveAttribute('data-light', 'green');
  await remove(api, url, 'chur/display/cafe');
  // Its last message may still be valid; then the screen reloads, and learns that it is none any more.
  await expect(door.locator('[data-notice="noSuchDisplay"]')).toBeVisible();
  await expect(door.locator('[data-light="green"]')).toHaveCount(0);
  await remove(api, url, 'chur/zone/cafe');
  await expect(zone.getByText('There is no such zone')).toBeVisible();
  await expect(page.locator('[data-zone="chur/cafe"]')).toHaveCount(0);
  await expect(page.locator('[data-zone="chur/hall"]')).toHaveCount(1);

  // The whole site goes.
  await remove(api, url, 'chur/site/chur');
  await expect(page.locator('[data-site="chur"]')).toHaveCount(0);
  await expect(page.locator('[data-site="demo"]')).toHaveCount(1);
  await expect(wall.locator('[data-wall-site="chur"]')).toHaveCount(0);
  await expect(sensors.locator('[data-sensor="chur/gate"]')).toHaveCount(0);
  await expect(displays.getByText('Chur Bahnhof')).toHaveCount(0);
  await expect(history.locator('option', { hasText: 'Great hall' })).toHaveCount(0);
  for (const each of [page, wall, sensors, displays, history]) expect(await isMarked(each)).toBe(true);
});

test('what changes while a console is not connected is there when it is again', async ({
  page,
  context,
  startDevice,
  demo: doorlight,
}) => {
  const gate = await startDevice('axis-people-counter');
  const { url } = doorlight;
  const api = await doorlight.signIn(context);
  await makeSite(api, url, gate.url);
  await page.goto(`${url}/console`);
  await expect(page.locator('[data-zone="chur/hall"]')).toHaveAttribute('data-light', 'green');
  // Whole before the cut: a page without some of its scripts gets them by a reload when it is back.
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
  await page.waitForLoadState('networkidle');
  await mark(page);
  await context.setOffline(true);
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'lost');
  await remove(api, url, 'chur/site/chur');
  await context.setOffline(false);
  await expect(page.locator('[data-live]')).toHaveAttribute('data-live', 'live');
  await expect(page.locator('[data-site="chur"]')).toHaveCount(0);
  expect(await isMarked(page)).toBe(true);
});

test('two administrators: neither removes nor applies what the other has changed unseen', async ({
  page,
  context,
  startDevice,
  demo: doorlight,
}) => {
  const gate = await startDevice('axis-people-counter');
  const { url } = doorlight;
  const api = await doorlight.signIn(context);
  await makeSite(api, url, gate.url);
  const hall = `${url}/api/v1/config/chur/zone/hall`;
  const change = async (name: string) => {
    const data = { name, capacity: 21, sources: [{ sensor: 'gate' }] };
    expect((await api.put(hall, { data })).ok()).toBe(true);
  };

  // An entry that somebody else has changed is not removed.
  await page.goto(`${url}/console/settings/chur/zones/hall`);
  await change('Hall of the other');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove Great hall' }).click();
  await expect(page.getByRole('dialog')).toContainText('Nothing was removed');
  expect((await api.get(hall)).status()).toBe(200);
  await page.getByRole('dialog').getByRole('button', { name: 'Load what it is now' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Hall of the other');

  // Nor is a file applied to another configuration than the one it was compared with.
  await page.goto(`${url}/console/admin/configuration`);
  const yaml = await (await api.get(`${url}/api/v1/config.yaml`)).text();
  await page.getByLabel('Its text').fill(yaml.replaceAll('capacity: 21', 'capacity: 30'));
  await page.getByRole('button', { name: 'See what would change' }).click();
  await expect(page.getByText('One change', { exact: true })).toBeVisible();
  await change('Hall of a third');
  await page.getByRole('button', { name: 'Apply one change' }).click();
  await expect(page.getByText('Nothing was applied')).toBeVisible();
  expect((await (await api.get(hall)).json()).document).toMatchObject({ name: 'Hall of a third' });
  await page.getByRole('button', { name: 'See what would change' }).click();
  await expect(page.getByText('Hall of a third')).toBeVisible();

  // A user who changes something that is removed meanwhile gets a message.
  await page.goto(`${url}/console/settings/chur/zones/hall`);
  await page.getByLabel('Name', { exact: true }).fill('Typed in vain');
  await remove(api, url, 'chur/display/hall');
  await remove(api, url, 'chur/zone/hall');
  await expect(page.getByText('This is not there any more')).toBeVisible();
  await remove(api, url, 'chur/site/chur');
});
