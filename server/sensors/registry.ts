import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { axis3d } from './axis-3d/driver.ts';
import { axisPeopleCounter } from './axis-people-counter/driver.ts';
import { axisStereo } from './axis-stereo/driver.ts';
import type { SensorFamily } from './driver.ts';
import { httpJson } from './generic/http-json.ts';
import { mqtt } from './generic/mqtt.ts';
import { push } from './generic/push.ts';
import { familyOfTemplate, type Template, templateSchema } from './generic/template.ts';
import { hand } from './hand/driver.ts';
import { indivd } from './indivd/driver.ts';
import { xovis } from './xovis/driver.ts';

export { familyOfTemplate, type Template, templateSchema };

/** Every family that is code: a new one is a folder beside this file and one entry here; see README.md for its simulator and its docs. */
const coded: readonly SensorFamily[] = [axisPeopleCounter, axis3d, axisStereo, xovis, indivd, hand];
const generic: readonly SensorFamily[] = [httpJson, mqtt, push];

/** In the sources; and beside the bundle, as JSON: reading so much YAML is a seventh of a start. */
const folder = fileURLToPath(new URL('./templates/', import.meta.url));

/** Makers' devices over the generic drivers: a new one is a file there; its row in docs/devices.md is made of it. */
export const templates: readonly Template[] = readdirSync(folder)
  .filter((file) => /\.(yaml|json)$/.test(file))
  .sort()
  .map((file) => {
    const text = readFileSync(`${folder}${file}`, 'utf8');
    return templateSchema.parse(file.endsWith('.json') ? JSON.parse(text) : parse(text));
  });

/** The families by the `driver` of the configuration file. */
export const families: ReadonlyMap<string, SensorFamily> = new Map(
  [...coded, ...templates.map(familyOfTemplate), ...generic].map((family) => [family.id, family]),
);
