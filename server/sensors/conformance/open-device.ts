import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';
import type { SensorConfig, SensorDriver, SensorFamily } from '../driver.ts';
import { DeviceConnection } from '../http/device-connection.ts';

/** The driver's options besides the address of its device. */
export interface OpenOptions extends Pick<SensorConfig, 'username' | 'password'> {
  readonly options?: Readonly<Record<string, unknown>>;
  /** Of the address, after the origin. */
  readonly path?: string;
  /** IANA zone of the site. Default: UTC. */
  readonly timezone?: string;
}

/** Something to be closed after a test. */
export interface Closable {
  close?(): Promise<unknown>;
}

/** A driver for a simulated device; both it and its connection are added to `opened`. */
export function openDriver(
  family: SensorFamily,
  device: SimulatedDevice,
  opened: Closable[],
  { options = {}, path = '', timezone = 'UTC', ...signIn }: OpenOptions = {},
): SensorDriver {
  const { username, password } = signIn;
  const http = new DeviceConnection({
    origin: device.url,
    tls: 'insecure',
    timeoutMs: 2000,
    ...(family.signIn.kind === 'challenge' && username !== undefined && password !== undefined
      ? { credentials: { username, password } }
      : {}),
  });
  opened.push(http);
  const driver = family.create(
    {
      site: 'bern',
      id: 'door',
      driver: family.id,
      url: `${device.url}${path}`,
      tls: 'insecure',
      pollMs: 1000,
      options: family.optionsSchema.parse(options),
      ...signIn,
    },
    { http, timezone },
  );
  opened.push(driver);
  return driver;
}
