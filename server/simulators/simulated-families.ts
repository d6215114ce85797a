import { templates } from '#server/sensors/registry.ts';
import { axis3dSimulator } from './axis-3d/simulator.ts';
import { axisPeopleCounterSimulator } from './axis-people-counter/simulator.ts';
import { axisStereoSimulator } from './axis-stereo/simulator.ts';
import type { SimulatedDevice, SimulatedEntry, SimulatorFamily } from './device/simulated-device.ts';
import { indivdSimulator } from './indivd/simulator.ts';
import { templateSimulator } from './templates/simulator.ts';
import { xovisSimulator } from './xovis/simulator.ts';

/** A family that can be simulated, and what its entry in a configuration file needs to know. */
export interface SimulatedFamily extends SimulatedEntry {
  readonly simulator: SimulatorFamily;
}

/** A new simulator is a folder beside this file and one entry here. */
const all: readonly SimulatorFamily[] = [
  axisPeopleCounterSimulator,
  axis3dSimulator,
  axisStereoSimulator,
  xovisSimulator,
  indivdSimulator,
  ...templates.map(templateSimulator),
];

/** Every family that can be simulated, by its `driver` in the configuration file. */
export const simulatedFamilies: ReadonlyMap<string, SimulatedFamily> = new Map(
  all.map((simulator) => [simulator.id, { simulator, ...simulator.entry }]),
);

/** One entry of `sensors` in a configuration file. */
export interface SensorEntry {
  readonly id: string;
  readonly driver: string;
  readonly url?: string;
  readonly poll: string;
  /** The keys that the family signs in with. */
  readonly [key: string]: string | undefined;
}

/**
 * How a configuration file names a simulated device.
 *
 * @param token the key that the device was started with
 * @example { id: 'hall', driver: 'xovis', url: 'http://127.0.0.1:9103/api/v1', apiKey: 'K', poll: '1s' }
 */
export function sensorEntry(
  id: string,
  family: SimulatedFamily,
  device: SimulatedDevice,
  token?: string,
): SensorEntry {
  const { simulator, basePath, keyName, poll, keys, comesItself } = family;
  const { username, password } = device;
  const url = 'url' in family ? family.url : `${device.url}${basePath}`;
  return {
    id,
    driver: simulator.id,
    ...(url !== undefined && { url }),
    ...keys,
    ...(keyName === undefined && comesItself === undefined && username !== undefined && password !== undefined
      ? { username, password }
      : {}),
    ...(keyName !== undefined && token !== undefined ? { [keyName]: token } : {}),
    poll,
  };
}
