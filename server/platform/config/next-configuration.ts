import { isDeepStrictEqual } from 'node:util';
import type { SensorFamily } from '#server/sensors/driver.ts';
import {
  type EntriesBySite,
  type EntryMap,
  entriesWith,
  entryName,
  keyText,
  type StoredEntry,
} from './config-entry.ts';
import type { SiteConfig } from './configuration.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { entryAt, type MergedSite, mergeSite } from './merged-site.ts';
import type { Present, PresentSite } from './planned-change.ts';
import { checkSites } from './site-file.ts';

/** The configuration after a change. */
export type Next = Pick<Present, 'base' | 'stored' | 'sites'>;

/** A problem, and the site that has it. */
export interface WrongSite {
  readonly site: MergedSite;
  readonly problem: ConfigurationProblem;
}

export interface NextConfiguration {
  /** Without the sites that are wrong: not to be used as long as there are some. */
  readonly next: Next;
  readonly wrong: readonly WrongSite[];
}

export interface NextOptions {
  readonly families: ReadonlyMap<string, SensorFamily>;
  /** Sites of the base that were parsed already. */
  readonly parsed?: ReadonlyMap<string, SiteConfig> | undefined;
}

/** After this many sites the event loop runs other work: each site takes less than a millisecond. */
const sitesAtOnce = 20;
/** A file that is wrong everywhere need not be read to its end. */
const enoughProblems = 1000;

/**
 * The result of a change: only the touched sites are merged and parsed again, and one that stays as it was is the
 * same object as before. With ten thousand of them the event loop goes on in between.
 */
export async function nextConfiguration(
  present: Present,
  { base, stored }: Pick<Next, 'base' | 'stored'>,
  touched: ReadonlySet<string>,
  options: NextOptions,
): Promise<NextConfiguration> {
  const sites = new Map<string, PresentSite>();
  const wrong: WrongSite[] = [];
  let count = 0;
  for (const id of new Set([...base.keys(), ...stored.keys()])) {
    const before = present.sites.get(id);
    if (before !== undefined && !touched.has(id) && present.base.get(id) === base.get(id)) {
      sites.set(id, before);
      continue;
    }
    if (++count % sitesAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
    const own = stored.get(id) ?? noEntries;
    const merged = mergeSite(id, base.get(id), own, winnerOf(present.baseOwner));
    if (merged === undefined) continue;
    const parsed = parse(merged, present.baseOwner === 'demo' && base.has(id), own, options);
    if (parsed.problems.length > 0)
      wrong.push(...parsed.problems.map((problem) => ({ site: merged, problem })));
    else if (parsed.config !== undefined) sites.set(id, { merged, config: sameAs(before, parsed.config) });
    if (wrong.length > enoughProblems) break;
  }
  return { next: { base, stored, sites }, wrong };
}

const noEntries: EntryMap = new Map();

/** The file wins over the console, the console over the demo. */
function winnerOf(baseOwner: Present['baseOwner']): 'base' | 'stored' {
  return baseOwner === 'file' ? 'base' : 'stored';
}

function parse(
  { id, document, entries }: MergedSite,
  isDemo: boolean,
  stored: EntryMap,
  { families, parsed }: NextOptions,
): { readonly config: SiteConfig | undefined; readonly problems: readonly ConfigurationProblem[] } {
  const known = stored.size === 0 ? parsed?.get(id) : undefined;
  if (known !== undefined) return { config: known, problems: [] };
  const { configuration, problems } = checkSites(
    { sites: [document] },
    {
      families,
      simulated: new Set(isDemo ? [id] : []),
      entered: new Set(entries.flatMap(({ isStored, path }) => (isStored ? [path] : []))),
    },
  );
  return { config: configuration.sites[0], problems };
}

/** An unchanged site stays the same object, so that a change is applied to the changed sites only. */
function sameAs(before: PresentSite | undefined, config: SiteConfig): SiteConfig {
  return before !== undefined && isDeepStrictEqual(before.config, config) ? before.config : config;
}

export interface FittingConfiguration {
  readonly next: Next;
  readonly leftOut: EntriesBySite;
}

export interface FittingOptions extends NextOptions {
  /** A stored entry does not fit, and is left out. */
  onLeftOut(name: string, problem: ConfigurationProblem): void;
}

/**
 * The configuration with what is stored: stored entries that do not fit are left out, one after another, until the
 * rest does.
 *
 * @throws {ConfigurationError} when the base itself is wrong
 */
export async function fittingConfiguration(
  before: Present,
  wanted: Pick<Next, 'base' | 'stored'>,
  options: FittingOptions,
): Promise<FittingConfiguration> {
  const { base } = wanted;
  let { stored } = wanted;
  let leftOut: EntriesBySite = new Map();
  let present = before;
  let touched = differingSites(present.stored, stored);
  while (true) {
    const { next, wrong } = await nextConfiguration(present, { base, stored }, touched, options);
    const [first] = wrong;
    if (first === undefined) return { next, leftOut };
    const fitting = withoutWrong(stored, first);
    if (fitting === undefined) {
      const problems = wrong.map(({ problem }) => problem);
      throw new ConfigurationError('The configuration', problems);
    }
    options.onLeftOut(entryName(fitting.entry), first.problem);
    stored = fitting.stored;
    leftOut = entriesWith(leftOut, { saved: [fitting.entry] });
    // The sites that are wrong are not among the next ones, and are looked at again.
    present = { ...present, base, sites: next.sites };
    touched = new Set();
  }
}

/** The sites whose stored entries differ. */
function differingSites(before: EntriesBySite, after: EntriesBySite): ReadonlySet<string> {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return new Set([...ids].filter((id) => !isDeepStrictEqual(before.get(id), after.get(id))));
}

/** What is stored without the entry that has this problem; undefined where the base has it. */
function withoutWrong(
  stored: EntriesBySite,
  { site, problem }: WrongSite,
): { readonly stored: EntriesBySite; readonly entry: StoredEntry } | undefined {
  const at = entryAt(site, problem.path);
  const entry = at?.isStored === true ? stored.get(site.id)?.get(keyText(at)) : undefined;
  return entry && { stored: entriesWith(stored, { removed: [entry] }), entry };
}
