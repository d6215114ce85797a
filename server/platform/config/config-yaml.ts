import { groupBy } from 'es-toolkit';
import { stringify } from 'yaml';
import { type EntryDocument, type EntryKey, listedKinds, listOf, type StoredEntry } from './config-entry.ts';
import type { ConfigurationProblem } from './configuration-error.ts';
import { hasGoodDefaults, withDefaults } from './file-defaults.ts';
import { interpolate } from './interpolate.ts';
import type { PlainYaml } from './plain-yaml.ts';
import { isSecretName } from './printed-value.ts';
import { ProblemList } from './problem-list.ts';
import { fileSchema } from './schema.ts';
import { isMapping, printPath, type ValuePath } from './value-path.ts';

export type ReadEntries =
  | { readonly ok: true; readonly entries: readonly StoredEntry[] }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

const head = `# Doorlight's configuration. Secrets are left out: each \${NAME} stands for one. Read as DOORLIGHT_CONFIG
# the names are taken from the environment; imported where the secrets are known, they stay as they are.
`;

/** Entries as a configuration file, with a variable in the place of each secret. */
export function entriesAsYaml(entries: readonly StoredEntry[]): string {
  const names = placeholders(entries);
  const withoutSecrets = entries.map((entry) => ({
    ...entry,
    document: Object.fromEntries(
      Object.entries(entry.document).map(([key, value]) => {
        const name = names.get(secretPath(entry, key));
        return [key, name === undefined ? escaped(value) : `\${${name}}`];
      }),
    ),
  }));
  return head + stringify({ sites: joinEntries(withoutSecrets) }, { lineWidth: 100 });
}

/**
 * Reads an imported configuration file, its `defaults:` filled in. Variables stand for the secrets of `known` entries, by
 * the names that {@link entriesAsYaml} gave them, and never for environment variables: an import must not reveal those.
 */
export function readEntries(yaml: PlainYaml, known: readonly StoredEntry[]): ReadEntries {
  if (!yaml.isReadable || yaml.problems.length > 0) return { ok: false, problems: yaml.problems };
  const written = yaml.value;
  if (!isMapping(written) || !Array.isArray(written.sites) || !written.sites.every(isMapping)) {
    const found = 'something else';
    return { ok: false, problems: [{ path: 'sites', found, expected: 'a list of sites' }] };
  }
  if (hasMoreThan(maxValues, written)) {
    const expected = `at most ${maxValues} values, those of aliases each time they are used`;
    return { ok: false, problems: [{ path: 'sites', found: 'more', expected }] };
  }
  const wrong = [...keyProblems(written), ...shapeProblems(written.sites)];
  if (wrong.length > 0) return { ok: false, problems: wrong };
  const whole = withDefaults(written);
  const sites = isMapping(whole) && Array.isArray(whole.sites) ? whole.sites.filter(isMapping) : [];
  const names = placeholders(known);
  const variables = Object.fromEntries(
    known.flatMap((entry) =>
      Object.entries(entry.document).flatMap(([key, secret]) => {
        const name = names.get(secretPath(entry, key));
        return name === undefined ? [] : [[name, String(secret)]];
      }),
    ),
  );
  const problems: ConfigurationProblem[] = [];
  const entries = splitSites(sites).map(({ site, kind, id, document }): StoredEntry => {
    const filled = interpolate(document, variables);
    for (const { path } of filled.missing) {
      problems.push({
        path: `${kind} ${kind === 'site' ? site : `${site}/${id}`}: ${printPath(path)}`,
        found: 'a variable that stands for no secret known here',
        expected: 'the value itself',
      });
    }
    return { site, kind, id, document: isMapping(filled.value) ? filled.value : {} };
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, entries };
}

/** Unknown keys at the top of the file, and what is wrong in its template. */
function keyProblems(written: Readonly<Record<string, unknown>>): readonly ConfigurationProblem[] {
  const problems = new ProblemList({ value: written, origins: new Map(), lineOf: () => undefined });
  const known = Object.keys(fileSchema.shape);
  for (const key of Object.keys(written)) if (!known.includes(key)) problems.addUnknownKey([], key, known);
  hasGoodDefaults(written, problems);
  return problems.problems;
}

/** Limit of values: ten thousand sites with a hundred settings each. */
const maxValues = 1_000_000;

/**
 * What would get lost when sites are split into entries: entries without an id, and values that are not
 * entries. An import removes what the file does not name, so nothing in it may be ignored.
 */
function shapeProblems(sites: readonly EntryDocument[]): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const check = (list: unknown, path: ValuePath): void => {
    if (list === undefined || list === null) return;
    if (!Array.isArray(list)) {
      problems.push({ path: printPath(path), found: 'something else', expected: 'a list' });
      return;
    }
    const seen = new Set<string>();
    for (const [index, entry] of list.entries()) {
      const at = [...path, index];
      if (!isMapping(entry)) {
        problems.push({ path: printPath(at), found: 'something else', expected: 'an entry with an id' });
      } else if (typeof entry.id !== 'string' && typeof entry.id !== 'number') {
        problems.push({ path: printPath([...at, 'id']), found: 'no id', expected: 'an id' });
      } else if (seen.has(String(entry.id))) {
        problems.push({
          path: printPath([...at, 'id']),
          found: 'an id given twice',
          expected: 'each id once',
        });
      } else seen.add(String(entry.id));
    }
  };
  check(sites, ['sites']);
  for (const [index, site] of sites.entries()) {
    for (const list of Object.values(listOf)) check(site[list], ['sites', index, list]);
  }
  return problems;
}

