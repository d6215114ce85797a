import { startMailServer } from '#server/features/alerts/test-receiver.ts';
import { givePast } from './support/past.ts';
import { expect, siteFile, test } from './support/test.ts';

test('staff changes the capacity, takes a correction and undoes it, sees what is coming, and gets the report', async ({
  context,
  page,
  startDevice,
  startDoorlight,
}) => {
  const mails = await startMailServer();
  const device = await startDevice('axis-people-counter', { username: 'op', password: 'pw' });
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [{ id: 'door-a', driver: 'axis-people-counter', device }],
      site: {
        hours: { 'mon-sun': '06:00-22:00' },
        reports: { emails: ['manager@example.com'], at: '23:59', language: 'en' },
      },
      zone: { capacity: 100, staleAfter: '20s' },
    }),
  });
  await givePast(doorlight, 29);
  const api = await doorlight.signIn(context);
  await page.setViewportSize({ width: 768, height: 1024 });
  await page.goto(`${doorlight.url}/console/zones/bern/store`);

  // For now, by staff, with its end and who it was.
  await page.getByRole('button', { name: 'Change for now' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('People allowed at once').fill('80');
  await sheet.getByRole('button', { name: 'Allow 80' }).click();
  await expect(page.locator('[data-capacity="80"]')).toContainText(/80 until .*, by admin/);
  await page.getByRole('button', { name: 'Back to 100' }).click();
  await expect(page.locator('p[data-capacity="100"]')).toBeVisible();

  // What the closings teach: taken, and taken back.
  await expect(page.locator('[data-advice="correct"]')).toContainText(
    'Door A misses about 5 of 100 people who leave',
  );
  await page.getByRole('button', { name: 'Correct the counts' }).click();
  await expect(page.getByText(/^Counts are corrected: /)).toBeVisible();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('button', { name: 'Correct the counts' })).toBeVisible();
  const audit = await (await api.get(`${doorlight.url}/api/v1/audit?site=bern`)).json();
  const actions = audit.map(({ action }: { action: string }) => action);
  for (const each of ['set-capacity', 'end-capacity', 'calibrate', 'take-back'])
    expect(actions).toContain(each);

  // What is coming, for tomorrow.
  await expect(page.getByText(/In the last \d+ days it was off by/)).toBeVisible();

  // The report of the last week, on a page to print and by e-mail.
  await page.goto(`${doorlight.url}/console/history`);
  await page.getByRole('link', { name: 'Reports' }).click();
  const report = page.frameLocator('iframe');
  await expect(report.getByRole('heading', { name: 'Store' })).toBeVisible();
  await expect(report.getByText('Never above the capacity.')).toBeVisible();
  await expect(report.getByRole('img', { name: 'Day by day' })).toBeVisible();
  await expect(report.getByText(/at closing|At \d+ closings the counts were off/)).toBeVisible();
  await expect(page.getByLabel('Receivers, one to a line')).toHaveValue('manager@example.com');
  const smtp = { host: '127.0.0.1', port: mails.port, security: 'none', from: 'store@example.com' };
  expect((await api.put(`${doorlight.url}/api/v1/alerts/smtp`, { data: smtp })).ok()).toBe(true);
  await page.getByRole('button', { name: 'Send it now' }).click();
  await expect(page.locator('[data-sending="sent"]')).toContainText('manager@example.com');
  expect(mails.mails.map(({ to }) => to)).toEqual([['manager@example.com']]);
  const [mail] = mails.mails;
  for (const part of ['multipart/', 'image/png', 'text/csv', 'Subject: Bern Marktgasse'])
    expect(mail?.text).toContain(part);
  await mails.stop();
});
