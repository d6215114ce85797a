import { axis3dSimulator } from '../sensors/axis-3d/simulator.ts';
import { axisPeopleCounterSimulator } from '../sensors/axis-people-counter/simulator.ts';
import { axisStereoSimulator } from '../sensors/axis-stereo/simulator.ts';
import { indivdSimulator } from '../sensors/indivd/simulator.ts';
import type { SimulatorFamily } from '../sensors/simulation/simulated-device.ts';
import { xovisSimulator } from '../sensors/xovis/simulator.ts';

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
