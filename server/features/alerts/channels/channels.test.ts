import {
  createDecipheriv,
  createECDH,
  createHmac,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookBody } from '#lib/contract/alert.ts';
import { Outbound } from '#server/network/outbound.ts';
import { TestDevice } from '#server/sensors/http/test-device.ts';
import type { KeptSmtp } from '../alert-setting-store.ts';
import { startMailServer, startReceiver, type TestMailServer, type TestReceiver } from '../test-receiver.ts';
import { sendEmail } from './email.ts';
import { mintVapidKeys, sendPush } from './web-push.ts';
import { postWebhook, signatureHeader } from './webhook.ts';

const outbound = new Outbound();

const message: WebhookBody = {
  event: 'alert.opened',
  id: 'message-1',
  alert: {
    id: 'alert-1',
    site: 'bern',
    siteName: 'Bern',
    kind: 'full',
    subject: 'store',
    name: 'Store',
    facts: { occupancy: 120, capacity: 120 },
    openedAt: '2026-11-21T10:00:00.000Z',
  },
};

/**
 * Decrypts a push message as a browser does (RFC 8291 over the `aes128gcm` of RFC 8188), without the sender's
 * library.
 */
function opened(body: Buffer, browser: ECDH, auth: string): string {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + body.readUInt8(20));
  const hkdf = (secret: Buffer, from: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, from, info, length));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), senderKey]);
  const secret = hkdf(browser.computeSecret(senderKey), Buffer.from(auth, 'base64url'), info, 32);
  const key = hkdf(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = hkdf(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const sealed = body.subarray(21 + senderKey.length);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  // The last octet that is not 0 marks the end of the last record.
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}

/** The sender's claims, signed by the key that browsers subscribed with (RFC 8292). */
function claimsOf(authorization: string, publicKey: string): Record<string, unknown> {
  const [, token = '', key] = /^vapid t=(.+), k=(.+)$/.exec(authorization) ?? [];
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const [head = '', claims = '', signature = ''] = token.split('.');
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isRight || key !== publicKey) throw new Error('not signed by this key');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}

describe('channels over HTTP', () => {
  let receiver: TestReceiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.stop());

  it('signs a webhook so that its receiver can check body and time', async () => {
    const nowMs = 1_763_719_200_500;
    expect(await postWebhook({ url: receiver.url, secret: 'whsec_x' }, message, nowMs, outbound)).toEqual({
      kind: 'sent',
    });
    const [request] = receiver.received;
    const body = request!.body.toString();
    expect(JSON.parse(body)).toEqual(message);
    const [, at, digest] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request!.headers[signatureHeader])) ?? [];
    expect(at).toBe('1763719200');
    expect(digest).toBe(createHmac('sha256', 'whsec_x').update(`${at}.${body}`).digest('hex'));
  });

  it('signs in with the name and password of its address', async () => {
    const url = receiver.url.replace('://', '://door%40light:100%@');
    expect(await postWebhook({ url, secret: 's' }, message, 0, outbound)).toEqual({ kind: 'sent' });
    const { authorization = '' } = receiver.received[0]!.headers;
    expect(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()).toBe('door@light:100%');
  });

  it.each([
    [302, 'webhook-moved', false],
    [401, 'webhook-sign-in', false],
    [403, 'webhook-sign-in', false],
    [404, 'webhook-not-found', false],
    [405, 'webhook-not-found', false],
    [410, 'webhook-gone', true],
    [413, 'webhook-status', false],
    [429, 'webhook-too-many', false],
    [500, 'webhook-fault', false],
    [503, 'webhook-fault', false],
  ])('says how a webhook failed with %i, and whether trying again helps', async (status, code, isFinal) => {
    receiver.status = status;
    const { host } = new URL(receiver.url);
    expect(await postWebhook({ url: receiver.url, secret: 's' }, message, 0, outbound)).toEqual({
      kind: 'failed',
      problem: { code, values: { host, status } },
      isFinal,
    });
  });

  it('says how a webhook was not reached, without what stands behind its host', async () => {
    const { host } = new URL(receiver.url);
    const asTls = { url: `https://${host}/a?key=secret`, secret: 's' };
    expect(await postWebhook(asTls, message, 0, outbound)).toMatchObject({
      problem: { code: 'webhook-not-http', values: { host } },
    });
    await receiver.stop();
    const gone = await postWebhook(
      { url: `${receiver.url}/a?key=secret`, secret: 's' },
      message,
      0,
      outbound,
    );
    expect(gone).toEqual({
      kind: 'failed',
      problem: { code: 'webhook-refused', values: { host } },
      isFinal: false,
    });
    receiver = await startReceiver();
  });

  it('encrypts web push for one browser, and notes when it has gone', async () => {
    const keys = mintVapidKeys();
    const browser = createECDH('prime256v1');
    browser.generateKeys();
    const subscription = {
      endpoint: `${receiver.url}/push/1`,
      keys: { p256dh: browser.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') },
    };
    const sender = { keys, contact: 'mailto:store@example.com' };
    const note = { title: 'Bern: Store is full', body: '…', tag: 'a', path: '/console/alerts' };
    expect(await sendPush(sender, subscription, note, outbound)).toEqual({ kind: 'sent' });
    const [request] = receiver.received;
    expect(request!.headers['content-encoding']).toBe('aes128gcm');
    expect(request!.body.toString()).not.toContain('Store is full');
    expect(JSON.parse(opened(request!.body, browser, subscription.keys.auth))).toEqual(note);
    // With the endpoint but without the browser's secret nothing can be read.
    expect(() => opened(request!.body, browser, randomBytes(16).toString('base64url'))).toThrow();
    const claims = claimsOf(String(request!.headers.authorization), keys.publicKey);
    expect(claims).toMatchObject({ aud: receiver.url, sub: 'mailto:store@example.com' });
    expect(Number(claims.exp)).toBeGreaterThan(Date.now() / 1000);
    expect(Number(claims.exp)).toBeLessThanOrEqual(Date.now() / 1000 + 86_400);
    expect(() => claimsOf(String(request!.headers.authorization), mintVapidKeys().publicKey)).toThrow();
    const { host } = new URL(receiver.url);
    const tried = async (status: number) => {
      receiver.status = status;
      return sendPush(sender, subscription, note, outbound);
    };
    expect(await tried(410)).toMatchObject({ problem: { code: 'push-gone' }, isFinal: true });
    expect(await tried(404)).toMatchObject({ problem: { code: 'push-gone' }, isFinal: true });
    for (const [status, code] of [
      [403, 'push-refused'],
      [429, 'push-too-many'],
      [502, 'push-fault'],
      [400, 'push-status'],
    ] as const) {
      expect(await tried(status)).toMatchObject({
        problem: { code, values: { host, status } },
        isFinal: false,
      });
    }
    await receiver.stop();
    expect(await tried(200)).toMatchObject({
      problem: { code: 'push-unreachable', values: { host, reason: 'ECONNREFUSED' } },
    });
    receiver = await startReceiver();
  });

  it('says so where a browser gave keys that are none', async () => {
    const subscription = { endpoint: receiver.url, keys: { p256dh: 'a', auth: 'b' } };
    const note = { title: '', body: '', tag: '', path: '' };
    const sender = { keys: mintVapidKeys(), contact: 'mailto:store@example.com' };
    expect(await sendPush(sender, subscription, note, outbound)).toMatchObject({
      problem: { code: 'push-keys' },
    });
    expect(receiver.received).toEqual([]);
  });
});

