import { readFile } from 'node:fs/promises';
import { expect, siteFile, test } from './support/test.ts';

// A technician with a tablet, at the door.
test.use({ viewport: { width: 768, height: 1024 }, hasTouch: true, acceptDownloads: true });

const credentials = { username: 'op', password: 'pw' };

test('a technician looks after a people counter from its page', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-people-counter', { ...credentials, settings: { pastDays: 3 } });
  const doorlight = await startDoorlight({
    config: siteFile({ sensors: [{ id: 'door-a', driver: 'axis-people-counter', device: door }] }),
  });
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/sensors`);
  await page.getByRole('link', { name: 'Door A' }).click();
  await expect(page).toHaveURL(/\/console\/sensors\/bern\/door-a$/);

  // How it is, live.
  const status = page.getByRole('region', { name: 'Now' });
  await expect(page.getByText('Reports')).toBeVisible();
  door.walk({ in: 4 });
  await expect(status).toContainText('4 inside');
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(status).toContainText('The sensor has been asked.');

  // Where it counts, and what it is.
  await expect(page.getByRole('img', { name: 'Picture of 320 × 240 pixels.' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'About the device' })).toContainText('AXIS M3045-V');

  // A parameter, with the old value shown.
  const parameters = page.getByRole('region', { name: 'Parameters' });
  await parameters.getByLabel('Search the parameters').fill('height');
  await parameters.getByRole('button', { name: 'Change Counter.Height' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('Now on the device260');
  await sheet.getByLabel('New value').fill('280');
  await sheet.getByRole('button', { name: 'Change to 280' }).click();
  await expect(parameters).toContainText('Counter.Height was 260 and is now 280.');
  await expect(parameters.locator('[data-parameter="Counter.Height"]')).toContainText('280');

  // A file of what the device remembers.
  const exported = page.getByRole('region', { name: 'Export from the device' });
  await exported.getByLabel('File').selectOption('XML');
  await exported.getByLabel('A row for each').selectOption('Day');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    exported.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^door-a-counts-\d{8}-\d{8}\.xml$/);
  expect(await readFile(await file.path(), 'utf8')).toContain('<?xml');
  await expect(exported).toContainText('has been downloaded');

  // Its logs.
  const logs = page.getByRole('region', { name: 'Logs', exact: true });
  await logs.getByRole('button', { name: 'Show the logs' }).click();
  await expect(logs).toContainText('people counter: 4 in, 0 out');

  // Its memory is deleted only by who types its name, and nobody inside is lost.
  await expect(page.getByRole('region', { name: 'Stored days' })).toContainText(/[34] days/);
  await page.getByRole('button', { name: 'Delete what the device remembers' }).click();
  const remove = sheet.getByRole('button', { name: /^Delete / });
  await expect(sheet).toContainText('Keep a copy first');
  await expect(remove).toBeDisabled();
  await sheet.getByLabel('Type door-a to confirm').fill('door');
  await expect(remove).toBeDisabled();
  await sheet.getByLabel('Type door-a to confirm').fill('door-a');
  await remove.click();
  await expect(page.getByRole('region', { name: 'Commands' })).toContainText(
    'Done: Delete what the device remembers',
  );
  await expect(page.getByRole('region', { name: 'Stored days' })).toContainText(
    'The device remembers no day.',
  );
  await expect(status).toContainText('4 inside');
  await page.goto(`${doorlight.url}/console/audit`);
  await expect(page.locator('[data-audit="clear-data"]')).toContainText('“door-a”');
  await expect(page.locator('[data-audit="set-parameter"]')).toContainText('260 → 280');
});

test('a device that does not answer says so in words, once, and shows the rest when it answers', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const stairs = await startDevice('axis-stereo', credentials);
  const doorlight = await startDoorlight({
    config: siteFile({ sensors: [{ id: 'stairs', driver: 'axis-stereo', device: stairs }] }),
  });
  await doorlight.signIn(context);
  await stairs.setFault('status-500');
  await page.goto(`${doorlight.url}/console/sensors/bern/stairs`);
  const facts = page.getByRole('region', { name: 'About the device' });
  await expect(page.getByText('The sensor has a fault of its own (status 500).')).toHaveCount(1);
  await expect(
    page.getByText('Everything else the device reports is shown here once it answers.'),
  ).toBeVisible();
  await stairs.setFault(null);
  await page.getByRole('button', { name: 'Try now' }).click();
  // What the page had asked for before it knew of the fault stands there as not fetched.
  await expect(async () => {
    const again = facts.getByRole('button', { name: 'Try again' });
    if (await again.isVisible()) await again.click();
    await expect(facts).toContainText('Frames a second', { timeout: 20_000 });
  }).toPass();
});
