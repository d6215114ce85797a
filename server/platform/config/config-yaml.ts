import { stringify } from 'yaml';
import type { EntryKey, StoredEntry } from './config-entry.ts';
import type { ConfigurationProblem } from './configuration-error.ts';
import { interpolate } from './interpolate.ts';
import { isSecretName } from './printed-value.ts';
import { joinEntries, splitSites } from './split-sites.ts';
import { isMapping, printPath } from './value-path.ts';
import { readYaml } from './yaml-text.ts';

export type ReadEntries =
  | { readonly ok: true; readonly entries: readonly StoredEntry[] }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] };

const head = `# Doorlight's configuration. Secrets are left out: each \${NAME} stands for one. Read as DOORLIGHT_CONFIG
# the names are taken from the environment; imported where the secrets are known, they stay as they are.
`;

/** Entries as a configuration file, with a variable in the place of each secret. */
export function entriesAsYaml(entries: readonly StoredEntry[]): string {
  const names = placeholders(entries);
  const told = entries.map((entry) => ({
    ...entry,
    document: Object.fromEntries(
      Object.entries(entry.document).map(([key, value]) => {
        const name = names.get(secretPath(entry, key));
        return [key, name === undefined ? escaped(value) : `\${${name}}`];
      }),
    ),
  }));
  return head + stringify({ sites: joinEntries(told) }, { lineWidth: 100 });
}

/**
 * Reads a configuration file that is imported. Variables stand for the secrets of `known` entries, by the
 * names that {@link entriesAsYaml} gave them, and never for what is in the environment: who imports must not
 * get at that.
 */
export function readEntries(text: string, known: readonly StoredEntry[]): ReadEntries {
  const yaml = readYaml(text);
  if (!yaml.isReadable || yaml.problems.length > 0) return { ok: false, problems: yaml.problems };
  const { value } = yaml;
  if (!isMapping(value) || !Array.isArray(value.sites) || !value.sites.every(isMapping)) {
    const found = 'something else';
    return { ok: false, problems: [{ path: 'sites', found, expected: 'a list of sites' }] };
  }
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
  const entries = splitSites(value.sites).map(({ site, kind, id, document }): StoredEntry => {
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

/** The variable's name for each secret there is, by {@link secretPath}. */
function placeholders(entries: readonly StoredEntry[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const entry of entries) {
    for (const [key, value] of Object.entries(entry.document)) {
      if (!isSecretName(key) || typeof value !== 'string') continue;
      const stem = `${entry.site}_${entry.kind}_${entry.id}_${key.replaceAll(/([A-Z])/g, '_$1')}`
        .toUpperCase()
        .replaceAll(/[^A-Z0-9]/g, '_')
        .replace(/^(?=\d)/, '_');
      let name = stem;
      // `a-b` and `a_b` are written alike.
      for (let number = 2; taken.has(name); number++) name = `${stem}_${number}`;
      taken.add(name);
      names.set(secretPath(entry, key), name);
    }
  }
  return names;
}

function secretPath({ site, kind, id }: EntryKey, key: string): string {
  return `${site}/${kind}/${id}/${key}`;
}

/** A value in which nothing is taken for a variable. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (Array.isArray(value)) return value.map(escaped);
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
}
