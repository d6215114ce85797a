import { axis3dSimulator } from '../simulators/axis-3d/simulator.ts';
import { axisPeopleCounterSimulator } from '../simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from '../simulators/device/simulated-device.ts';

const signIn = { username: 'op', password: 'secret' };

/** A door that is counted and one whose level is taken, and a site of them: `bern/counted`, `bern/level`. */
export interface TwoDoors {
  readonly devices: SimulatedDevice[];
  /** The text of the configuration file, to which a display or two may be added. */
  readonly config: string;
}

export async function startTwoDoors(): Promise<TwoDoors> {
  const counter = await axisPeopleCounterSimulator.start(signIn);
  const level = await axis3dSimulator.start(signIn);
  const config = `sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors:
      - { id: door, driver: axis-people-counter, url: "${counter.url}", username: op, password: secret, poll: 100ms }
      - { id: hall, driver: axis-3d, url: "${level.url}", username: op, password: secret, poll: 100ms }
    zones:
      - { id: counted, name: Counted, capacity: 100000, sources: [{ sensor: door, use: counts }] }
      - { id: level, name: Level, capacity: 100000, sources: [{ sensor: hall }] }
`;
  return { devices: [counter, level], config };
}
