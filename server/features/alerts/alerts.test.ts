import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Alert, type AlertSettingsRequest, defaultAlertRules } from '#lib/contract/alert.ts';
import { sampleState } from '#lib/test-zone-state.ts';
import { SiteCalendar } from '#server/engine/site-calendar.ts';
import { Outbound } from '#server/network/outbound.ts';
import type { Database } from '#server/platform/database/database.ts';
import { sampleSite } from '#server/test-support/sample-site.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { Alerts, type AlertsParts } from './alerts.ts';
import { startMailServer, startReceiver, type TestMailServer, type TestReceiver } from './test-receiver.ts';
import { inShort } from './test-zone.ts';

const siteConfig = sampleSite({ name: 'Bern Marktgasse', languages: ['de'] });

const zone = (reason: string) =>
  sampleState({ name: 'Laden', occupancy: 10, utilization: 1, light: 'red', reason });

/** What the parts see as time; their intervals pass while something is waited for. */
class TestClock {
  nowMs = Date.parse('2026-11-21T11:00:00Z');
  now = () => this.nowMs;
  monotonic = () => this.nowMs;
}

const until = (isDone: () => boolean | Promise<boolean>) =>
  expect
    .poll(
      () => {
        vi.advanceTimersByTime(1000);
        return isDone();
      },
      { interval: 10 },
    )
    .toBe(true);

