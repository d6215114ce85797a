import type { ConfigEntry, EntryOwner } from '#lib/contract/config-entry.ts';
import type { ImportResult } from '#lib/contract/config-import.ts';
import { type AddressRule, allowedExpected } from '#server/network/outbound.ts';
import type { SensorFamily } from '#server/sensors/driver.ts';
import { Turns } from '../mutex.ts';
import { type Expectation, expectsAnything, revisionOf } from '../revision.ts';
import {
  type EntryDocument,
  type EntryKey,
  entryName,
  type StoredEntry,
  withoutSecrets,
  withSecretsOf,
} from './config-entry.ts';
import { entriesAsYaml, readEntries } from './config-yaml.ts';
import type { SiteConfig } from './configuration.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { planImport } from './entry-differences.ts';
import { entryAt, type Merged, type MergedEntry, mergeEntries } from './merge-entries.ts';
import { printValue } from './printed-value.ts';
import { checkSites, type Parsed } from './site-file.ts';

/** Where entries made in the console are kept. */
export interface EntrySaver {
  load(): Promise<StoredEntry[]>;
  save(entry: StoredEntry, by: string): Promise<void>;
  remove(key: EntryKey): Promise<void>;
  /** All of it or nothing. */
  replace(saved: readonly StoredEntry[], removed: readonly EntryKey[], by: string): Promise<void>;
}

export interface LiveConfigurationParts {
  /** The sites of the configuration file, or of the demo. */
  readonly base: readonly EntryDocument[];
  /** What `base` is. The file holds against the console, the console against the demo. */
  readonly baseOwner: Exclude<EntryOwner, 'console'>;
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly saver: EntrySaver;
  /** Which addresses may be entered. */
  readonly addresses: AddressRule;
  /** An entry that people made fits no longer, and is left out: the file has changed around it. */
  onLeftOut(name: string, problem: ConfigurationProblem): void;
}

export interface PutOptions {
  readonly isTrial?: boolean;
  readonly expects?: Expectation;
}

/** What became of a change. */
export type Change =
  | { readonly kind: 'done' }
  | { readonly kind: 'managed-by-file' }
  | { readonly kind: 'not-found' }
  /** The entry is not what was expected. */
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'wrong'; readonly problems: readonly ConfigurationProblem[] };

export type Import =
  | { readonly kind: 'done'; readonly result: ImportResult }
  | Extract<Change, { readonly kind: 'wrong' }>;

/**
 * The configuration as it is now: what the file says, and what people changed in the console. A change is
 * checked together with everything else, saved, and then told; a wrong one changes nothing.
 */
export class LiveConfiguration {
  readonly #parts: LiveConfigurationParts;
  readonly #listeners = new Set<(sites: readonly SiteConfig[]) => Promise<void>>();
  #base: readonly EntryDocument[];
  #stored: readonly StoredEntry[] = [];
  #merged: Merged;
  #sites: readonly SiteConfig[] = [];
  readonly #turns = new Turns();

  private constructor(parts: LiveConfigurationParts) {
    this.#parts = parts;
    this.#base = parts.base;
    this.#merged = this.#merge([]);
  }

  /** @throws {ConfigurationError} when the base is wrong */
  static async load(parts: LiveConfigurationParts): Promise<LiveConfiguration> {
    const configuration = new LiveConfiguration(parts);
    await configuration.#load();
    return configuration;
  }

  get sites(): readonly SiteConfig[] {
    return this.#sites;
  }

  /** Every entry, as people may see it. */
  entries(): ConfigEntry[] {
    return this.#merged.entries.map((entry) => this.#tell(entry));
  }

  /** Calls back after each change, which is done when the call is. */
  onChange(listener: (sites: readonly SiteConfig[]) => Promise<void>): void {
    this.#listeners.add(listener);
  }

