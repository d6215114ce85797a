import type { ProblemList } from './problem-list.ts';
import { defaultsSchema } from './schema.ts';
import { isMapping } from './value-path.ts';

type Keys = Readonly<Record<string, unknown>>;

const lists = ['sensors', 'zones', 'displays'] as const;

/** Checks the template at the top of the file, in the words of its own keys. */
export function hasGoodDefaults({ defaults }: Keys, problems: ProblemList): boolean {
  return defaults === undefined || problems.check(defaultsSchema, defaults, ['defaults']) !== undefined;
}

/**
 * The file with its `defaults:` filled into every site, sensor, zone and display that does not say otherwise. A key is
 * taken as a whole: hours of a site replace all of those of the template. Only tags add up, one by one.
 */
export function withDefaults(value: unknown): unknown {
  if (!isMapping(value) || !isMapping(value.defaults) || !Array.isArray(value.sites)) return value;
  const { defaults } = value;
  const ofSite = Object.fromEntries(
    Object.entries(defaults).filter(([key]) => !lists.some((list) => list === key)),
  );
  return { ...value, sites: value.sites.map((site) => filled(site, ofSite, defaults)) };
}

function filled(site: unknown, ofSite: Keys, defaults: Keys): unknown {
  if (!isMapping(site)) return site;
  const filledLists = lists.flatMap((list) => {
    const [entries, template] = [site[list], defaults[list]];
    if (!Array.isArray(entries) || !isMapping(template)) return [];
    return [[list, entries.map((entry) => (isMapping(entry) ? { ...template, ...entry } : entry))] as const];
  });
  const tags =
    isMapping(ofSite.tags) && isMapping(site.tags) ? { tags: { ...ofSite.tags, ...site.tags } } : {};
  return { ...ofSite, ...site, ...tags, ...Object.fromEntries(filledLists) };
}
