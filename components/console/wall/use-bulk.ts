'use client';

import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { type ApiFailure, ask, once, zoneAt } from '#lib/api/client.ts';
import { newCommandKey } from '#lib/api/command-key.ts';
import type { HoldRequest } from '#lib/contract/adjust.ts';
import type { Path } from '#lib/contract/path.ts';
import type { FoundSite } from '#lib/contract/wall.ts';
import { useConsole } from '../console-context.ts';
import { failedSources } from '../live/command-store.ts';
import { readEntries, saveEntry } from '../settings/settings-api.ts';
import { useFieldErrors } from '../settings/use-field-errors.ts';
import { useFailure } from '../use-failure.ts';
import { type BulkResult, type BulkState, createBulkStore, undone } from './bulk-run.ts';
import { type BulkSettings, withSettings } from './bulk-settings.ts';

/** The actions on many sites. */
export type BulkAction =
  | { readonly kind: 'reset' | 'release' }
  | { readonly kind: 'hold'; readonly request: HoldRequest }
  | { readonly kind: 'set'; readonly settings: BulkSettings };

/** Limit of sites at the same time: a chain's network handles this many resets easily. */
const atOnce = 6;

/** Kept for the browser window, not the page: a running action continues and can be shown again. */
const store = createBulkStore(atOnce);
let lastRun: LastRun = { action: { kind: 'reset' }, key: '', sites: new Map() };

interface LastRun {
  readonly action: BulkAction;
  readonly key: string;
  readonly sites: ReadonlyMap<string, FoundSite>;
}

export interface Bulk {
  readonly state: BulkState;
  readonly action: BulkAction;
  nameOf(site: string): string;
  start(action: BulkAction, sites: readonly FoundSite[]): void;
  /** Repeats the action for those that failed. */
  again(): void;
  stop(): void;
  clear(): void;
}

/** Runs an action on many sites, and follows the result of each. */
export function useBulk(): Bulk {
  const state = useStore(store);
  const actOn = useSiteAction();
  const begin = (sites: readonly string[]) => {
    const { action, key, sites: found } = lastRun;
    const zonesOf = (site: string) => found.get(site)?.zones.map((zone): Path => `${site}/${zone}`) ?? [];
    addEventListener('beforeunload', askFirst);
    void store
      .getState()
      .start(sites, (site) => actOn(site, zonesOf(site), action, key))
      .finally(() => removeEventListener('beforeunload', askFirst));
  };
  return {
    state,
    action: lastRun.action,
    nameOf: (site) => lastRun.sites.get(site)?.name ?? site,
    start: (action, sites) => {
      if (store.getState().isRunning) return;
      lastRun = { action, key: newCommandKey(), sites: new Map(sites.map((site) => [site.site, site])) };
      begin([...lastRun.sites.keys()]);
    },
    again: () => begin(undone(store.getState())),
    stop: state.stop,
    clear: state.clear,
  };
}

/**
 * Runs an action on every zone of a site. In a repetition of the same run, finished zones are not changed
 * again: the sidecar recognises them by run and zone.
 */
function useSiteAction() {
  const { api, commands } = useConsole();
  const t = useTranslations('wall');
  const inWords = useFailure();
  const fieldsOf = useFieldErrors();

  const reset = async (path: Path, key: string): Promise<BulkResult> => {
    const command = await commands.getState().place(path, { action: 'reset', to: 0, ofSiteReset: true, key });
    if (command === undefined) return { kind: 'failed', message: t('outcome.running') };
    if (command.failure !== undefined) return { kind: 'failed', message: inWords(command.failure) };
    const faulty = failedSources(command).length;
    return faulty === 0 ? { kind: 'done' } : { kind: 'partial', faulty };
  };

  const actOn = async (
    path: Path,
    action: Exclude<BulkAction, { kind: 'set' }>,
    run: string,
  ): Promise<BulkResult> => {
    const key = `${run}/${path}`;
    if (action.kind === 'reset') return reset(path, key);
    const answer = await (action.kind === 'hold'
      ? ask(
          api.PUT('/api/v1/zones/{site}/{zone}/hold', {
            params: zoneAt(path),
            body: action.request,
            ...once(key),
          }),
        )
      : ask(api.DELETE('/api/v1/zones/{site}/{zone}/hold', { params: zoneAt(path), ...once(key) })));
    return answer.ok ? { kind: 'done' } : { kind: 'failed', message: inWords(answer.error) };
  };

  const failed = (failure: ApiFailure): BulkResult => {
    const fields = fieldsOf(failure).map(({ name, message }) => `${name}: ${message}`);
    return { kind: 'failed', message: fields.length > 0 ? fields.join('; ') : inWords(failure) };
  };

  /** One entry after the other: each changes the revision of the site. */
  const set = async (site: string, settings: BulkSettings): Promise<BulkResult> => {
    const entries = await readEntries(api, site);
    if (!entries.ok) return failed(entries.error);
    for (const entry of entries.value) {
      const { kind, id, revision } = entry;
      const next = withSettings(entry, settings);
      if (next === undefined) continue;
      const saved = await saveEntry(api, { site, kind, id }, next, revision);
      if (!saved.ok) return failed(saved.error);
    }
    return { kind: 'done' };
  };

  return async (
    site: string,
    zones: readonly Path[],
    action: BulkAction,
    run: string,
  ): Promise<BulkResult> =>
    action.kind === 'set'
      ? set(site, action.settings)
      : together(await Promise.all(zones.map((path) => actOn(path, action, run))));
}

/** What has not begun by then is not done: the page is left only if somebody wants that. */
function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** The result of a site: the worst of its zones'. */
function together(results: readonly BulkResult[]): BulkResult {
  const failed = results.find(({ kind }) => kind === 'failed');
  if (failed !== undefined) return failed;
  const faulty = results.reduce((sum, result) => sum + (result.kind === 'partial' ? result.faulty : 0), 0);
  return faulty === 0 ? { kind: 'done' } : { kind: 'partial', faulty };
}
