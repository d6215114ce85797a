import { createHmac } from 'node:crypto';
import { startMailServer, startReceiver } from '#server/features/alerts/test-receiver.ts';
import { barriersOf } from './support/barriers.ts';
import { expect, siteFile, test } from './support/test.ts';

// A manager sets receivers and rules, and staff sees what needs attention.

const sizes = [
  { name: 'tablet', viewport: { width: 768, height: 1024 }, tag: [] },
  { name: 'desk', viewport: { width: 1280, height: 800 }, tag: '@long' },
];

for (const { name, viewport, tag } of sizes) {
  test.describe(`on a ${name}`, { tag }, () => {
    test.use({ viewport, contextOptions: { reducedMotion: 'reduce' } });

    test('a full store is reported to the console, to a program and by e-mail', async ({
      page,
      context,
      startDevice,
      startDoorlight,
    }) => {
      const receiver = await startReceiver();
      const mailServer = await startMailServer();
      const door = await startDevice('axis-people-counter');
      const doorlight = await startDoorlight({
        config: siteFile({ sensors: [{ id: 'door-a', driver: 'axis-people-counter', device: door }] }),
      });
      await doorlight.signIn(context);
      await page.goto(`${doorlight.url}/console/alerts`);
      await expect(page.getByText('Nothing needs you')).toBeVisible();
      expect(await barriersOf(page)).toEqual([]);

      await page.getByRole('link', { name: 'Receivers and rules' }).click();
      // One button saves the page. The mail server of all sites has a sheet of its own, and asks before it is left.
      await expect(page.getByRole('button', { name: /Save/ })).toHaveCount(1);
      await page.getByRole('button', { name: 'Mail server' }).click();
      await page.getByLabel('Host').fill('127.0.0.1');
      await page.getByLabel('Port').fill(String(mailServer.port));
      await page.getByLabel('Encryption').selectOption('none');
      await page.getByLabel('Address of the sender').fill('doorlight@example.com');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByRole('button', { name: 'Use this mail server' }).click();
      await expect(page.getByText(`127.0.0.1:${mailServer.port}`)).toBeVisible();

      await page.getByLabel('Who gets an e-mail').fill('anna@example.com\nbeat@example.com');
      await page.getByRole('button', { name: 'Add a webhook' }).click();
      await page.getByLabel('Address of webhook 1').fill(receiver.url);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText('Saved. It is at work already.')).toBeVisible();
      const secret = (await page.locator('[data-secret]').textContent()) ?? '';
      expect(await barriersOf(page)).toEqual([]);
      await page.locator('[data-test-channel="webhook"]').click();
      await expect(page.getByText('Sent to one receiver.')).toBeVisible();
      await page.locator('[data-test-channel="email"]').click();
      await expect(page.getByText('Sent to 2 receivers.')).toBeVisible();
      expect(mailServer.mails).toHaveLength(2);
      await page.reload();
      await expect(page.getByLabel('Address of webhook 1')).toHaveValue(receiver.url);
      expect(await page.content()).not.toContain(secret);

      await page.getByRole('link', { name: 'All alerts' }).click();
      door.walk({ in: 10 });
      const alert = page.locator('[data-open-alerts] [data-alert="full"]');
      await expect(alert).toContainText('Store is full');
      await expect(alert).toContainText('Now 10 inside, 10 allowed.');
      await expect.poll(() => mailServer.mails.length).toBe(4);
      expect(mailServer.mails.at(-1)?.text).toContain('Bern Marktgasse: Store is full');
      await expect.poll(() => receiver.received.length).toBe(2);
      const request = receiver.received.at(-1);
      const body = String(request?.body);
      expect(JSON.parse(body)).toMatchObject({
        event: 'alert.opened',
        alert: { kind: 'full', subject: 'store' },
      });
      const [, at, digest] =
        /^t=(\d+),v1=(\w+)$/.exec(String(request?.headers['x-doorlight-signature'])) ?? [];
      expect(digest).toBe(createHmac('sha256', secret).update(`${at}.${body}`).digest('hex'));

      // A user who does not want the alert any more switches its rule off: the alert closes.
      await page.getByRole('link', { name: 'Receivers and rules' }).click();
      await page.getByRole('switch', { name: 'A zone is nearly full' }).click();
      await page.getByRole('switch', { name: 'A zone is full' }).click();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText('Saved. It is at work already.')).toBeVisible();
      await page.getByRole('link', { name: 'All alerts' }).click();
      await expect(page.getByText('Nothing needs you')).toBeVisible();
      await expect(page.locator('[data-alert="full"]')).toContainText(/\d\d:\d\d to \d\d:\d\d/);
      await receiver.stop();
      await mailServer.stop();
    });
  });
}

