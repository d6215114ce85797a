import { axis3dSimulator } from './axis-3d/simulator.ts';
import { axisPeopleCounterSimulator } from './axis-people-counter/simulator.ts';
import { axisStereoSimulator } from './axis-stereo/simulator.ts';
import type { SimulatorFamily } from './device/simulated-device.ts';
import { indivdSimulator } from './indivd/simulator.ts';
import { xovisSimulator } from './xovis/simulator.ts';

/** A family that can be simulated, and what its entry in a configuration file needs to know. */
export interface SimulatedFamily {
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
