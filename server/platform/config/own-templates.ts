import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SensorFamily } from '#server/sensors/driver.ts';
import { families, familyOfTemplate, templateSchema } from '#server/sensors/registry.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { ProblemList } from './problem-list.ts';
import { readYaml } from './yaml-text.ts';

/** More is no folder of templates. */
const mostFiles = 500;

/**
 * All families there are: Doorlight's, and the templates that lie in `DATA_DIR/templates`. An own one may have the name of
 * one of Doorlight's templates, and holds then.
 *
 * @throws {ConfigurationError} with all that is wrong in the files
 */
export async function allFamilies(dataDir: string): Promise<ReadonlyMap<string, SensorFamily>> {
  const folder = join(dataDir, 'templates');
  const files = await templateFiles(folder);
  if (files.length === 0) return families;
  const found = new Map(families);
  for (const file of files) {
    const family = templateFamily(await readFile(join(folder, file), 'utf8'), join(folder, file));
    if (!file.startsWith(`${family.id}.`))
      throw wrong(join(folder, file), {
        path: 'driver',
        found: family.id,
        expected: `${file.split('.')[0]}, as the file`,
      });
    found.set(family.id, family);
  }
  return found;
}

/**
 * Reads a template.
 *
 * @param file its name, for the message
 * @throws {ConfigurationError} with all that is wrong in it
 */
export function templateFamily(text: string, file: string): SensorFamily {
  const yaml = readYaml(text);
  if (!yaml.isReadable) throw wrong(file, ...yaml.problems);
  const problems = new ProblemList({
    value: yaml.value,
    origins: new Map(),
    lineOf: (path) => yaml.lineOf(path),
  });
  const template = problems.check(templateSchema, yaml.value, []);
  if (template !== undefined && yaml.problems.length === 0) {
    const known = families.get(template.driver);
    if (known === undefined || known.isTemplate === true) return familyOfTemplate(template);
    problems.add(['driver'], 'a name that no driver of Doorlight has');
  }
  throw wrong(file, ...yaml.problems, ...problems.problems);
}

function wrong(file: string, ...problems: readonly ConfigurationProblem[]): ConfigurationError {
  return new ConfigurationError(`The template ${file}`, problems);
}

async function templateFiles(folder: string): Promise<readonly string[]> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .slice(0, mostFiles);
}
