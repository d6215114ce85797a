import type { SimulatedDevice } from './device/simulated-device.ts';
import type { SimulatedFamily } from './simulated-families.ts';

/** One entry of `sensors` in a configuration file. */
export interface SensorEntry {
  readonly id: string;
  readonly driver: string;
  readonly url: string;
  readonly poll: string;
  /** The keys that the family signs in with. */
  readonly [key: string]: string;
}

/**
 * How a configuration file names a simulated device.
 *
 * @param token the key that the device was started with
 * @example { id: 'hall', driver: 'xovis', url: 'http://127.0.0.1:9103/api/v1', apiKey: 'K', poll: '1s' }
 */
export function sensorEntry(
  id: string,
  { simulator, basePath, keyName, poll }: SimulatedFamily,
  device: SimulatedDevice,
  token?: string,
): SensorEntry {
  const { username, password } = device;
  return {
    id,
    driver: simulator.id,
    url: `${device.url}${basePath}`,
    ...(keyName === undefined && username !== undefined && password !== undefined
      ? { username, password }
      : {}),
    ...(keyName !== undefined && token !== undefined ? { [keyName]: token } : {}),
    poll,
  };
}
