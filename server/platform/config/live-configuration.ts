import type { ConfigEntry, EntryOwner } from '#lib/contract/config-entry.ts';
import type { ImportResult } from '#lib/contract/config-import.ts';
import type { AddressRule } from '#server/network/outbound.ts';
import type { SensorFamily } from '#server/sensors/driver.ts';
import { Mutex } from '../mutex.ts';
import { type Expectation, expectsAnything, revisionOf } from '../revision.ts';
import {
  allOf,
  bySite,
  type EntriesBySite,
  type EntryDocument,
  type EntryKey,
  entriesWith,
  type StoredEntry,
} from './config-entry.ts';
import { entriesAsYaml, readEntries } from './config-yaml.ts';
import type { SiteConfig } from './configuration.ts';
import type { ConfigurationProblem } from './configuration-error.ts';
import { type ConfigurationFollower, ConfigurationSwitch } from './configuration-switch.ts';
import { importInWords, planImport } from './entry-differences.ts';
import { type ChangeFacts, type EntryChange, type EntrySaver, EntryWriter, undoOf } from './entry-writer.ts';
import { type MergedEntry, named } from './merged-site.ts';
import {
  type FittingConfiguration,
  fittingConfiguration,
  type Next,
  type NextConfiguration,
  nextConfiguration,
} from './next-configuration.ts';
import { readPlainYaml } from './plain-yaml.ts';
import {
  entryOf,
  entryView,
  type Planned,
  type Present,
  planPut,
  planRemove,
  type Refused,
  refusedAddresses,
} from './planned-change.ts';

export interface LiveConfigurationParts {
  /** The sites of the configuration file, or of the demo. */
  readonly base: readonly EntryDocument[];
  /** The origin of `base`. The file wins over the console, the console over the demo. */
  readonly baseOwner: Exclude<EntryOwner, 'console'>;
  /** Sites of the base that were parsed already. */
  readonly parsed?: ReadonlyMap<string, SiteConfig>;
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
  /** It was not saved: nothing was changed, and nothing will be later. */
  | { readonly kind: 'not-saved' }
  | Refused;

export type Import =
  | { readonly kind: 'done'; readonly result: ImportResult }
  | Extract<Change, { readonly kind: 'wrong' | 'not-saved' | 'changed-meanwhile' }>;

type NewChange = Omit<EntryChange, 'at' | 'isUndo'>;

/**
 * The current configuration: the file's content and the changes made in the console. A change is checked
 * together with everything else, saved in one transaction, and then applied by all followers together. A change
 * that cannot be saved or applied changes nothing. Changes are made one after another.
 */
export class LiveConfiguration {
  readonly #parts: LiveConfigurationParts;
  readonly #writer: EntryWriter;
  readonly #switch: ConfigurationSwitch;
  #present: Present;
  #sites: readonly SiteConfig[] = [];
  readonly #mutex = new Mutex();

  private constructor(parts: LiveConfigurationParts) {
    const { base, baseOwner, saver, onTrouble } = parts;
    this.#parts = parts;
    this.#present = {
      base: byId(base),
      baseOwner,
      ...{ stored: new Map(), leftOut: new Map(), sites: new Map() },
    };
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
    const { next, leftOut } = await configuration.#fromDisk();
    configuration.#setPresent(next, leftOut);
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
    return this.#present.sites.get(id)?.config;
  }

  /** Every entry, as users may see it. */
  entries(): ConfigEntry[] {
    return this.#entries().map((entry) => this.#view(entry));
  }

  /** One entry, as users may see it. */
  entry(key: EntryKey): ConfigEntry | undefined {
    const entry = entryOf(this.#present, key);
    return entry && this.#view(entry);
  }

  /** Adds a follower of every later change, after the earlier followers. */
  follow(follower: ConfigurationFollower): void {
    this.#switch.add(follower);
  }

  /** Applies what another sidecar has changed in the database. */
  reload(): Promise<void> {
    return this.#mutex.run(async () => {
      const { next, leftOut } = await this.#fromDisk();
      const sites = configsOf(next);
      this.#switch.check(sites);
      const finish = this.#switch.replace(sites);
      this.#setPresent(next, leftOut, sites);
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
    const { addresses } = this.#parts;
    return this.#mutex.run(() => {
      const planned = planPut(this.#present, key, document, { expects, mayTag, addresses, audit });
      return this.#make(planned, key, by, isTrial);
    });
  }

