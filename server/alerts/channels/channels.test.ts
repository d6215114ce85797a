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
import { startMailServer, startReceiver, type TestMailServer, type TestReceiver } from '../test-receiver.ts';
import { sendEmail } from './email.ts';
import { mintVapidKeys, sendPush } from './web-push.ts';
import { postWebhook, signatureHeader } from './webhook.ts';

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

/** What a browser reads of a note (RFC 8291 over the `aes128gcm` of RFC 8188), without the sender's library. */
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

/** What the sender claims, signed by the key that browsers subscribed with (RFC 8292). */
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
    expect(await postWebhook({ url: receiver.url, secret: 'whsec_x' }, message, nowMs)).toEqual({
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

  it('says how a webhook failed, and whether trying again helps', async () => {
    receiver.status = 500;
    const hook = { url: receiver.url, secret: 's' };
    expect(await postWebhook(hook, message, 0)).toMatchObject({ kind: 'failed', isFinal: false });
    receiver.status = 410;
    expect(await postWebhook(hook, message, 0)).toMatchObject({ kind: 'failed', isFinal: true });
    receiver.status = 302;
    expect(await postWebhook(hook, message, 0)).toMatchObject({ kind: 'failed', message: /302/ });
    const gone = await postWebhook({ url: 'http://127.0.0.1:9', secret: 's' }, message, 0);
    expect(gone).toMatchObject({ kind: 'failed', isFinal: false });
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
    expect(await sendPush(sender, subscription, note)).toEqual({ kind: 'sent' });
    const [request] = receiver.received;
    expect(request!.headers['content-encoding']).toBe('aes128gcm');
    expect(request!.body.toString()).not.toContain('Store is full');
    expect(JSON.parse(opened(request!.body, browser, subscription.keys.auth))).toEqual(note);
    // Who has the endpoint but not the browser's secret reads nothing.
    expect(() => opened(request!.body, browser, randomBytes(16).toString('base64url'))).toThrow();
    const claims = claimsOf(String(request!.headers.authorization), keys.publicKey);
    expect(claims).toMatchObject({ aud: receiver.url, sub: 'mailto:store@example.com' });
    expect(Number(claims.exp)).toBeGreaterThan(Date.now() / 1000);
    expect(Number(claims.exp)).toBeLessThanOrEqual(Date.now() / 1000 + 86_400);
    expect(() => claimsOf(String(request!.headers.authorization), mintVapidKeys().publicKey)).toThrow();
    receiver.status = 410;
    expect(await sendPush(sender, subscription, note)).toMatchObject({ kind: 'failed', isFinal: true });
  });

  it('says so where a browser gave keys that are none', async () => {
    const subscription = { endpoint: receiver.url, keys: { p256dh: 'a', auth: 'b' } };
    const note = { title: '', body: '', tag: '', path: '' };
    const sender = { keys: mintVapidKeys(), contact: 'mailto:store@example.com' };
    expect(await sendPush(sender, subscription, note)).toMatchObject({ kind: 'failed' });
    expect(receiver.received).toEqual([]);
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

  it('reaches the mail server', async () => {
    expect(await sendEmail(smtp(), mail)).toEqual({ kind: 'sent' });
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]!.to).toEqual(['anna@example.com']);
    expect(server.mails[0]!.text).toContain('Subject: Bern: Store ist voll');
    expect(server.mails[0]!.text).toContain('From: Doorlight <doorlight@example.com>');
  });

  it('says whose fault it is where it does not', async () => {
    expect(await sendEmail({ ...smtp(), password: 'wrong' }, mail)).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('refuses the user name or the password'),
    });
    expect(await sendEmail({ ...smtp(), port: 9 }, mail)).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('127.0.0.1:9 cannot be reached'),
    });
    expect(await sendEmail({ ...smtp(), security: 'starttls' }, mail)).toMatchObject({ kind: 'failed' });
    expect(server.mails).toEqual([]);
  });
});
