import { afterEach } from 'vitest';
import { DeviceConnection } from '#server/sensors/http/device-connection.ts';
import { testTls } from '#server/sensors/http/test-device.ts';
import type { SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { xovisSimulator } from '#server/simulators/xovis/simulator.ts';
import { V5Client, type V5ClientOptions } from './client.ts';

export const credentials = { username: 'admin', password: 'pässword:1' };
/** Closed after the test. */
export const opened: { close(): Promise<void> }[] = [];
export const signal = new AbortController().signal;

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

interface SetUp {
  readonly timeoutMs?: number;
  readonly options?: SimulatorOptions;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly client?: Partial<V5ClientOptions>;
}

/** A client of a simulated sensor; both are closed after the test. */
export async function setUp({ options, settings, client, timeoutMs = 30_000 }: SetUp = {}) {
  const device = await xovisSimulator.start({
    tls: testTls,
    ...credentials,
    ...options,
    settings: { mode: 'v5', ...settings },
  });
  const http = new DeviceConnection({ origin: device.url, tls: 'insecure', timeoutMs });
  opened.push(device, http);
  return {
    device,
    client: new V5Client(http, { url: device.url, credentials, scope: 'singlesensor', ...client }),
  };
}