  /**
   * Makes or changes an entry. Secrets that the document does not name stay as they are; null removes one.
   *
   * @param options.isTrial only checks
   * @param options.expects what the entry has to be before
   */
  put(
    key: EntryKey,
    document: EntryDocument,
    by: string,
    { isTrial = false, expects = expectsAnything }: PutOptions = {},
  ): Promise<Change> {
    return this.#turns.take(async () => {
      const before = this.#find(key);
      if (!expects(this.#revision(before))) return { kind: 'changed-meanwhile' };
      if (before !== undefined && !before.isStored && this.#parts.baseOwner === 'file') {
        return { kind: 'managed-by-file' };
      }
      const entry: StoredEntry = {
        ...key,
        document: { ...withSecretsOf(before?.document, document), id: key.id },
      };
      const refused = this.#refusedAddress(entry);
      if (refused !== undefined) return { kind: 'wrong', problems: [refused] };
      const stored = [...this.#stored.filter((other) => !isSame(other, key)), entry];
      return this.#replace(stored, key, isTrial, () => this.#parts.saver.save(entry, by));
    });
  }

  /** Removes an entry that was made in the console; of a changed demo entry the change. */
  remove(key: EntryKey, expects = expectsAnything): Promise<Change> {
    return this.#turns.take(async () => {
      const before = this.#find(key);
      if (before === undefined) return { kind: 'not-found' };
      if (!expects(this.#revision(before))) return { kind: 'changed-meanwhile' };
      if (!before.isStored) return { kind: 'managed-by-file' };
      const gone = (other: EntryKey) =>
        isSame(other, key) || (key.kind === 'site' && other.site === key.site);
      const stored = this.#stored.filter((other) => !gone(other));
      return this.#replace(stored, key, false, async () => {
        for (const other of this.#stored.filter(gone)) await this.#parts.saver.remove(other);
      });
    });
  }

