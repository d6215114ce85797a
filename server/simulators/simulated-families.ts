import { axis3dSimulator } from './axis-3d/simulator.ts';
import { axisPeopleCounterSimulator } from './axis-people-counter/simulator.ts';
import { axisStereoSimulator } from './axis-stereo/simulator.ts';
import type { SimulatedDevice, SimulatorFamily } from './device/simulated-device.ts';
import { indivdSimulator } from './indivd/simulator.ts';
import { xovisSimulator } from './xovis/simulator.ts';

/** A family that can be simulated, and what its entry in a configuration file needs to know. */
interface SimulatedFamily {
  readonly simulator: SimulatorFamily;
  /** Where the device's API begins: the path of the entry's `url`. */
  readonly basePath: string;
  /** The entry's key for families that sign in by one; the others have a user name and a password. */
  readonly keyName?: string;
  /** How often its devices are asked: what the entry's `poll` says. */
  readonly poll: string;
  /** Whether its devices have channels of their own names. */
  readonly hasChannels: boolean;
}

const all: readonly SimulatedFamily[] = [
  { simulator: axisPeopleCounterSimulator, basePath: '', poll: '1s', hasChannels: false },
  { simulator: axis3dSimulator, basePath: '', poll: '1s', hasChannels: false },
  { simulator: axisStereoSimulator, basePath: '', poll: '1s', hasChannels: false },
  { simulator: xovisSimulator, basePath: '/api/v1', keyName: 'apiKey', poll: '1s', hasChannels: true },
  {
    simulator: indivdSimulator,
    basePath: '/api/v1/rnd/insights/external',
    keyName: 'token',
    poll: '15m',
    hasChannels: true,
  },
];

/** Every family that can be simulated, by its `driver` in the configuration file. */
export const simulatedFamilies: ReadonlyMap<string, SimulatedFamily> = new Map(
  all.map((family) => [family.simulator.id, family]),
);

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
