import { axis3d } from './axis-3d/driver.ts';
import { axisPeopleCounter } from './axis-people-counter/driver.ts';
import { axisStereo } from './axis-stereo/driver.ts';
import type { SensorFamily } from './driver.ts';
import { indivd } from './indivd/driver.ts';
import { xovis } from './xovis/driver.ts';

/** Every supported family: a new one is a folder beside this file and one entry here. */
const all: readonly SensorFamily[] = [axisPeopleCounter, axis3d, axisStereo, xovis, indivd];

/** The families by the `driver` of the configuration file. */
export const families: ReadonlyMap<string, SensorFamily> = new Map(all.map((family) => [family.id, family]));
