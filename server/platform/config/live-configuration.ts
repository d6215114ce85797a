import { isDeepStrictEqual } from 'node:util';
import type { ConfigEntry, EntryOwner } from '#lib/contract/config-entry.ts';
import type { ImportResult } from '#lib/contract/config-import.ts';
import { type AddressRule, allowedExpected } from '#server/network/outbound.ts';
import type { SensorFamily } from '#server/sensors/driver.ts';
import { Mutex } from '../mutex.ts';
import { type Expectation, expectsAnything, revisionOf } from '../revision.ts';
import {
  type EntryDocument,
  type EntryKey,
  entryName,
  isSame,
  type StoredEntry,
  tagsInWords,
  tagsOf,
  withoutSecrets,
  withSecretsOf,
} from './config-entry.ts';
import { entriesAsYaml, readEntries } from './config-yaml.ts';
import type { SiteConfig } from './configuration.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { type ConfigurationFollower, ConfigurationSwitch } from './configuration-switch.ts';
import { planImport } from './entry-differences.ts';
import { type ChangeFacts, type EntryChange, type EntrySaver, EntryWriter } from './entry-writer.ts';
import { entryAt, type Merged, type MergedEntry, mergeEntries, named, relativeTo } from './merge-entries.ts';
import { enteredFeedExpected, isFeedFile } from './parse-calendar.ts';
import { printValue } from './printed-value.ts';
import { checkSites, type Parsed, ParsedSites } from './site-file.ts';

export interface LiveConfigurationParts {
  /** The sites of the configuration file, or of the demo. */
  readonly base: readonly EntryDocument[];
  /** The origin of `base`. The file wins over the console, the console over the demo. */
  readonly baseOwner: Exclude<EntryOwner, 'console'>;
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly saver: EntrySaver;
  /** Epoch ms; default: the clock of this machine. */
  readonly now?: () => number;
  /** Checks which addresses may be entered. */
  readonly addresses: AddressRule;
  /** A stored entry does not fit any more, because the file has changed around it, and is left out. */
  onLeftOut(name: string, problem: ConfigurationProblem): void;
  /** A problem while a change is saved or carried out, for the log. */
  onTrouble(trouble: ConfigurationTrouble): void;
}

export interface ConfigurationTrouble {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  /** The part of the server in which it happened. */
  readonly follower?: string;
  /** For how long it blocked everything else. */
  readonly ms?: number;
  readonly error?: unknown;
}

export interface ImportOptions {
  readonly isTrial?: boolean;
  readonly expects?: Expectation;
}

export interface PutOptions extends ImportOptions {
  /** The facts for the audit log; default: that the entry was configured. */
  readonly audit?: ChangeFacts;
  /** Whether the tags of a site may change with it: they decide who has a role there. */
  readonly mayTag?: boolean;
}

/** The result of a change. */
export type Change =
  | { readonly kind: 'done' }
  | { readonly kind: 'managed-by-file' }
  | { readonly kind: 'not-found' }
  /** The entry differs from what was expected. */
  | { readonly kind: 'changed-meanwhile' }
  /** It was not saved: nothing was changed, and nothing will be later. */
  | { readonly kind: 'not-saved' }
  /** It would change the tags of the site. */
  | { readonly kind: 'tags-kept' }
  | { readonly kind: 'wrong'; readonly problems: readonly ConfigurationProblem[] };

export type Import =
  | { readonly kind: 'done'; readonly result: ImportResult }
  | Extract<Change, { readonly kind: 'wrong' | 'not-saved' | 'changed-meanwhile' }>;

type NewChange = Omit<EntryChange, 'at' | 'isTakenBack'>;

/** The configuration after a change. */
interface Next {
  readonly base: readonly EntryDocument[];
  readonly stored: readonly StoredEntry[];
  readonly merged: Merged;
  readonly parsed: Parsed;
}

/**
 * The current configuration: the file's content and the changes made in the console. A change is checked
 * together with everything else, saved in one transaction, and then applied by all followers together. A change
 * that cannot be saved or applied changes nothing. Changes are made one after another.
 */
export class LiveConfiguration {
  readonly #parts: LiveConfigurationParts;
  readonly #writer: EntryWriter;
  readonly #switch: ConfigurationSwitch;
  #base: readonly EntryDocument[];
  #stored: readonly StoredEntry[] = [];
  /** Stored entries that do not fit. */
  #leftOut: readonly StoredEntry[] = [];
  #merged: Merged;
  #sites: readonly SiteConfig[] = [];
  #byId: ReadonlyMap<string, SiteConfig> = new Map();
  readonly #memory = new ParsedSites();
  readonly #turns = new Mutex();