describe('a certificate that nobody knows', () => {
  it('is trusted by neither a webhook nor an e-mail, and reported as what it is', async () => {
    const device = await TestDevice.http((_request, response) => response.end(), { isSecure: true });
    try {
      const { host, hostname, port } = new URL(device.origin);
      expect(await postWebhook({ url: device.origin, secret: 's' }, message, 0, outbound)).toMatchObject({
        problem: { code: 'webhook-certificate', values: { host } },
      });
      const from = 'doorlight@example.com';
      const smtp = { host: hostname, port: Number(port), security: 'tls' as const, from };
      expect(
        await sendEmail(smtp, { to: 'anna@example.com', subject: '', text: '' }, outbound),
      ).toMatchObject({
        problem: { code: 'mail-certificate', values: { host: hostname } },
      });
      expect(device.received).toEqual([]);
    } finally {
      await device.close();
    }
  });
});

describe('e-mail', () => {
  let server: TestMailServer;
  beforeEach(async () => {
    server = await startMailServer();
  });
  afterEach(() => server.stop());

  const smtp = () => ({
    host: '127.0.0.1',
    port: server.port,
    security: 'none' as const,
    username: 'store',
    password: 'right',
    from: 'doorlight@example.com',
  });
  const mail = { to: 'anna@example.com', subject: 'Bern: Store ist voll', text: 'Prüfen Sie es.' };

  it('ends in time, whatever the mail server does', async () => {
    server.isSilent = true;
    expect(await sendEmail(smtp(), mail, outbound, 50)).toEqual({
      kind: 'failed',
      problem: {
        code: 'mail-no-answer',
        values: { host: '127.0.0.1', port: server.port, seconds: 0.05 },
      },
      isFinal: false,
    });
  });

  it('reaches the mail server', async () => {
    expect(await sendEmail(smtp(), mail, outbound)).toEqual({ kind: 'sent' });
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]!.to).toEqual(['anna@example.com']);
    expect(server.mails[0]!.text).toContain('Subject: Bern: Store ist voll');
    expect(server.mails[0]!.text).toContain('From: Doorlight <doorlight@example.com>');
  });

  it('says whose fault it is where it does not', async () => {
    const tried = async (more: Partial<KeptSmtp>) => {
      const delivery = await sendEmail({ ...smtp(), ...more }, mail, outbound);
      return delivery.kind === 'failed' ? delivery.problem : undefined;
    };
    const at = { host: '127.0.0.1', port: server.port };
    expect(await tried({ password: 'wrong' })).toEqual({
      code: 'mail-sign-in-wrong',
      values: { host: '127.0.0.1', answer: '535 wrong' },
    });
    expect(await tried({ security: 'starttls' })).toEqual({ code: 'mail-no-encryption', values: at });
    expect(await tried({ security: 'tls' })).toEqual({ code: 'mail-other-encryption', values: at });
    server.answers.set('RCPT TO', '550 nobody of this name');
    expect(await tried({})).toEqual({
      code: 'mail-receiver-refused',
      values: { host: '127.0.0.1', to: 'anna@example.com', answer: '550 nobody of this name' },
    });
    expect(await tried({ port: 9 })).toEqual({
      code: 'mail-refused',
      values: { host: '127.0.0.1', port: 9 },
    });
    expect(server.mails).toEqual([]);
  });
});
