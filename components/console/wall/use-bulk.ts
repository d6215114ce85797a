'use client';

import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { ask, once, zoneAt } from '#lib/api/client.ts';
import { newCommandKey } from '#lib/api/command-key.ts';
import type { HoldRequest } from '#lib/contract/adjust.ts';
import type { Path } from '#lib/contract/path.ts';
import { useConsole } from '../console-context.ts';
import { failedSources } from '../live/command-store.ts';
import { useFailure } from '../use-failure.ts';
import { type BulkResult, type BulkState, createBulkStore, undone } from './bulk-run.ts';

/** The actions on many sites. */
export type BulkAction =
  | { readonly kind: 'reset' | 'release' }
  | { readonly kind: 'hold'; readonly request: HoldRequest };

/** Limit of sites at the same time: a chain's network handles this many resets easily. */
const atOnce = 6;

/** Kept for the browser window, not the page: a running action continues and can be shown again. */
const store = createBulkStore(atOnce);
let lastRun: { readonly action: BulkAction; readonly key: string } = { action: { kind: 'reset' }, key: '' };

export interface Bulk {
  readonly state: BulkState;
  readonly action: BulkAction;
  start(action: BulkAction, sites: readonly string[]): void;
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
    const { action, key } = lastRun;
    void store.getState().start(sites, (site) => actOn(site, action, key));
  };
  return {
    state,
    action: lastRun.action,
    start: (action, sites) => {
      if (store.getState().isRunning) return;
      lastRun = { action, key: newCommandKey() };
      begin(sites);
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
  const { api, live, commands } = useConsole();
  const t = useTranslations('wall');
  const inWords = useFailure();

  const reset = async (path: Path, key: string): Promise<BulkResult> => {
    const command = await commands.getState().place(path, { action: 'reset', to: 0, ofSiteReset: true, key });
    if (command === undefined) return { kind: 'failed', message: t('outcome.running') };
    if (command.failure !== undefined) return { kind: 'failed', message: inWords(command.failure) };
    const faulty = failedSources(command).length;
    return faulty === 0 ? { kind: 'done' } : { kind: 'partial', faulty };
  };

  const actOn = async (path: Path, action: BulkAction, run: string): Promise<BulkResult> => {
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

  return async (site: string, action: BulkAction, run: string): Promise<BulkResult> => {
    const zones = Object.values(live.getState().zones).filter(({ state }) => state.site === site);
    return together(await Promise.all(zones.map(({ path }) => actOn(path, action, run))));
  };
}

/** The result of a site: the worst of its zones'. */
function together(results: readonly BulkResult[]): BulkResult {
  const failed = results.find(({ kind }) => kind === 'failed');
  if (failed !== undefined) return failed;
  const faulty = results.reduce((sum, result) => sum + (result.kind === 'partial' ? result.faulty : 0), 0);
  return faulty === 0 ? { kind: 'done' } : { kind: 'partial', faulty };
}