/**
 * Whether a value contains more values than that. It stops counting there: YAML aliases may multiply without
 * end.
 */
function hasMoreThan(most: number, root: unknown): boolean {
  const open: unknown[] = [root];
  for (let count = 0; open.length > 0; count++) {
    if (count + open.length > most) return true;
    const value = open.pop();
    if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) open.push(each);
  }
  return false;
}

/** The variable name of each secret, by {@link secretPath}. */
function placeholders(entries: readonly StoredEntry[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const usedNames = new Set<string>();
  for (const entry of entries) {
    for (const [key, value] of Object.entries(entry.document)) {
      if (!isSecretName(key) || typeof value !== 'string') continue;
      const stem = `${entry.site}_${entry.kind}_${entry.id}_${key.replaceAll(/([A-Z])/g, '_$1')}`
        .toUpperCase()
        .replaceAll(/[^A-Z0-9]/g, '_')
        .replace(/^(?=\d)/, '_');
      let name = stem;
      // `a-b` and `a_b` get the same name.
      for (let number = 2; usedNames.has(name); number++) name = `${stem}_${number}`;
      usedNames.add(name);
      names.set(secretPath(entry, key), name);
    }
  }
  return names;
}

function secretPath({ site, kind, id }: EntryKey, key: string): string {
  return `${site}/${kind}/${id}/${key}`;
}

/** A value with `${` escaped. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (Array.isArray(value)) return value.map(escaped);
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
}

/** Splits sites in the form of the configuration file into entries. */
function splitSites(sites: readonly EntryDocument[]): StoredEntry[] {
  return sites.flatMap((whole): StoredEntry[] => {
    const { sensors, zones, displays, lamps, ...own } = whole;
    const site = String(own.id);
    const lists = { sensor: sensors, zone: zones, display: displays, lamp: lamps };
    return [
      { site, kind: 'site', id: site, document: own },
      ...listedKinds.flatMap((kind) =>
        listed(lists[kind]).map((document) => ({ site, kind, id: String(document.id), document })),
      ),
    ];
  });
}

/** The opposite: joins entries, those of a site after it. */
function joinEntries(entries: readonly StoredEntry[]): EntryDocument[] {
  const listed = groupBy(entries, ({ site, kind }) => `${site}/${kind}`);
  return entries
    .filter(({ kind }) => kind === 'site')
    .map(({ site, document }) => {
      const { id: _, ...own } = document;
      const lists = listedKinds.flatMap((kind) => {
        const documents = listed[`${site}/${kind}`];
        return documents === undefined ? [] : [[listOf[kind], documents.map((entry) => entry.document)]];
      });
      return { id: site, ...own, ...Object.fromEntries(lists) };
    });
}

function listed(list: unknown): EntryDocument[] {
  return Array.isArray(list) ? list.filter(isMapping) : [];
}