  private constructor(parts: LiveConfigurationParts) {
    this.#parts = parts;
    this.#base = parts.base;
    this.#merged = this.#merge(this.#base, []);
    const { saver, onTrouble } = parts;
    this.#writer = new EntryWriter({
      saver,
      onUnconfirmed: (error) =>
        onTrouble({
          level: 'error',
          message: 'a change of the configuration was not made; what is on disk of it is taken back',
          error,
        }),
      onSettled: () => onTrouble({ level: 'info', message: 'the configuration on disk is as it was before' }),
    });
    this.#switch = new ConfigurationSwitch({
      onFailed: (follower, message, error) => onTrouble({ level: 'error', follower, message, error }),
      onSlow: (follower, ms) =>
        onTrouble({ level: 'warn', follower, ms, message: 'a change of the configuration takes long' }),
    });
  }

  /** @throws {ConfigurationError} when the base is wrong */
  static async load(parts: LiveConfigurationParts): Promise<LiveConfiguration> {
    const configuration = new LiveConfiguration(parts);
    await configuration.#load();
    return configuration;
  }

  /** The sites of the configuration file, or of the demo. */
  get base(): readonly EntryDocument[] {
    return this.#parts.baseOwner === 'file' ? this.#parts.base : [];
  }

  get sites(): readonly SiteConfig[] {
    return this.#sites;
  }

  site(id: string): SiteConfig | undefined {
    return this.#byId.get(id);
  }

  /** Every entry, as users may see it. */
  entries(): ConfigEntry[] {
    return this.#merged.entries.map((entry) => this.#tell(entry));
  }

  /** Adds a follower of every later change, after the earlier followers. */
  follow(follower: ConfigurationFollower): void {
    this.#switch.add(follower);
  }

  /** Applies what another sidecar has changed in the database. */
  reload(): Promise<void> {
    return this.#turns.run(async () => {
      const next = await this.#fromDisk();
      const sites = this.#keptWhereSame(next.parsed.configuration.sites);
      this.#switch.check(sites);
      const finish = this.#switch.replace(sites);
      this.#base = next.base;
      this.#stored = next.stored;
      this.#leftOut = next.leftOut;
      this.#merged = next.merged;
      this.#setSites(sites);
      finish();
    });
  }

  /** Ends running attempts to write. */
  stop(): void {
    this.#writer.stop();
  }

  /**
   * Creates or changes an entry. Secrets that the document does not name are kept; null removes one.
   *
   * @param options.isTrial only checks
   * @param options.expects the expected state of the entry before
   */
  put(
    key: EntryKey,
    document: EntryDocument,
    by: string,
    { isTrial = false, expects = expectsAnything, mayTag = false, audit }: PutOptions = {},
  ): Promise<Change> {
    return this.#turns.run(async () => {
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
      const [tags, tagsBefore] = [tagsOf(entry.document), tagsOf(before?.document ?? {})];
      const isTagged = key.kind === 'site' && !isDeepStrictEqual(tags, tagsBefore);
      if (isTagged && !mayTag) return { kind: 'tags-kept' };
      const facts = audit ?? {
        ...{ action: 'configure', ...auditKey(key) },
        ...(isTagged && { note: `tags: ${tagsInWords(tagsBefore)} → ${tagsInWords(tags)}` }),
      };
      const stored = [...this.#stored.filter((other) => !isSame(other, key)), entry];
      return this.#replace(stored, key, isTrial, { saved: [entry], removed: [], by, audit: facts });
    });
  }

  /** Removes an entry made in the console; for a changed demo entry only the change. */
  remove(
    key: EntryKey,
    by: string,
    { expects = expectsAnything, mayTag = false }: Pick<PutOptions, 'expects' | 'mayTag'> = {},
  ): Promise<Change> {
    return this.#turns.run(async () => {
      const before = this.#find(key);
      if (before === undefined) return { kind: 'not-found' };
      if (!expects(this.#revision(before))) return { kind: 'changed-meanwhile' };
      if (!before.isStored) return { kind: 'managed-by-file' };
      const left = this.#base.find(({ id }) => key.kind === 'site' && id === key.site);
      if (left !== undefined && !mayTag && !isDeepStrictEqual(tagsOf(left), tagsOf(before.document))) {
        return { kind: 'tags-kept' };
      }
      const gone = (other: EntryKey) =>
        isSame(other, key) || (key.kind === 'site' && other.site === key.site);
      const stored = this.#stored.filter((other) => !gone(other));
      const removed = this.#onDisk().filter(gone);
      const audit = { action: 'remove', ...auditKey(key) } as const;
      return this.#replace(stored, key, false, { saved: [], removed, by, audit });
    });
  }

  /** The whole configuration as a configuration file, without secrets and without the demo. */
  asYaml(): string {
    return entriesAsYaml(this.#own());
  }

  /**
   * Makes the configuration equal to a file: adds, changes and removes. Entries of the server's own
   * configuration file stay, and so does the demo.
   *
   * @param options.isTrial only returns what would change
   * @param options.expects the expected state before, by the revision that a trial returned
   */
  importYaml(
    text: string,
    by: string,
    { isTrial = false, expects = expectsAnything }: ImportOptions = {},
  ): Promise<Import> {
    return this.#turns.run(async (): Promise<Import> => {
      const own = this.#own();
      const revision = revisionOf(own.map((entry) => this.#tell(entry)));
      if (!expects(revision)) return { kind: 'changed-meanwhile' };
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
      const next = this.#next(this.#base, stored);
      const { problems } = next.parsed;
      if (problems.length > 0) {
        return { kind: 'wrong', problems: problems.map((problem) => named(next.merged, problem)) };
      }
      if (!isTrial && touched.length > 0) {
        const to = differences
          .filter(({ isKept }) => !isKept)
          .map(({ site, kind, id, change }) => `${change} ${kind} ${site}/${id}`);
        const audit = { action: 'import', to: to.join(', ') } as const;
        const change = await this.#carryOut(next, { saved, removed, by, audit });
        if (change.kind === 'not-saved') return change;
      }
      return { kind: 'done', result: { differences: [...differences], revision } };
    });
  }

  /** Removes the demo, with all changes to it: it does not open again. */
  removeDemo(by: string): Promise<Extract<Change, { readonly kind: 'done' | 'not-saved' }>> {
    return this.#turns.run(async () => {
      if (this.#parts.baseOwner !== 'demo') throw new Error('there is no demo beside a configuration file');
      const demo = this.#demoSites();
      const isDemo = ({ site }: EntryKey) => demo.has(site);
      const stored = this.#stored.filter((entry) => !isDemo(entry));
      const removed = this.#onDisk().filter(isDemo);
      return this.#carryOut(this.#next([], stored), {
        saved: [],
        removed,
        by,
        audit: { action: 'remove-demo' },
        opensDemo: false,
      });
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

  #next(base: readonly EntryDocument[], stored: readonly StoredEntry[]): Next {
    const merged = this.#merge(base, stored);
    return { base, stored, merged, parsed: this.#parse(merged) };
  }

  async #replace(
    stored: readonly StoredEntry[],
    key: EntryKey,
    isTrial: boolean,
    change: NewChange,
  ): Promise<Change> {
    const next = this.#next(this.#base, stored);
    const { merged, parsed } = next;
    if (parsed.problems.length > 0) {
      return { kind: 'wrong', problems: parsed.problems.map((problem) => relativeTo(merged, key, problem)) };
    }
    if (key.kind !== 'site' && !merged.entries.some((entry) => entry.site === key.site)) {
      return { kind: 'not-found' };
    }
    return isTrial ? { kind: 'done' } : this.#carryOut(next, change);
  }

  /**
   * Saves a change and applies it everywhere.
   *
   * @throws when something cannot apply it, which is a bug: everything is as before
   */
  async #carryOut(
    next: Next,
    made: NewChange,
  ): Promise<Extract<Change, { readonly kind: 'done' | 'not-saved' }>> {
    const sites = this.#keptWhereSame(next.parsed.configuration.sites);
    this.#switch.check(sites);
    const now = this.#parts.now ?? Date.now;
    const change = { ...made, at: new Date(now()).toISOString() };
    const undo = this.#undoOf(change);
    if (!(await this.#writer.write(change, undo))) return { kind: 'not-saved' };
    // From here to the end nothing may wait: a reader sees all of the change, or nothing of it.
    let finish: () => void;
    try {
      finish = this.#switch.replace(sites);
    } catch (error) {
      await this.#writer.undo(undo, error);
      throw error;
    }
    const touched = [...change.saved, ...change.removed];
    this.#base = next.base;
    this.#stored = next.stored;
    this.#leftOut = this.#leftOut.filter((entry) => !touched.some((other) => isSame(other, entry)));
    this.#merged = next.merged;
    this.#setSites(sites);
    finish();
    return { kind: 'done' };
  }

  #setSites(sites: readonly SiteConfig[]): void {
    this.#sites = sites;
    this.#byId = new Map(sites.map((site) => [site.id, site]));
  }

  /** An unchanged site stays the same object, so that a change is applied to the changed sites only. */
  #keptWhereSame(sites: readonly SiteConfig[]): readonly SiteConfig[] {
    return sites.map((site) => {
      const before = this.#byId.get(site.id);
      return before !== undefined && isDeepStrictEqual(before, site) ? before : site;
    });
  }

  /** The change that restores the rows touched by a change. */
  #undoOf({ saved, removed, opensDemo, ...reportable }: EntryChange): EntryChange {
    const touched = [...saved, ...removed];
    const before = this.#onDisk();
    return {
      saved: before.filter((entry) => touched.some((other) => isSame(other, entry))),
      removed: touched.filter((entry) => !before.some((other) => isSame(other, entry))),
      ...reportable,
      isUndo: true,
      ...(opensDemo !== undefined && { opensDemo: !opensDemo }),
    };
  }

  #onDisk(): readonly StoredEntry[] {
    return [...this.#stored, ...this.#leftOut];
  }

  async #load(): Promise<void> {
    const next = await this.#fromDisk();
    this.#base = next.base;
    this.#stored = next.stored;
    this.#leftOut = next.leftOut;
    this.#merged = next.merged;
    this.#setSites(next.parsed.configuration.sites);
  }

  /** Leaves out stored entries that do not fit, one after another, until the rest does. */
  async #fromDisk(): Promise<Next & { readonly leftOut: readonly StoredEntry[] }> {
    const { base, baseOwner, saver } = this.#parts;
    const isGone = baseOwner === 'demo' && (await saver.isDemoRemoved?.()) === true;
    const onDisk = await saver.load();
    let stored = onDisk;
    while (true) {
      const next = this.#next(isGone ? [] : base, stored);
      const [problem] = next.parsed.problems;
      if (problem === undefined) {
        return { ...next, leftOut: onDisk.filter((entry) => !stored.includes(entry)) };
      }
      const wrong = entryAt(next.merged.entries, problem.path);
      const fitting = stored.filter((entry) => wrong?.isStored !== true || !isSame(entry, wrong));
      if (wrong === undefined || fitting.length === stored.length) {
        throw new ConfigurationError('The configuration', next.parsed.problems);
      }
      this.#parts.onLeftOut(entryName(wrong), problem);
      stored = fitting;
    }
  }

  #merge(base: readonly EntryDocument[], stored: readonly StoredEntry[]): Merged {
    const { baseOwner } = this.#parts;
    return mergeEntries(base, stored, baseOwner === 'file' ? 'base' : 'stored');
  }

  #parse(merged: Merged): Parsed {
    // Without sites there is nothing to check.
    if (merged.value.sites.length === 0) return { configuration: { sites: [] }, sites: [], problems: [] };
    const entered = new Set(merged.entries.filter(({ isStored }) => isStored).map(({ path }) => path));
    return checkSites(merged.value, {
      families: this.#parts.families,
      simulated: this.#demoSites(),
      entered,
      memory: this.#memory,
    });
  }

  /**
   * An address that may not be entered. Host names are checked when they are used, by the addresses they
   * resolve to then.
   */
  #refusedAddress({ kind, document: { url, calendar } }: StoredEntry): ConfigurationProblem | undefined {
    if (kind === 'site' && typeof calendar === 'string' && isFeedFile(calendar)) {
      return {
        path: 'calendar',
        found: printValue(calendar, ['calendar']),
        expected: enteredFeedExpected,
      };
    }
    if (kind !== 'sensor' || typeof url !== 'string' || !URL.canParse(url)) return undefined;
    const refusal = this.#parts.addresses.refusalOf(new URL(url).hostname);
    return refusal && { path: 'url', found: printValue(url, ['url']), expected: allowedExpected[refusal] };
  }

  #tell({ site, kind, id, isStored, document }: MergedEntry): ConfigEntry {
    const reportable = withoutSecrets(document);
    const managedBy: EntryOwner = isStored ? 'console' : this.#parts.baseOwner;
    const shown = { managedBy, document: reportable.document, secrets: [...reportable.secrets] };
    return { site, kind, id, ...shown, revision: revisionOf(shown) };
  }

  #revision(entry: MergedEntry | undefined): string | undefined {
    return entry && this.#tell(entry).revision;
  }

  #find(key: EntryKey): MergedEntry | undefined {
    return this.#merged.entries.find((entry) => isSame(entry, key));
  }
}

function auditKey({ site, kind, id }: EntryKey): Omit<ChangeFacts, 'action'> {
  return { site, to: `${kind} ${id}`, ...(kind === 'zone' ? { zone: id } : {}) };
}
