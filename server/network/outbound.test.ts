import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendEmail } from '../features/alerts/channels/email.ts';
import { postWebhook } from '../features/alerts/channels/webhook.ts';
import {
  startMailServer,
  startReceiver,
  type TestMailServer,
  type TestReceiver,
} from '../features/alerts/test-receiver.ts';
import { DeviceConnection } from '../sensors/http/device-connection.ts';
import { SensorProbe } from '../sensors/probe/sensor-probe.ts';
import { families } from '../sensors/registry.ts';
import { type AddressRule, Outbound, type Resolve } from './outbound.ts';

const metadata = '169.254.169.254';
let receiver: TestReceiver;
let mailServer: TestMailServer;

beforeEach(async () => {
  receiver = await startReceiver();
  mailServer = await startMailServer();
});
afterEach(async () => {
  await receiver.stop();
  await mailServer.stop();
});

/** A resolver that returns these addresses in turn; the last one stays. */
function resolving(...answers: readonly string[]): { resolve: Resolve; asked: () => number } {
  let count = 0;
  const resolve: Resolve = (_name, _options, callback) => {
    const address = answers[Math.min(count++, answers.length - 1)] ?? '';
    callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
  };
  return { resolve, asked: () => count };
}

/** The result of sending requests to a device at an address, over new connections. */
async function ask(addresses: AddressRule, origin: string, path = '/'): Promise<unknown> {
  const http = new DeviceConnection({ origin, tls: 'verify', timeoutMs: 2000, addresses });
  try {
    const answer = await http.request({ method: 'GET', path });
    return answer.ok ? answer.value.status : answer.error;
  } finally {
    await http.close();
  }
}

const named = () => receiver.url.replace('127.0.0.1', 'door.example');
const refused = (address: string, rule: string) => ({ kind: 'not-allowed', address, rule });
const body = {
  event: 'alert.opened',
  id: 'm',
  alert: {
    id: 'a',
    site: 's',
    siteName: 'S',
    kind: 'full',
    subject: 'z',
    name: 'Z',
    facts: {},
    openedAt: '2026-11-21T10:00:00.000Z',
  },
} as const;

describe('cloud metadata', () => {
  const forms = [
    metadata,
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::a9fe:a9fe]',
    '[2002:a9fe:a9fe::1]',
    '[::169.254.169.254]',
    '169.254.170.2',
    '100.100.100.200',
    '[fd00:ec2::254]',
  ];

  it.each(forms)('is never asked as %s, in the configuration file neither', async (host) => {
    const { owned, entered, pushServices } = new Outbound({ deviceNetworks: ['0.0.0.0/0', '::/0'] });
    const { hostname, origin } = new URL(`http://${host}`);
    for (const rule of [owned, entered, pushServices]) expect(rule.refusalOf(hostname)).toBe('metadata');
    expect(await ask(owned, origin)).toMatchObject({ kind: 'not-allowed', rule: 'metadata' });
  });

  it('is found behind a name: by a sensor, the probe, a webhook and the mail server', async () => {
    const outbound = new Outbound({ resolve: resolving(metadata).resolve });
    expect(await ask(outbound.owned, 'http://metadata.google.internal')).toEqual(
      refused(metadata, 'metadata'),
    );
    const probe = new SensorProbe({ families, timezone: 'UTC', addresses: outbound.entered });
    const found = await probe.run({ url: 'http://door.example', tls: 'verify' }, AbortSignal.timeout(60_000));
    expect(found).toMatchObject({ kind: 'failed', reason: 'not-allowed', detail: metadata });
    expect(await postWebhook({ url: named(), secret: 's' }, body, 0, outbound)).toMatchObject({
      problem: { code: 'webhook-not-allowed' },
    });
    const smtp = {
      host: 'mail.example',
      port: mailServer.port,
      security: 'none',
      from: 'd@example.com',
    } as const;
    const mail = { to: 'anna@example.com', subject: '', text: '' };
    expect(await sendEmail(smtp, mail, outbound)).toMatchObject({ problem: { code: 'mail-not-allowed' } });
    expect(receiver.received).toEqual([]);
  });
});

describe('a name', () => {
  it('is checked at each connection: what was right once helps nobody later', async () => {
    const { resolve, asked } = resolving('127.0.0.1', metadata);
    const { entered } = new Outbound({ resolve });
    expect(await ask(entered, named())).toBe(200);
    expect(await ask(entered, named())).toEqual(refused(metadata, 'metadata'));
    expect(asked()).toBe(2);
    expect(receiver.received).toHaveLength(1);
  });

  it('is reached at those of its addresses that are allowed', async () => {
    const resolve: Resolve = (_name, _options, callback) =>
      callback(null, [
        { address: metadata, family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    expect(await ask(new Outbound({ resolve }).entered, named())).toBe(200);
  });

  it('of a mail server is resolved once, and the checked address is the one that gets the mail', async () => {
    const { resolve, asked } = resolving('127.0.0.1', metadata);
    const smtp = {
      host: 'mail.example',
      port: mailServer.port,
      security: 'none',
      from: 'd@example.com',
    } as const;
    const mail = { to: 'anna@example.com', subject: 'S', text: 'T' };
    expect(await sendEmail(smtp, mail, new Outbound({ resolve }))).toEqual({ kind: 'sent' });
    expect([mailServer.mails.length, asked()]).toEqual([1, 1]);
  });
});

describe('DEVICE_NETWORKS', () => {
  it('is everywhere but link-local where it is not set: simulators on loopback are asked', async () => {
    const { entered, owned } = new Outbound();
    expect(await ask(entered, receiver.url)).toBe(200);
    expect(entered.refusalOf('169.254.7.7')).toBe('networks');
    expect(entered.refusalOf('[fe80::1]')).toBe('networks');
    expect(owned.refusalOf('169.254.7.7')).toBeUndefined();
  });

  it('holds for what is entered, and not for what the configuration file says', async () => {
    const outbound = new Outbound({ deviceNetworks: ['10.0.0.0/8'] });
    expect(await ask(outbound.entered, receiver.url)).toEqual(refused('127.0.0.1', 'networks'));
    expect(await ask(outbound.owned, receiver.url)).toBe(200);
    expect(await postWebhook({ url: receiver.url, secret: 's' }, body, 0, outbound)).toMatchObject({
      problem: { code: 'webhook-not-allowed' },
    });
    expect(outbound.entered.refusalOf('10.1.2.3')).toBeUndefined();
  });

  it('leaves push services on the internet alone, and none inside other networks', () => {
    const { pushServices } = new Outbound({ deviceNetworks: ['10.0.0.0/8'] });
    expect(pushServices.refusalOf('203.0.113.9')).toBeUndefined();
    expect(pushServices.refusalOf('10.0.0.9')).toBeUndefined();
    for (const host of ['127.0.0.1', '192.168.0.9', '[::1]', '[fd12::1]', '[::ffff:127.0.0.1]']) {
      expect(pushServices.refusalOf(host), host).toBe('networks');
    }
  });
});

it('a redirect is not followed, to another host or the same', async () => {
  receiver.status = 302;
  const { entered } = new Outbound();
  expect(await ask(entered, receiver.url)).toEqual({ kind: 'http-status', status: 302 });
  const posted = await postWebhook({ url: receiver.url, secret: 's' }, body, 0, new Outbound());
  expect(posted).toMatchObject({ problem: { code: 'webhook-moved' } });
  expect(receiver.received).toHaveLength(2);
});