test('a chat is sent a message that one sees beforehand, and a wrong template says where', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const receiver = await startReceiver();
  const device = await startDevice('axis-people-counter');
  const sensors = [{ id: 'door-a', driver: 'axis-people-counter', device }];
  const doorlight = await startDoorlight({ config: siteFile({ sensors }) });
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/alerts/settings`);
  await page.getByRole('button', { name: 'Add a webhook' }).click();
  await page.getByLabel('Address of webhook 1').fill(receiver.url);
  await page.getByLabel('Message of webhook 1').selectOption('Telegram');
  await page.getByLabel('Chat (its number').fill('-1007');
  const preview = page.locator('[data-message-preview]');
  await page.getByRole('button', { name: 'Show what is sent' }).click();
  await expect(preview).toContainText('"chat_id": "-1007"');
  await expect(preview).toContainText('Bern Marktgasse: Store is full');
  await page.getByRole('button', { name: 'Make it an own template' }).click();
  const template = page.getByLabel('Template (JSONata)');
  await expect(template).toHaveValue(/"chat_id": "-1007"/);
  expect(await barriersOf(page)).toEqual([]);

  await template.fill('{ "chat": title');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/at character \d+/)).toBeVisible();
  await template.fill('{ "chat": title }');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved. It is at work already.')).toBeVisible();
  await page.locator('[data-test-channel="webhook"]').click();
  await expect(page.getByText('Sent to one receiver.')).toBeVisible();
  expect(JSON.parse(String(receiver.received.at(-1)?.body))).toEqual({ chat: 'A test of the alerts' });
  await page.reload();
  await expect(template).toHaveValue('{ "chat": title }');
  await receiver.stop();
});

test('a page that was opened over http says why it cannot notify', async ({ page, context, demo }) => {
  await demo.signIn(context);
  // The loopback counts as secure; a tablet in a store has an address like http://10.0.0.5.
  await page.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
  await page.goto(`${demo.url}/console/alerts/settings`);
  await expect(page.locator('[data-push="insecure"]')).toContainText('need a secure address (https)');
  await expect(page.getByRole('switch', { name: 'Notify this device' })).toHaveCount(0);
});

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' });

  test('a test that does not arrive is reported in Spanish, with what to do', async ({
    page,
    context,
    demo,
  }) => {
    const admin = await demo.signIn(context);
    const receiver = await startReceiver();
    receiver.status = 404;
    const path = `${demo.url}/api/v1/sites/demo/alerts/settings`;
    const { rules } = (await (await admin.get(path)).json()) as { rules: object };
    const data = { rules, emails: ['anna@example.com'], webhooks: [{ url: receiver.url }] };
    expect((await admin.put(path, { data, headers: { origin: demo.url } })).ok()).toBe(true);

    const answer = await page.goto(`${demo.url}/console/alerts/settings`);
    expect(await answer?.text()).toContain('<html lang="es-ES"');
    await page.locator('[data-test-channel="webhook"]').click();
    await expect(page.getByText(`No enviado: ${receiver.url}`)).toBeVisible();
    await expect(page.getByText(/no acepta nada en esta dirección \(estado 404\)/)).toBeVisible();
    await page.locator('[data-test-channel="email"]').click();
    await expect(page.getByText(/^No hay ningún servidor de correo configurado/)).toBeVisible();
    await receiver.stop();
    // Others use the same demo.
    const nobody = { data: { rules, emails: [], webhooks: [] }, headers: { origin: demo.url } };
    expect((await admin.put(path, nobody)).ok()).toBe(true);
  });
});

test('staff sees the alerts, but not who is notified', async ({ page, context, demo }) => {
  const admin = await demo.signIn(context);
  const person = { username: 'stefan', password: 'a long password', role: 'staff' };
  const made = await admin.post(`${demo.url}/api/v1/people`, { data: person, headers: { origin: demo.url } });
  expect(made.ok()).toBe(true);
  await demo.signIn(context, person);
  await page.goto(`${demo.url}/console/alerts`);
  await expect(page.getByRole('heading', { name: 'Alerts', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Receivers and rules' })).toHaveCount(0);
  await page.goto(`${demo.url}/console/alerts/settings`);
  await expect(page.getByText('Your role may not do this.')).toBeVisible();
});
