import { startSimulatedLamp } from '#server/simulators/lamps/simulator.ts';
import { barriersOf } from './support/barriers.ts';
import { expect, siteFile, test } from './support/test.ts';

// A technician puts a signal tower at the door: adds it, stands before it and tries it out, changes it and takes it away.

test('a tower is added, shows the light, is tried out, changed and removed', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const tower = await startSimulatedLamp('modbus-tcp');
  const door = await startDevice('axis-people-counter');
  const sensors = [{ id: 'door-a', driver: 'axis-people-counter', device: door }];
  const doorlight = await startDoorlight({ config: siteFile({ sensors, zone: { minHold: '0s' } }) });
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/settings/bern`);
  await page.getByRole('link', { name: 'Add a lamp' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Tower');
  await page.getByLabel('Kind', { exact: true }).selectOption('Modbus over TCP');
  await page.getByLabel('Address', { exact: true }).fill(tower.url.replace('modbus:', 'http:'));
  await page.getByLabel('green', { exact: true }).fill('0');
  await page.getByLabel('amber', { exact: true }).fill('1');
  await page.getByLabel('red', { exact: true }).fill('2');
  await page.getByLabel('no entry', { exact: true }).fill('2');
  const add = page.getByRole('button', { name: 'Add this lamp' });
  await add.click();
  await expect(page.getByText(/^Not saved/)).toBeVisible();
  await page.getByLabel('Address', { exact: true }).fill(tower.url);
  await add.click();
  await expect(page.getByText('Saved. It is at work already.')).toBeVisible();

  const now = page.locator('[data-lamp="tower"]');
  await expect(now).toHaveAttribute('data-condition', 'ok');
  await expect(now).toContainText('Shows green');
  await expect.poll(() => tower.shown()).toBe('0');
  expect(await barriersOf(page)).toEqual([]);
  door.walk({ in: 10 });
  await expect.poll(() => tower.shown()).toBe('2');
  await now.getByRole('button', { name: 'amber' }).click();
  await expect(now).toContainText('Is being tried out');
  await expect.poll(() => tower.shown()).toBe('1');
  await now.getByRole('button', { name: 'End the test' }).click();
  await expect.poll(() => tower.shown()).toBe('2');

  tower.isStuck = true;
  door.walk({ out: 10 });
  await expect(now).toHaveAttribute('data-condition', 'failed');
  await expect(now).toContainText(/coil \d is (on|off), not/);
  tower.isStuck = false;
  // It is tried again later and later, after ten seconds at most.
  await expect(now).toHaveAttribute('data-condition', 'ok');

  await page.getByLabel('green', { exact: true }).fill('3');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => tower.shown()).toBe('3');
  await page.getByRole('link', { name: 'Settings of Bern Marktgasse' }).click();
  const row = page.locator('[data-lamp="tower"]');
  await expect(row).toContainText('Confirmed');
  await row.getByRole('link', { name: 'Tower' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No lamps yet.')).toBeVisible();
  // What it shows when nothing is known: all off.
  await expect.poll(() => tower.shown()).toBe('');
  await tower.close();
});
