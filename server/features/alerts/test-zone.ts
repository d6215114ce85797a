import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { ZoneInShort } from '#server/site/pipeline.ts';

/** A zone with a state, as the checks read it. */
export function inShort(state: ZoneState): ZoneInShort {
  const { zone, reason, drift, outlook } = state;
  return { zone, reason, drift, fullAt: outlook?.full?.at, state: () => state };
}
