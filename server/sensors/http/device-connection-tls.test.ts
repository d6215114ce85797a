import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { DeviceConnection } from './device-connection.ts';
import type { DeviceTls } from './device-http.ts';
import { TestDevice, testTls } from './test-device.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const fingerprint = new X509Certificate(testTls.cert).fingerprint256;
const another = fingerprint.replace(/^../, fingerprint.startsWith('00') ? '11' : '00');
const success = { ok: true, value: { text: '{}' } };

async function connect(tls: DeviceTls) {
  const device = await TestDevice.http((_request, response) => response.end('{}'), { isSecure: true });
  const http = new DeviceConnection({ origin: device.origin, tls, timeoutMs: 30_000 });
  opened.push(device, http);
  return { device, get: () => http.request({ method: 'GET', path: '/' }) };
}

describe('a self-signed certificate', () => {
  it('is refused under verify, before any request, with the fingerprint that could be pinned', async () => {
    const { device, get } = await connect('verify');
    expect(await get()).toEqual({
      ok: false,
      error: { kind: 'certificate', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT', fingerprint },
    });
    expect(device.received).toEqual([]);
    await expect.poll(() => device.openSockets).toBe(0);
  });

  it('is taken under insecure, over one socket', async () => {
    const { device, get } = await connect('insecure');
    for (let count = 0; count < 5; count += 1) expect(await get()).toMatchObject(success);
    expect(device.connections).toBe(1);
  });

  it.each([
    ['as it is printed', fingerprint],
    ['in lower case without colons', fingerprint.replaceAll(':', '').toLowerCase()],
  ])('is taken with its fingerprint pinned %s', async (_how, pinned) => {
    const { get } = await connect({ fingerprint: pinned });
    expect(await get()).toMatchObject(success);
  });

  it.each([another, '', fingerprint.slice(0, 20)])('is refused with %j pinned', async (pinned) => {
    const { device, get } = await connect({ fingerprint: pinned });
    expect(await get()).toEqual({
      ok: false,
      error: { kind: 'certificate', detail: 'fingerprint', fingerprint },
    });
    expect(device.received).toEqual([]);
  });

  it('is checked on every new connection', async () => {
    const { device, get } = await connect({ fingerprint });
    for (let count = 0; count < 3; count += 1) {
      expect(await get()).toMatchObject(success);
      device.dropConnections();
      await expect.poll(() => device.openSockets).toBe(0);
    }
    expect(device.connections).toBe(3);
  });
});

/** Node reads trusted authorities when it starts, so this test starts its own process. */
it('a certificate of a trusted authority is taken under verify, for its own host alone', async () => {
  const { device } = await connect('verify');
  const program = `
    import { DeviceConnection } from ${JSON.stringify(new URL('device-connection.ts', import.meta.url).href)};
    for (const host of ['127.0.0.1', 'localhost']) {
      const origin = ${JSON.stringify(device.origin)}.replace('127.0.0.1', host);
      const http = new DeviceConnection({ origin, tls: 'verify' });
      const result = await http.request({ method: 'GET', path: '/' });
      console.log(result.ok ? result.value.text : result.error.detail);
      await http.close();
    }`;
  const trusted = fileURLToPath(new URL('fixtures/device-certificate.pem', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted } },
  );
  expect(stdout.trim().split('\n')).toEqual(['{}', 'ERR_TLS_CERT_ALTNAME_INVALID']);
});

it('a device that speaks no TLS on its HTTPS port is unreachable, with the reason', async () => {
  const device = await TestDevice.tcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'https');
  const http = new DeviceConnection({ origin: device.origin, tls: 'verify' });
  opened.push(device, http);
  const result = await http.request({ method: 'GET', path: '/' });
  expect(result).toMatchObject({
    ok: false,
    error: { kind: 'unreachable', detail: expect.stringMatching(/SSL|EPROTO/) },
  });
});
