import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { type ApiFailure, ask, once, zoneAt } from '#lib/api/client.ts';
import { newCommandKey } from '#lib/api/command-key.ts';
import type { Path } from '#lib/contract/path.ts';
import type { FoundSite } from '#lib/contract/wall.ts';
import type { Result } from '#lib/result.ts';
import { useConsole } from '../console-context.ts';
import { failedSources } from '../live/command-store.ts';
import type { LiveStore } from '../live/live-store.ts';
import { readEntries, saveEntry } from '../settings/settings-api.ts';
import { useFieldErrors } from '../settings/use-field-errors.ts';
import { useFailure } from '../use-failure.ts';
import { type BulkAction, BulkKeep, type BulkOrder, outcomesName } from './bulk-kept.ts';
import { type BulkResult, type BulkState, createBulkStore, undone } from './bulk-run.ts';
import { type BulkSettings, withSettings } from './bulk-settings.ts';

/** Limit of sites at the same time: a chain's network handles this many resets easily. */
const atOnce = 6;

/** Kept for the browser window, not the page: a running action continues and can be shown again. */
const store = createBulkStore(atOnce);
let lastOrder: BulkOrder = { key: '', username: '', startedMs: 0, action: { kind: 'reset' }, sites: [] };

/** A run is written down so often, and another tab that has written nothing for so long has ended. */
const keepEveryMs = 1000;
const silentAfterMs = 30_000;
/** A sidecar that is busy, or hands a site over, says when to ask again: so often it is done, and waited so long. */
const tries = 4;
const longestWaitS = 30;

export interface Bulk {
  readonly state: BulkState;
  readonly action: BulkAction;
  nameOf(site: string): string;
  start(action: BulkAction, sites: readonly FoundSite[]): void;
  /** Repeats the action for those where it was not done. */
  again(): void;
  stop(): void;
  clear(): void;
}

/** Runs an action on many sites, and follows the result of each; also of one that a closed page has begun. */
export function useBulk(): Bulk {
  const state = useStore(store);
  const { username } = useConsole().session.user;
  const actOn = useSiteAction();
  useEffect(() => follow(username), [username]);
  const begin = (order: BulkOrder, sites: readonly string[], before: BulkState['outcomes'] = {}) => {
    lastOrder = order;
    const found = new Map(order.sites.map((site) => [site.site, site]));
    const zonesOf = (site: string) => found.get(site)?.zones.map((zone): Path => `${site}/${zone}`) ?? [];
    addEventListener('beforeunload', askFirst);
    const end = store.getState().start(sites, (site) => actOn(site, zonesOf(site), order.action, order.key));
    const written = write(order, before);
    void end.finally(() => {
      removeEventListener('beforeunload', askFirst);
      written();
    });
  };
  return {
    state,
    action: lastOrder.action,
    nameOf: (site) => lastOrder.sites.find((each) => each.site === site)?.name ?? site,
    start: (action, sites) => {
      if (store.getState().isRunning) return;
      const key = newCommandKey();
      begin(
        { key, username, startedMs: Date.now(), action, sites },
        sites.map(({ site }) => site),
      );
    },
    again: () => begin(lastOrder, undone(store.getState()), store.getState().outcomes),
    stop: state.stop,
    clear: () => {
      new BulkKeep(localStorage).forget();
      state.clear();
    },
  };
}

/**
 * Writes a run down as it goes on.
 *
 * @param before what is known of the sites that are not asked again
 * @returns to be called at its end
 */
function write(order: BulkOrder, before: BulkState['outcomes']): () => void {
  const keep = new BulkKeep(localStorage);
  const now = () => {
    const { outcomes, isRunning } = store.getState();
    return { key: order.key, isRunning, outcomes: { ...before, ...outcomes } };
  };
  keep.begin(order, now());
  let soon: ReturnType<typeof setTimeout> | undefined;
  const end = store.subscribe(() => {
    soon ??= setTimeout(() => {
      soon = undefined;
      keep.update(now());
    }, keepEveryMs);
  });
  return () => {
    end();
    clearTimeout(soon);
    keep.update(now());
  };
}

