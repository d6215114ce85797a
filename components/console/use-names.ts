import { useMemo } from 'react';
import useSWR from 'swr';
import { type Api, ask } from '#lib/api/client.ts';
import type { SiteNames } from '#lib/contract/site.ts';
import { readableId } from '#lib/names.ts';
import { useConsole } from './console-context.ts';

/** What people call sites and their parts; an id that is gone is made readable. */
export interface Names {
  site(id: string): string;
  zone(site: string, id: string): string;
  zonesOf(site: string): readonly { readonly id: string; readonly name: string }[];
  sensor(site: string, id: string): string;
  display(site: string, id: string): string;
}

/** Sites that are asked for within this time are asked for together, so many at once. */
const gatherMs = 20;
const mostAtOnce = 200;

const isId = /^[a-z0-9-]{1,40}$/;

interface Gathered {
  readonly sites: Set<string>;
  readonly answer: Promise<ReadonlyMap<string, SiteNames>>;
}

let gathered: Gathered | undefined;

/** The names of sites, also of those that the pages are not about. Names change too rarely to be followed. */
export function useNames(sites: readonly string[]): Names {
  const { api } = useConsole();
  const wanted = [...new Set(sites)].filter((site) => isId.test(site)).toSorted();
  const { data } = useSWR(
    wanted.length === 0 ? null : ['names', ...wanted],
    async () => {
      const answers = await Promise.all(wanted.map((site) => namesOf(api, site)));
      return new Map(answers.flatMap((each) => (each === undefined ? [] : [[each.site, each] as const])));
    },
    { keepPreviousData: true, revalidateOnFocus: false },
  );
  return useMemo(
    () => ({
      site: (id) => data?.get(id)?.name ?? readableId(id),
      zone: (site, id) => data?.get(site)?.zones[id] ?? readableId(id),
      zonesOf: (site) => Object.entries(data?.get(site)?.zones ?? {}).map(([id, name]) => ({ id, name })),
      sensor: (site, id) => data?.get(site)?.sensors[id] ?? readableId(id),
      display: (site, id) => data?.get(site)?.displays[id] ?? readableId(id),
    }),
    [data],
  );
}

/** What people call a site, asked for once. */
export async function nameOfSite(api: Api, site: string): Promise<string> {
  return (await namesOf(api, site))?.name ?? readableId(site);
}

/** The name of a site, also of one that the pages are not about. */
export function useSiteName(site: string): string {
  const known = useConsole().sites.find(({ id }) => id === site)?.name;
  const names = useNames(known === undefined ? [site] : []);
  return known ?? names.site(site);
}

async function namesOf(api: Api, site: string): Promise<SiteNames | undefined> {
  if (gathered === undefined || gathered.sites.size >= mostAtOnce) gathered = gather(api);
  gathered.sites.add(site);
  return (await gathered.answer).get(site);
}

function gather(api: Api): Gathered {
  const sites = new Set<string>();
  const answer = new Promise((resolve) => setTimeout(resolve, gatherMs)).then(() => {
    if (gathered?.sites === sites) gathered = undefined;
    return read(api, [...sites]);
  });
  return { sites, answer };
}

async function read(api: Api, site: string[]): Promise<ReadonlyMap<string, SiteNames>> {
  const answer = await ask(api.GET('/api/v1/names', { params: { query: { site } } }));
  return new Map(answer.ok ? answer.value.map((each) => [each.site, each]) : []);
}