  /** Removes an entry made in the console; for a changed demo entry only the change. */
  remove(
    key: EntryKey,
    by: string,
    { expects = expectsAnything, mayTag = false }: Pick<PutOptions, 'expects' | 'mayTag'> = {},
  ): Promise<Change> {
    return this.#mutex.run(() => this.#make(planRemove(this.#present, key, { expects, mayTag }), key, by));
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
  async importYaml(
    text: string,
    by: string,
    { isTrial = false, expects = expectsAnything }: ImportOptions = {},
  ): Promise<Import> {
    const yaml = await readPlainYaml(text);
    return this.#mutex.run(async (): Promise<Import> => {
      const own = this.#own();
      const revision = revisionOf(own.map((entry) => this.#view(entry)));
      if (!expects(revision)) return { kind: 'changed-meanwhile' };
      const read = readEntries(yaml, own);
      if (!read.ok) return { kind: 'wrong', problems: read.problems };
      const { differences, saved, removed } = planImport(own, read.entries);
      const refused = refusedAddresses(saved, this.#parts.addresses);
      if (refused.length > 0) return { kind: 'wrong', problems: refused };
      const { next, wrong } = await this.#after({ saved, removed });
      if (wrong.length > 0) {
        return { kind: 'wrong', problems: wrong.map(({ site, problem }) => named(site, problem)) };
      }
      if (!isTrial && saved.length + removed.length > 0) {
        const audit = { action: 'import', to: importInWords(differences) } as const;
        const change = await this.#carryOut(next, { saved, removed, by, audit });
        if (change.kind === 'not-saved') return change;
      }
      return { kind: 'done', result: { differences: [...differences], revision } };
    });
  }

  /** Removes the demo, with all changes to it: it does not open again. */
  removeDemo(by: string): Promise<Extract<Change, { readonly kind: 'done' | 'not-saved' }>> {
    return this.#mutex.run(async () => {
      if (this.#parts.baseOwner !== 'demo') throw new Error('there is no demo beside a configuration file');
      const demo = this.#demoSites();
      // Another sidecar may have changed it a moment ago: what is left of that would be a site of its own.
      const onDisk = await this.#parts.saver.load().catch(() => undefined);
      if (onDisk === undefined) return { kind: 'not-saved' };
      const removed = onDisk.filter(({ site }) => demo.has(site));
      const { sites } = this.#present;
      const next: Next = {
        base: new Map(),
        stored: entriesWith(this.#present.stored, { removed }),
        sites: new Map([...sites].filter(([id]) => !demo.has(id))),
      };
      const change = { saved: [], removed, by, audit: { action: 'remove-demo' }, opensDemo: false } as const;
      return this.#carryOut(next, change, onDisk);
    });
  }

  #entries(): readonly MergedEntry[] {
    return Array.from(this.#present.sites.values(), ({ merged }) => merged.entries).flat();
  }

  /** The entries that are not the demo's. */
  #own(): readonly MergedEntry[] {
    const demo = this.#demoSites();
    return this.#entries().filter(({ site }) => !demo.has(site));
  }

  #demoSites(): ReadonlySet<string> {
    return new Set(this.#present.baseOwner === 'demo' ? this.#present.base.keys() : []);
  }

  async #make(planned: Planned | Refused, key: EntryKey, by: string, isTrial = false): Promise<Change> {
    if (planned.kind !== 'planned') return planned;
    const { next, wrong } = await this.#after(planned.change);
    if (wrong.length > 0) {
      return { kind: 'wrong', problems: wrong.map(({ site, problem }) => named(site, problem, key)) };
    }
    if (key.kind !== 'site' && !next.sites.has(key.site)) return { kind: 'not-found' };
    return isTrial ? { kind: 'done' } : this.#carryOut(next, { ...planned.change, by });
  }

  /** The configuration after a change. */
  #after(change: Pick<EntryChange, 'saved' | 'removed'>): Promise<NextConfiguration> {
    const { base, stored } = this.#present;
    const touched = new Set([...change.saved, ...change.removed].map(({ site }) => site));
    const after = { base, stored: entriesWith(stored, change) };
    return nextConfiguration(this.#present, after, touched, this.#parts);
  }

  /**
   * Saves a change and applies it everywhere.
   *
   * @throws when something cannot apply it, which is a bug: everything is as before
   */
  async #carryOut(
    next: Next,
    made: NewChange,
    onDisk = this.#onDisk(),
  ): Promise<Extract<Change, { readonly kind: 'done' | 'not-saved' }>> {
    const sites = configsOf(next);
    this.#switch.check(sites);
    const now = this.#parts.now ?? Date.now;
    const change = { ...made, at: new Date(now()).toISOString() };
    const undo = undoOf(change, onDisk);
    if (!(await this.#writer.write(change, undo))) return { kind: 'not-saved' };
    // From here to the end nothing may wait: a reader sees all of the change, or nothing of it.
    let finish: () => void;
    try {
      finish = this.#switch.replace(sites);
    } catch (error) {
      await this.#writer.undo(undo, error);
      throw error;
    }
    const removed = [...change.saved, ...change.removed];
    this.#setPresent(next, entriesWith(this.#present.leftOut, { removed }), sites);
    finish();
    return { kind: 'done' };
  }

  #setPresent(next: Next, leftOut: EntriesBySite, sites: readonly SiteConfig[] = configsOf(next)): void {
    this.#present = { ...next, leftOut, baseOwner: this.#present.baseOwner };
    this.#sites = sites;
  }

  #onDisk(): readonly StoredEntry[] {
    return [...allOf(this.#present.stored), ...allOf(this.#present.leftOut)];
  }

  /** The configuration on disk, without the stored entries that do not fit. */
  async #fromDisk(): Promise<FittingConfiguration> {
    const { baseOwner, saver } = this.#parts;
    const isGone = baseOwner === 'demo' && (await saver.isDemoRemoved?.()) === true;
    const base = byId(isGone ? [] : this.#parts.base);
    const stored = bySite(await saver.load());
    return fittingConfiguration(this.#present, { base, stored }, this.#parts);
  }

  #view(entry: MergedEntry): ConfigEntry {
    return entryView(entry, this.#present.baseOwner);
  }
}

function byId(sites: readonly EntryDocument[]): Present['base'] {
  return new Map(sites.map((site) => [String(site.id), site]));
}

function configsOf({ sites }: Next): SiteConfig[] {
  return Array.from(sites.values(), ({ config }) => config);
}
