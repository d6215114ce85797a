import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testTls } from '#server/sensors/http/test-device.ts';
import { ClientAddresses } from '../network/client-address.ts';
import { ConfigurationError } from '../platform/config/configuration-error.ts';
import { createLogger } from '../platform/logger.ts';
import { createApp } from './app.ts';
import { Admission } from './chain/forwarding-proof.ts';
import { ServedCertificate } from './served-certificate.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const renewed = { cert: fixture('renewed-certificate.pem'), key: fixture('renewed-key.pem') };
const fingerprintOf = ({ cert }: { cert: string }) => new X509Certificate(cert).fingerprint256;

const dayMs = 24 * 3_600_000;
let folder: string;
let files: { certFile: string; keyFile: string };
const logger = { info: vi.fn(), warn: vi.fn() };

beforeEach(() => {
  vi.clearAllMocks();
  folder = mkdtempSync(join(tmpdir(), 'doorlight-tls-'));
  files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  write(testTls);
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

function write({ cert, key }: { cert?: string; key?: string }): void {
  if (cert !== undefined) writeFileSync(files.certFile, cert);
  if (key !== undefined) writeFileSync(files.keyFile, key);
}

describe('a certificate that is renewed', () => {
  it('is served to who connects from then on, while those who are connected stay', async () => {
    const certificate = new ServedCertificate(files, logger);
    const app = await createApp({
      logger: createLogger('silent'),
      version: '0',
      admission: new Admission(new ClientAddresses(0)),
      certificate,
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const shown = () =>
      new Promise<{ fingerprint: string; isOpen: () => boolean; socket: TLSSocket }>((resolve, reject) => {
        const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
        socket.once('error', reject);
        socket.once('secureConnect', () =>
          resolve({
            fingerprint: socket.getPeerCertificate().fingerprint256,
            isOpen: () => socket.readyState === 'open',
            socket,
          }),
        );
      });
    const before = await shown();
    expect(before.fingerprint).toBe(fingerprintOf(testTls));
    write(renewed);
    certificate.check();
    const after = await shown();
    expect(after.fingerprint).toBe(fingerprintOf(renewed));
    expect(before.isOpen()).toBe(true);
    expect(certificate.fingerprint).toBe(fingerprintOf(renewed));
    for (const { socket } of [before, after]) socket.destroy();
    await app.close();
  });

  it('is read each minute, and reported once', () => {
    vi.useFakeTimers();
    const certificate = new ServedCertificate(files, logger);
    const reported = vi.fn();
    certificate.onRenewed(reported);
    certificate.start();
    write(renewed);
    vi.advanceTimersByTime(180_000);
    certificate.stop();
    expect(reported).toHaveBeenCalledExactlyOnceWith(renewed);
    expect(logger.info).toHaveBeenCalledOnce();
  });

  it.each([
    ['of which one file is written a moment before the other', { cert: renewed.cert }],
    ['whose file is empty', { key: '' }],
  ])('%s is not served before it can be', (_, half) => {
    const certificate = new ServedCertificate(files, logger);
    write(half);
    certificate.check();
    expect(logger.warn).not.toHaveBeenCalled();
    certificate.check();
    expect(logger.warn).toHaveBeenCalledOnce();
    expect(certificate.pair.cert).toBe(testTls.cert);
    write(renewed);
    certificate.check();
    expect(certificate.pair).toEqual(renewed);
  });

  it('that cannot be used is reported once for each cause, and again after it could be used', () => {
    const certificate = new ServedCertificate(files, logger);
    const checkForMinutes = (count: number) => {
      for (let minute = 0; minute < count; minute += 1) certificate.check();
    };
    write({ key: '' });
    checkForMinutes(5);
    expect(logger.warn).toHaveBeenCalledOnce();
    write({ key: renewed.key });
    checkForMinutes(5);
    expect(logger.warn).toHaveBeenCalledTimes(2);
    write(testTls);
    checkForMinutes(2);
    write({ key: renewed.key });
    checkForMinutes(5);
    expect(logger.warn).toHaveBeenCalledTimes(3);
  });
});

it('warns each day before it ends', () => {
  const endMs = Date.parse(new X509Certificate(testTls.cert).validTo);
  vi.useFakeTimers({ now: endMs - 15 * dayMs });
  const certificate = new ServedCertificate(files, logger);
  certificate.check();
  expect(logger.warn).not.toHaveBeenCalled();
  for (const left of [13.9, 13.5, 13, 12.8, 12.5]) {
    vi.setSystemTime(endMs - left * dayMs);
    certificate.check();
  }
  expect(logger.warn).toHaveBeenCalledTimes(2);
});

it.each([
  ['is not there', () => rmSync(files.keyFile)],
  ['is of another certificate', () => write({ key: renewed.key })],
])('says so at the start when the key %s', (_, spoil) => {
  spoil();
  expect(() => new ServedCertificate(files, logger)).toThrow(ConfigurationError);
  expect(() => new ServedCertificate(files, logger)).toThrow(/TLS_CERT, TLS_KEY[\s\S]*key\.pem/);
});