/** Shows the run that another tab of this user goes on with, or that a closed page has left. */
function follow(username: string): () => void {
  let silent: ReturnType<typeof setTimeout> | undefined;
  const show = (isHeard: boolean) => {
    clearTimeout(silent);
    const kept = new BulkKeep(localStorage).read(username, Date.now());
    if (kept === undefined || (store.getState().isRunning && !store.getState().isElsewhere)) return;
    const { order, outcomes } = kept;
    const isElsewhere = isHeard && outcomes.isRunning;
    lastOrder = order;
    store
      .getState()
      .show({ ids: order.sites.map(({ site }) => site), outcomes: outcomes.outcomes }, isElsewhere);
    if (isElsewhere) silent = setTimeout(() => show(false), silentAfterMs);
  };
  const hear = ({ key }: StorageEvent) => key === outcomesName && show(true);
  if (store.getState().ids.length === 0) show(false);
  addEventListener('storage', hear);
  return () => {
    clearTimeout(silent);
    removeEventListener('storage', hear);
  };
}

/**
 * Runs an action on every zone of a site. In a repetition of the same run, finished zones are not changed
 * again: the sidecar recognises them by run and zone.
 */
function useSiteAction() {
  const { api, commands, live } = useConsole();
  const t = useTranslations('wall');
  const inWords = useFailure();
  const fieldsOf = useFieldErrors();

  const reset = async (path: Path, key: string): Promise<BulkResult> => {
    const place = () => commands.getState().place(path, { action: 'reset', to: 0, ofSiteReset: true, key });
    const command = await patiently(place, (placed) => placed?.failure);
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
    const params = zoneAt(path);
    const send = () =>
      action.kind === 'hold'
        ? ask(api.PUT('/api/v1/zones/{site}/{zone}/hold', { params, body: action.request, ...once(key) }))
        : ask(api.DELETE('/api/v1/zones/{site}/{zone}/hold', { params, ...once(key) }));
    const answer = await patiently(send, failureOf);
    return answer.ok ? { kind: 'done' } : { kind: 'failed', message: inWords(answer.error) };
  };

  const failed = (failure: ApiFailure): BulkResult => {
    const fields = fieldsOf(failure).map(({ name, message }) => `${name}: ${message}`);
    return { kind: 'failed', message: fields.length > 0 ? fields.join('; ') : inWords(failure) };
  };

  /** One entry after the other: each changes the revision of the site. */
  const set = async (site: string, settings: BulkSettings): Promise<BulkResult> => {
    const entries = await patiently(() => readEntries(api, site), failureOf);
    if (!entries.ok) return failed(entries.error);
    for (const entry of entries.value) {
      const { kind, id, revision } = entry;
      const next = withSettings(entry, settings);
      if (next === undefined) continue;
      const save = () => saveEntry(api, { site, kind, id }, next, revision);
      const saved = await patiently(save, failureOf);
      if (!saved.ok) return failed(saved.error);
    }
    return { kind: 'done' };
  };

  return async (
    site: string,
    zones: readonly Path[],
    action: BulkAction,
    run: string,
  ): Promise<BulkResult> => {
    // Without a network thousands would fail within a moment.
    await untilLive(live);
    return action.kind === 'set'
      ? set(site, action.settings)
      : together(await Promise.all(zones.map((path) => actOn(path, action, run))));
  };
}

/** Sends again what was refused for a while only; a command is recognised by its key. */
async function patiently<T>(
  send: () => Promise<T>,
  failureIn: (answer: T) => ApiFailure | undefined,
): Promise<T> {
  for (let left = tries - 1; ; left--) {
    const answer = await send();
    const failure = failureIn(answer);
    if (left === 0 || failure?.kind !== 'refused' || failure.retryAfterS === undefined) return answer;
    const waitS = Math.min(longestWaitS, failure.retryAfterS);
    await new Promise((resolve) => setTimeout(resolve, waitS * 1000));
  }
}

function failureOf(answer: Result<unknown, ApiFailure>): ApiFailure | undefined {
  return answer.ok ? undefined : answer.error;
}

function untilLive(live: LiveStore): Promise<void> {
  return new Promise((resolve) => {
    if (live.getState().connection === 'live') return resolve();
    const end = live.subscribe(({ connection }) => {
      if (connection !== 'live') return;
      end();
      resolve();
    });
  });
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
