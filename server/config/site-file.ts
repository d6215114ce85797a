import { readFile } from 'node:fs/promises';
import type { SensorFamily } from '../sensors/driver.ts';
import type { Configuration } from './configuration.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { interpolate, type Variables } from './interpolate.ts';
import { checkUniqueIds, parseSite } from './parse-site.ts';
import { ProblemList } from './problem-list.ts';
import { fileSchema } from './schema.ts';
import { isMapping, type ValuePath } from './value-path.ts';
import { readYaml } from './yaml-text.ts';

export interface SiteFileOptions {
  /** The families of sensors there are, by the `driver` of the file. */
  readonly families: ReadonlyMap<string, SensorFamily>;
  /** What `${NAME}` stands for: `process.env`. */
  readonly variables: Variables;
  /** Marks the sites as simulated; default false. */
  readonly simulated?: boolean;
}

/**
 * Reads the configuration file.
 *
 * @throws {ConfigurationError} with all that is wrong in it, or when it cannot be read
 */
export async function readSiteFile(file: string, options: SiteFileOptions): Promise<Configuration> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(subjectOf(file), [
      { path: '', found, expected: 'a YAML file that can be read', hint: 'DOORLIGHT_CONFIG names it' },
    ]);
  }
  return parseSiteFile(text, file, options);
}

/**
 * Parses the text of a configuration file.
 *
 * @param file its name, for the message
 * @throws {ConfigurationError} with all that is wrong in it
 */
export function parseSiteFile(text: string, file: string, options: SiteFileOptions): Configuration {
  const yaml = readYaml(text);
  if (!yaml.isReadable) throw new ConfigurationError(subjectOf(file), yaml.problems);
  const result = parse(yaml.value, options, (path) => yaml.lineOf(path));
  const problems = [...yaml.problems, ...result.problems].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (problems.length > 0) throw new ConfigurationError(subjectOf(file), problems);
  return result.configuration;
}

/**
 * Parses what is already an object of the form of the file: `{ sites: [...] }`.
 *
 * @throws {ConfigurationError} with all that is wrong in it
 */
export function parseSites(value: unknown, options: SiteFileOptions): Configuration {
  const result = parse(value, options, () => undefined);
  if (result.problems.length > 0) throw new ConfigurationError('The configuration', result.problems);
  return result.configuration;
}

interface Parsed {
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
}

function parse(
  written: unknown,
  { families, variables, simulated = false }: SiteFileOptions,
  lineOf: (path: ValuePath) => number | undefined,
): Parsed {
  const { value, origins, missing } = interpolate(written, variables);
  const problems = new ProblemList({ value, origins, lineOf });
  for (const { path, expected } of missing) problems.addFinal(path, expected);
  problems.check(fileSchema, value, []);
  const entries: readonly unknown[] = isMapping(value) && Array.isArray(value.sites) ? value.sites : [];
  checkUniqueIds(entries, ['sites'], 'site', problems);
  const sites = entries.flatMap(
    (entry, index) => parseSite(entry, ['sites', index], { families, problems, simulated }) ?? [],
  );
  return { configuration: { sites }, problems: problems.problems };
}

function subjectOf(file: string): string {
  return `The configuration file ${file}`;
}
