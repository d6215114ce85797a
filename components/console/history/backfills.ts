import { type Api, ask } from '#lib/api/client.ts';
import type { Backfill } from '#lib/contract/backfill.ts';

/** What is fetched from the memories of all sensors, or of one, newest first. */
export async function fetchBackfills(
  api: Api,
  of: { readonly site?: string; readonly sensor?: string } = {},
) {
  const answer = await ask(api.GET('/api/v1/backfills', { params: { query: { ...of, limit: 200 } } }));
  return answer.ok ? { ok: true as const, value: answer.value.items } : answer;
}

/** Whether a back-fill is not final. */
export function isUnderWay({ state }: Backfill): boolean {
  return state === 'waiting' || state === 'fetching';
}

/** The key of a back-fill. */
export function backfillKey({ site, zone, sensor, channel, from }: Backfill): string {
  return [site, zone, sensor, channel, from].join(' ');
}

/**
 * The fetched share of one request, 0 to 1, by the length of its spans: running ones, and final ones of the
 * same request. Undefined if nothing is running.
 *
 * @param asked keys of the request, as far as known
 */
export function shareFetched(all: readonly Backfill[], asked: ReadonlySet<string>): number | undefined {
  if (!all.some(isUnderWay)) return undefined;
  let whole = 0;
  let fetched = 0;
  for (const backfill of all) {
    if (!isUnderWay(backfill) && !asked.has(backfillKey(backfill))) continue;
    const length = Date.parse(backfill.to) - Date.parse(backfill.from);
    whole += length;
    fetched += length * (isUnderWay(backfill) ? backfill.progress : 1);
  }
  return whole === 0 ? 1 : fetched / whole;
}
