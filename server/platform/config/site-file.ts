import { readFile } from 'node:fs/promises';
import { once } from 'es-toolkit';
import type { SensorFamily } from '#server/sensors/driver.ts';
import type { EntryDocument } from './config-entry.ts';
import type { Configuration } from './configuration.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { hasGoodDefaults, withDefaults } from './file-defaults.ts';
import { type Interpolated, interpolate, type Variables } from './interpolate.ts';
import { checkUniqueIds, parseSite } from './parse-site.ts';
import { type PlainYaml, readPlainYaml } from './plain-yaml.ts';
import { ProblemList } from './problem-list.ts';
import { fileSchema } from './schema.ts';
import { isMapping, type ValuePath } from './value-path.ts';
import { readYaml, type YamlText } from './yaml-text.ts';

export interface SiteFileOptions {
  /** The families of sensors there are, by the `driver` of the file. */
  readonly families: ReadonlyMap<string, SensorFamily>;
  /** The values of `${NAME}`: `process.env`. Without it nothing is replaced. */
  readonly variables?: Variables;
  /** Ids of the sites whose sensors are Doorlight's own simulators. */
  readonly simulated?: ReadonlySet<string>;
  /** Paths of entries that were made in the console or by API: `sites[0].sensors[1]`. */
  readonly entered?: ReadonlySet<string>;
}

/** A configuration, and the raw objects it was made from, with variables filled in. */
export interface SiteFile {
  readonly configuration: Configuration;
  readonly sites: readonly EntryDocument[];
}

/**
 * Reads the configuration file.
 *
 * @throws {ConfigurationError} with all problems in it, or when it cannot be read
 */
export async function readSiteFile(file: string, options: SiteFileOptions): Promise<SiteFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(subjectOf(file), [
      { path: '', found, expected: 'a YAML file that can be read', hint: 'DOORLIGHT_CONFIG names it' },
    ]);
  }
  // Only a problem needs its line, and for that the tree of a large file, which fills the memory of this thread.
  const whole = once(() => readYaml(text));
  return fromYaml(await readPlainYaml(text), (path) => whole().lineOf(path), file, options);
}

/**
 * Parses the text of a configuration file.
 *
 * @param file its name, for the message
 * @throws {ConfigurationError} with all problems in it
 */
export function parseSiteFile(text: string, file: string, options: SiteFileOptions): SiteFile {
  const yaml = readYaml(text);
  return fromYaml(yaml, yaml.lineOf, file, options);
}

function fromYaml(
  yaml: PlainYaml,
  lineOf: YamlText['lineOf'],
  file: string,
  options: SiteFileOptions,
): SiteFile {
  if (!yaml.isReadable) throw new ConfigurationError(subjectOf(file), yaml.problems);
  const result = parse(yaml.value, options, lineOf);
  const problems = [...yaml.problems, ...result.problems].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (problems.length > 0) throw new ConfigurationError(subjectOf(file), problems);
  return { configuration: result.configuration, sites: result.sites };
}

/**
 * Parses an object in the form of the file: `{ sites: [...] }`.
 *
 * @throws {ConfigurationError} with all problems in it
 */
export function parseSites(value: unknown, options: SiteFileOptions): Configuration {
  const { configuration, problems } = checkSites(value, options);
  if (problems.length > 0) throw new ConfigurationError('The configuration', problems);
  return configuration;
}

/** Like {@link parseSites}, but returns the problems. */
export function checkSites(value: unknown, options: SiteFileOptions): Parsed {
  return parse(value, options, () => undefined);
}

/** The result of parsing: a configuration that may be used if there are no problems. */
export interface Parsed extends SiteFile {
  readonly problems: readonly ConfigurationProblem[];
}

function parse(
  written: unknown,
  { families, variables, simulated = new Set(), entered = new Set() }: SiteFileOptions,
  lineOf: (path: ValuePath) => number | undefined,
): Parsed {
  const { value, origins, missing } =
    variables === undefined ? asWritten(written) : interpolate(written, variables);
  const whole = withDefaults(value);
  const problems = new ProblemList({ value: whole, origins, lineOf });
  for (const { path, expected } of missing) problems.addFinal(path, expected);
  problems.check(fileSchema, whole, []);
  // A problem in the template would be reported again for every site.
  const entries: readonly unknown[] =
    isMapping(whole) && Array.isArray(whole.sites) && hasGoodDefaults(whole, problems) ? whole.sites : [];
  checkUniqueIds(entries, ['sites'], 'site', problems);
  const sites = entries.flatMap(
    (entry, index) => parseSite(entry, ['sites', index], { families, problems, simulated, entered }) ?? [],
  );
  return { configuration: { sites }, sites: entries.filter(isMapping), problems: problems.problems };
}

function asWritten(value: unknown): Interpolated {
  return { value, origins: new Map(), missing: [] };
}

function subjectOf(file: string): string {
  return `The configuration file ${file}`;
}
