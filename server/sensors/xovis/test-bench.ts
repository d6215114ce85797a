import type { SimulatedDevice, SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { xovisSimulator } from '#server/simulators/xovis/simulator.ts';
import { WaitingHttp } from '../conformance/driver-under-test.ts';
import type { SensorConfig, SensorDriver } from '../driver.ts';
import { DeviceConnection } from '../http/device-connection.ts';
import { testTls } from '../http/test-device.ts';
import { xovis } from './driver.ts';

/** The password of the sensors that a {@link TestBench} starts. */
export const credentials = { username: 'admin', password: 'secret' };
export const signal = new AbortController().signal;

export interface Configured extends Pick<SensorConfig, 'username' | 'password'> {
  /** Of the `url`, after the origin. */
  readonly path?: string;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Starts simulated devices and drivers for a test, and closes them after it. */
export class TestBench {
  readonly #opened: { close?(): Promise<void> }[] = [];
  /** Of the last driver. */
  #http: WaitingHttp | undefined;

  async start(options: SimulatorOptions = {}): Promise<SimulatedDevice> {
    const device = await xovisSimulator.start(options);
    this.#opened.push(device);
    return device;
  }

  /** A sensor of firmware 5, over HTTPS. */
  startSensor(settings = {}, options: SimulatorOptions = {}): Promise<SimulatedDevice> {
    return this.start({ tls: testTls, ...credentials, ...options, settings: { mode: 'v5', ...settings } });
  }

  driverOf(device: SimulatedDevice, { path = '', options = {}, ...signIn }: Configured = {}): SensorDriver {
    const http = new WaitingHttp(new DeviceConnection({ origin: device.url, tls: 'insecure' }));
    this.#http = http;
    const config: SensorConfig = {
      site: 'bern',
      id: 'hall',
      driver: 'xovis',
      url: `${device.url}${path}`,
      tls: 'insecure',
      pollMs: 5000,
      options: xovis.optionsSchema.parse(options),
      ...signIn,
    };
    const driver = xovis.create(config, { http, timezone: 'Europe/Zurich' });
    this.#opened.push(http, driver);
    return driver;
  }

  /** From now on the device of the last driver may be silent for so long; before, longer than a slow machine needs. */
  allowSilence(ms: number): void {
    if (this.#http !== undefined) this.#http.timeoutMs = ms;
  }

  async close(): Promise<void> {
    for (const one of this.#opened.splice(0).reverse()) await one.close?.();
  }
}

/** Reads what is wanted of a driver. */
export function read(driver: SensorDriver, ...channels: string[]): ReturnType<SensorDriver['read']> {
  return driver.read(
    channels.map((channel) => ({ channel, use: 'auto' })),
    signal,
  );
}

/** The calls that a device got, each with its status. */
export function callsOf(device: SimulatedDevice): readonly string[] {
  return device.seen.map(({ path, status }) => `${path} ${status}`);
}

/** The lines whose counters a driver offers to reset. */
export function resettableLines({ device }: SensorDriver): readonly string[] {
  return device?.actions?.offers().flatMap(({ channels = [] }) => channels) ?? [];
}

/** Resets the counters of a line. */
export function resetLine(driver: SensorDriver, channel: string) {
  const read = () => driver.read([], signal);
  return driver.device?.actions?.run({ id: 'reset-counters', channel }, { signal, read });
}
