import { binEdges, rollUp } from './bins.ts';
import type { HistoryStore, RollUpResolution, ZoneName } from './history-store.ts';

/** Makes the hours and days that a span of quarter hours touches, including unfinished ones. */
export async function coarsen(
  store: HistoryStore,
  name: ZoneName,
  timezone: string,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<void> {
  await make(store, name, '1h', '15m', binEdges(fromMs, toMs, '1h', timezone));
  await make(store, name, '1d', '1h', binEdges(fromMs, toMs, '1d', timezone));
}

async function make(
  store: HistoryStore,
  { site, zone }: ZoneName,
  resolution: RollUpResolution,
  from: RollUpResolution,
  edges: readonly number[],
): Promise<void> {
  const finer = await store.rollUps(site, zone, from, edges[0] ?? 0, edges.at(-1) ?? 0);
  await store.saveRollUps(site, zone, resolution, rollUp(finer, edges));
}
