import { TestDevice } from '#server/sensors/http/test-device.ts';
import { expect, removeSensor, test } from './support/test.ts';

test('any device is added by tapping on the numbers in its answer', async ({
  page,
  context,
  demo: doorlight,
}) => {
  let people = 5;
  const device = await TestDevice.http(({ path }, response) => {
    response.statusCode = path === '/api/doors?id=1' ? 200 : 404;
    response.end(
      JSON.stringify({ doors: [{ name: 'Main', 'people in': people, 'people out': 2 }], sn: 'A-7' }),
    );
  });
  const api = await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/settings/demo/add-sensor`);
  await page.getByLabel('What is it?').selectOption({ label: 'HTTP (JSON, XML, text)' });
  await page.getByLabel('Address').fill(`${device.origin}/api/doors?id=1`);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Ask the device' }).click();

  await page.locator('[data-place="doors.0.people in"]').click();
  await page.locator('[data-place="doors.0.people out"]').click();
  await page.getByRole('radio', { name: 'Serial number' }).check();
  await page.locator('[data-place="sn"]').click();
  await expect(page.getByRole('textbox', { name: 'People in', exact: true })).toHaveValue(
    'doors[0].`people in`',
  );
  // A mistake is reported with its place, and nothing chosen is lost.
  await page.getByRole('textbox', { name: 'People out' }).fill('doors[0');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.locator('[data-failure]')).toContainText('at character 7');
  await page.getByRole('textbox', { name: 'People out' }).fill('doors[0].`people out`');
  await page.getByRole('button', { name: 'Read it' }).click();

  const reading = page.locator('[data-reading="main"]');
  await expect(reading).toContainText('5 in, 2 out');
  await expect(page.getByText('Serial number A7')).toBeVisible();
  people = 9;
  await expect(reading).toContainText('9 in, 2 out');
  await page.locator('li', { has: reading }).getByRole('combobox').selectOption({ label: 'A new zone' });
  await page.getByLabel('Name of the new zone').fill('New hall');
  await page.getByLabel('Name', { exact: true }).fill('Any door');
  await page.getByRole('button', { name: 'Save the sensor' }).click();
  await expect(page.locator('[data-saved="any-door"]')).toBeVisible();
  await expect(async () => {
    const sensor = await (await api.get(`${doorlight.url}/api/v1/sensors/demo/any-door`)).json();
    expect(sensor).toMatchObject({ status: 'ok', serial: 'A7', readings: [{ in: 9, out: 2 }] });
  }).toPass();
  await removeSensor(api, doorlight, 'any-door', 'new-hall');
  await device.close();
});

test('a maker’s device is known by its address, and one that sends by itself gets an address and a token', async ({
  page,
  context,
  startDevice,
  demo: doorlight,
}) => {
  const api = await doorlight.signIn(context);
  const camera = await startDevice('dahua', { username: 'op', password: 'right' });
  camera.walk({ in: 4, out: 1 });
  const root = `${doorlight.url}/console/settings/demo/add-sensor`;
  await page.goto(root);
  await page.getByLabel('Address').fill(camera.url);
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('This is one of: Dahua people counting')).toBeVisible();
  await page.getByLabel('User name').fill('op');
  await page.getByLabel('Password').fill('right');
  await page.getByRole('button', { name: 'Sign in and read' }).click();
  await expect(page.locator('[data-reading="main"]')).toContainText('4 in, 1 out');

  await page.goto(root);
  await page.getByLabel('What is it?').selectOption({ label: 'Milesight VS121, people in a room' });
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Room');
  const token = await page.locator('[data-push-token]').getAttribute('data-push-token');
  await expect(page.getByText(`${doorlight.url}/push/generic/demo/room`)).toBeVisible();
  await page.getByLabel('Zone it feeds').selectOption({ label: 'A new zone' });
  await page.getByLabel('Name of the new zone').fill('Quiet room');
  await page.getByRole('button', { name: 'Save the sensor' }).click();
  await expect(page.locator('[data-saved="room"]')).toBeVisible();
  const room = await startDevice('milesight-vs121');
  room.walk({ in: 3 });
  room.set({ push: { url: `${doorlight.url}/push/generic/demo/room`, token } });
  await expect(async () => {
    const zone = await (await api.get(`${doorlight.url}/api/v1/zones/demo/quiet-room`)).json();
    expect(zone).toMatchObject({ light: 'green', occupancy: 3 });
  }).toPass();
  await removeSensor(api, doorlight, 'room', 'quiet-room');
});