  /** The whole configuration as a configuration file, without secrets and without the demo. */
  asYaml(): string {
    return entriesAsYaml(this.#own());
  }

  /**
   * Makes the configuration what a file says: adds, changes and removes. What the server's own configuration
   * file holds stays, and so does the demo.
   *
   * @param options.isTrial only tells what would change
   */
  importYaml(
    text: string,
    by: string,
    { isTrial = false }: { readonly isTrial?: boolean } = {},
  ): Promise<Import> {
    return this.#turns.take(async (): Promise<Import> => {
      const own = this.#own();
      const read = readEntries(text, own);
      if (!read.ok) return { kind: 'wrong', problems: read.problems };
      const { differences, saved, removed } = planImport(own, read.entries);
      const refused = saved.flatMap((entry) => {
        const problem = this.#refusedAddress(entry);
        return problem === undefined ? [] : [{ ...problem, path: `${entryName(entry)}: ${problem.path}` }];
      });
      if (refused.length > 0) return { kind: 'wrong', problems: refused };
      const touched = [...saved, ...removed];
      const stored = [
        ...this.#stored.filter((entry) => !touched.some((other) => isSame(other, entry))),
        ...saved,
      ];
      const merged = this.#merge(stored);
      const parsed = this.#parse(merged);
      if (parsed.problems.length > 0) {
        return { kind: 'wrong', problems: parsed.problems.map((problem) => named(merged, problem)) };
      }
      if (!isTrial && touched.length > 0) {
        await this.#parts.saver.replace(saved, removed, by);
        await this.#take(stored, merged, parsed);
      }
      return { kind: 'done', result: { differences: [...differences] } };
    });
  }

  /** Takes the demo away, with all that people changed in it. */
  removeDemo(by: string): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#parts.baseOwner !== 'demo') throw new Error('there is no demo beside a configuration file');
      const isDemo = ({ site }: EntryKey) => this.#demoSites().has(site);
      await this.#parts.saver.replace([], this.#stored.filter(isDemo), by);
      const stored = this.#stored.filter((entry) => !isDemo(entry));
      this.#base = [];
      const merged = this.#merge(stored);
      await this.#take(stored, merged, this.#parse(merged));
    });
  }

  /** The entries that are not the demo's. */
  #own(): readonly MergedEntry[] {
    const demo = this.#demoSites();
    return this.#merged.entries.filter(({ site }) => !demo.has(site));
  }

  #demoSites(): ReadonlySet<string> {
    return new Set(this.#parts.baseOwner === 'demo' ? this.#base.map(({ id }) => String(id)) : []);
  }

  async #take(stored: readonly StoredEntry[], merged: Merged, parsed: Parsed): Promise<void> {
    this.#stored = stored;
    this.#merged = merged;
    this.#sites = parsed.configuration.sites;
    for (const listener of this.#listeners) await listener(this.#sites);
  }

  async #replace(
    stored: readonly StoredEntry[],
    key: EntryKey,
    isTrial: boolean,
    save: () => Promise<void>,
  ): Promise<Change> {
    const merged = this.#merge(stored);
    const parsed = this.#parse(merged);
    if (parsed.problems.length > 0) {
      return { kind: 'wrong', problems: parsed.problems.map((problem) => relativeTo(merged, key, problem)) };
    }
    if (key.kind !== 'site' && !merged.entries.some((entry) => entry.site === key.site)) {
      return { kind: 'not-found' };
    }
    if (isTrial) return { kind: 'done' };
    await save();
    await this.#take(stored, merged, parsed);
    return { kind: 'done' };
  }

  /** Leaves out stored entries that do not fit, one after another, until the rest does. */
  async #load(): Promise<void> {
    let stored = await this.#parts.saver.load();
    while (true) {
      const merged = this.#merge(stored);
      const parsed = this.#parse(merged);
      const [problem] = parsed.problems;
      if (problem === undefined) {
        this.#stored = stored;
        this.#merged = merged;
        this.#sites = parsed.configuration.sites;
        return;
      }
      const wrong = entryAt(merged.entries, problem.path);
      const fitting = stored.filter((entry) => wrong?.isStored !== true || !isSame(entry, wrong));
      if (wrong === undefined || fitting.length === stored.length) {
        throw new ConfigurationError('The configuration', parsed.problems);
      }
      this.#parts.onLeftOut(entryName(wrong), problem);
      stored = fitting;
    }
  }

  #merge(stored: readonly StoredEntry[]): Merged {
    const { baseOwner } = this.#parts;
    return mergeEntries(this.#base, stored, baseOwner === 'file' ? 'base' : 'stored');
  }

  #parse(merged: Merged): Parsed {
    // Without sites there is nothing to check: the product waits for the first one.
    if (merged.value.sites.length === 0) return { configuration: { sites: [] }, sites: [], problems: [] };
    const entered = new Set(merged.entries.filter(({ isStored }) => isStored).map(({ path }) => path));
    return checkSites(merged.value, {
      families: this.#parts.families,
      simulated: this.#demoSites(),
      entered,
    });
  }

  /** An address that may not be entered. Names are judged when they are asked, by what they resolve to then. */
  #refusedAddress({ kind, document: { url } }: StoredEntry): ConfigurationProblem | undefined {
    if (kind !== 'sensor' || typeof url !== 'string' || !URL.canParse(url)) return undefined;
    const refusal = this.#parts.addresses.refusalOf(new URL(url).hostname);
    return refusal && { path: 'url', found: printValue(url, ['url']), expected: allowedExpected[refusal] };
  }

  #tell({ site, kind, id, isStored, document }: MergedEntry): ConfigEntry {
    const told = withoutSecrets(document);
    const managedBy: EntryOwner = isStored ? 'console' : this.#parts.baseOwner;
    const shown = { managedBy, document: told.document, secrets: [...told.secrets] };
    return { site, kind, id, ...shown, revision: revisionOf(shown) };
  }

  #revision(entry: MergedEntry | undefined): string | undefined {
    return entry && this.#tell(entry).revision;
  }

  #find(key: EntryKey): MergedEntry | undefined {
    return this.#merged.entries.find((entry) => isSame(entry, key));
  }
}

function isSame(a: EntryKey, b: EntryKey): boolean {
  return a.site === b.site && a.kind === b.kind && a.id === b.id;
}

/** A problem of the entry that was changed is told by its key alone, another one by the entry's name. */
function relativeTo(merged: Merged, key: EntryKey, problem: ConfigurationProblem): ConfigurationProblem {
  const entry = entryAt(merged.entries, problem.path);
  if (entry === undefined) return problem;
  const inside = problem.path.slice(entry.path.length).replace(/^\./, '');
  return { ...problem, path: isSame(entry, key) ? inside : `${entryName(entry)}: ${inside}` };
}

/** A problem by the name of the entry it is in. */
function named(merged: Merged, problem: ConfigurationProblem): ConfigurationProblem {
  const entry = entryAt(merged.entries, problem.path);
  if (entry === undefined) return problem;
  return {
    ...problem,
    path: `${entryName(entry)}: ${problem.path.slice(entry.path.length).replace(/^\./, '')}`,
  };
}