describe('alerts', () => {
  let kept: TestDatabase;
  let database: Database;
  let alerts: Alerts;
  let clock: TestClock;
  let receiver: TestReceiver;
  let mailServer: TestMailServer;
  let reason: string;
  let published: Alert[];

  const make = (more: Partial<AlertsParts> = {}) =>
    Alerts.create({
      database,
      clock,
      retentionClock: clock,
      outbound: new Outbound(),
      publicUrl: 'https://doorlight.example',
      sites: () => [siteConfig],
      site: (id) => (id === siteConfig.id ? siteConfig : undefined),
      calendar: (site) => new SiteCalendar(site.timezone, site.hours),
      isCalendarFaulty: () => undefined,
      zones: () => [inShort(zone(reason))],
      sensors: () => [],
      displays: () => [],
      publish: (alert) => published.push(alert),
      maySee: async () => true,
      onError: (error) => {
        throw error;
      },
      ...more,
    });
  const open = async () => {
    alerts = await make();
    await alerts.start();
  };
  const settingsWith = (more: Partial<AlertSettingsRequest>) =>
    alerts.putSettings('bern', { rules: defaultAlertRules, emails: [], webhooks: [], ...more });
  const events = () => receiver.received.map(({ body }) => JSON.parse(body.toString()).event as string);

  /** Makes the zone full, and lets enough time pass for the alert. */
  const fill = async () => {
    reason = 'full';
    await until(() => {
      clock.nowMs += 1000;
      return published.some(({ kind }) => kind === 'full');
    });
  };

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    kept = await TestDatabase.create();
    database = await kept.open();
    receiver = await startReceiver();
    mailServer = await startMailServer();
    clock = new TestClock();
    reason = 'free';
    published = [];
    await open();
  });

  afterEach(async () => {
    await alerts.stop();
    await receiver.stop();
    await mailServer.stop();
    await database.close();
    await kept.remove();
    vi.useRealTimers();
  });

  const setUpMail = () =>
    alerts.putSmtp({
      host: '127.0.0.1',
      port: mailServer.port,
      security: 'none',
      username: 'store',
      password: 'right',
      from: 'doorlight@example.com',
    });

  it('notifies the console, programs and people of what opens, and lists it until it closes by itself', async () => {
    await setUpMail();
    await settingsWith({ emails: ['anna@example.com'], webhooks: [{ url: receiver.url }] });
    await fill();
    await until(() => mailServer.mails.length === 1 && receiver.received.length === 1);
    expect(mailServer.mails[0]!.text).toContain('Bern Marktgasse: Laden ist voll');
    expect(mailServer.mails[0]!.text).toContain('https://doorlight.example/console/alerts');
    expect(events()).toEqual(['alert.opened']);
    const { open: isOpen, recent } = await alerts.list({ limit: 10 });
    expect([isOpen.map(({ kind }) => kind), recent]).toEqual([['full'], []]);

    reason = 'free';
    await until(() => {
      clock.nowMs += 30_000;
      return receiver.received.length === 2;
    });
    expect(events()).toEqual(['alert.opened', 'alert.closed']);
    expect(mailServer.mails).toHaveLength(1);
    const after = await alerts.list({ limit: 10 });
    expect([after.open, after.recent.map(({ kind }) => kind)]).toEqual([[], ['full']]);
    expect((await alerts.list({ sites: [], limit: 10 })).recent).toEqual([]);
  });

  it('says when an alert closes, also at a sidecar that does not run its site', async () => {
    await fill();
    reason = 'free';
    await until(() => Object.keys(alerts.closing()).length === 1);
    const { open: known } = await alerts.list({ limit: 10 });
    expect(known).toMatchObject([{ kind: 'full', closesAt: expect.stringMatching(/^2026-11-21T11:/) }]);
    const front = await make({
      sites: () => [],
      isOurs: () => false,
      closingElsewhere: async () => alerts.closing(),
    });
    expect((await front.list({ limit: 10 })).open).toEqual(known);
    expect(front.closing()).toEqual({});
  });

  it('loses no message and no alert by a restart, and says neither twice', async () => {
    receiver.status = 503;
    await settingsWith({ webhooks: [{ url: receiver.url }] });
    await fill();
    await until(async () => (await alerts.settingsOf('bern')).failures.length === 1);
    expect((await alerts.settingsOf('bern')).failures[0]).toMatchObject({
      channel: 'webhook',
      target: receiver.url,
      code: 'webhook-fault',
      values: { status: 503 },
      message: expect.stringMatching(/has a fault of its own \(status 503\)/),
      isRetried: true,
    });
    await alerts.stop();

    receiver.status = 200;
    receiver.received.length = 0;
    published = [];
    await open();
    clock.nowMs += 60_000;
    await until(() => receiver.received.length === 1);
    expect(events()).toEqual(['alert.opened']);
    await until(async () => (await alerts.settingsOf('bern')).failures.length === 0);
    expect((await alerts.list({ limit: 10 })).open).toHaveLength(1);
    expect(published).toEqual([]);
  });

  it('writes to nobody in quiet hours; after them of what is still open', async () => {
    await setUpMail();
    await settingsWith({
      emails: ['anna@example.com'],
      webhooks: [{ url: receiver.url }],
      quietHours: { from: '11:00', to: '13:00' },
    });
    await fill();
    await until(() => receiver.received.length === 1);
    expect(mailServer.mails).toEqual([]);
    clock.nowMs = Date.parse('2026-11-21T12:00:00Z');
    await until(() => mailServer.mails.length === 1);
  });

  it('writes nothing after quiet hours of what has passed in them', async () => {
    await setUpMail();
    const quietHours = { from: '11:00', to: '13:00' };
    await settingsWith({ emails: ['anna@example.com'], webhooks: [{ url: receiver.url }], quietHours });
    await fill();
    reason = 'free';
    await until(() => {
      clock.nowMs += 30_000;
      return published.some(({ closedAt }) => closedAt !== undefined);
    });
    clock.nowMs = Date.parse('2026-11-21T13:00:00Z');
    reason = 'full';
    await until(() => {
      clock.nowMs += 1000;
      return mailServer.mails.length > 0;
    });
    expect(mailServer.mails).toHaveLength(1);
    expect(mailServer.mails[0]!.text).toMatch(/Seit 14:/);
  });

  it('writes to a chat as to people: what opens, after quiet hours what is still open', async () => {
    await settingsWith({
      webhooks: [{ url: receiver.url, format: { kind: 'telegram', to: '7' } }],
      quietHours: { from: '11:00', to: '12:30' },
    });
    await fill();
    expect(await alerts.test({ site: 'bern', channel: 'webhook' })).toEqual({ sent: 1, failures: [] });
    const texts = () => receiver.received.map(({ body }) => JSON.parse(body.toString()).text as string);
    expect(texts()).toEqual([expect.stringContaining('Ein Test der Alarme')]);
    // It has opened before noon in Bern: quiet.
    clock.nowMs = Date.parse('2026-11-21T11:30:00Z');
    await until(() => receiver.received.length === 2);
    expect(texts()[1]).toBe(
      'Bern Marktgasse: Laden ist voll\n\n10 Personen sind drin, 10 sind erlaubt.\n\nhttps://doorlight.example/console/alerts',
    );
    reason = 'free';
    await until(() => {
      clock.nowMs += 30_000;
      return published.some(({ closedAt }) => closedAt !== undefined);
    });
    await alerts.stop();
    expect(receiver.received).toHaveLength(2);
  });

  it('shows what a webhook would be sent, and says why a template gives nothing', async () => {
    expect(await alerts.preview('bern', { kind: 'ntfy', to: 'door' })).toEqual({
      type: 'application/json',
      body: expect.stringContaining('"topic":"door"'),
    });
    const own = (expression: string) => ({ kind: 'own' as const, expression, type: 'text' as const });
    expect(await alerts.preview('bern', own('alert.nowhere'))).toEqual({ problem: 'nothing came of it' });
    const wrong = own('$number(title)');
    expect((await alerts.preview('bern', wrong)).problem).toContain('$number(title)');
    await settingsWith({ webhooks: [{ url: receiver.url, format: wrong }] });
    expect(await alerts.test({ site: 'bern', channel: 'webhook' })).toMatchObject({
      sent: 0,
      failures: [{ code: 'webhook-template', values: { reason: expect.stringContaining('$number') } }],
    });
    expect(receiver.received).toEqual([]);
  });

  it('shows the secret of a webhook once, keeps it while the webhook stays, and knows no others', async () => {
    const made = await settingsWith({ webhooks: [{ url: receiver.url }] });
    if (typeof made === 'string') throw new Error('made');
    const [first] = made.newSecrets;
    expect(first!.secret).toMatch(/^whsec_.{32}$/);
    const kept = await settingsWith({
      webhooks: [{ id: first!.id, url: `${receiver.url}/b` }, { url: receiver.url }],
    });
    if (typeof kept === 'string') throw new Error('kept');
    expect(kept.newSecrets.map(({ id }) => id)).not.toContain(first!.id);
    expect(JSON.stringify(await alerts.settingsOf('bern'))).not.toContain('whsec_');
    expect(await settingsWith({ webhooks: [{ id: 'other', url: receiver.url }] })).toBe('unknown-webhook');
    const twice = { id: first!.id, url: receiver.url };
    expect(await settingsWith({ webhooks: [twice, twice] })).toBe('unknown-webhook');
  });

  it('tries a channel on demand, and says what went wrong', async () => {
    await settingsWith({ emails: ['anna@example.com'], webhooks: [{ url: receiver.url }] });
    expect(await alerts.test({ site: 'bern', channel: 'webhook' })).toEqual({ sent: 1, failures: [] });
    expect(events()).toEqual(['alert.test']);
    const without = await alerts.test({ site: 'bern', channel: 'email' });
    expect(without).toMatchObject({
      sent: 0,
      failures: [
        {
          target: 'anna@example.com',
          code: 'mail-not-set-up',
          message: expect.stringMatching(/^No mail server is set up/),
        },
      ],
    });
    await setUpMail();
    expect(await alerts.test({ site: 'bern', channel: 'email' })).toEqual({ sent: 1, failures: [] });
  });

  it('never shows the password of the mail server, and forgets it when the server changes', async () => {
    const request = { port: 465, security: 'tls' as const, from: 'a@example.com', username: 'a' };
    await alerts.putSmtp({ ...request, host: 'mail.example', password: 'geheim' });
    expect(alerts.smtp()).toMatchObject({ ...request, host: 'mail.example', hasPassword: true });
    expect(JSON.stringify(alerts.smtp())).not.toContain('geheim');
    await alerts.putSmtp({ ...request, host: 'mail.example', username: 'b' });
    expect(alerts.smtp()?.hasPassword).toBe(true);
    await alerts.putSmtp({ ...request, host: 'evil.example' });
    expect(alerts.smtp()?.hasPassword).toBe(false);
  });
});
