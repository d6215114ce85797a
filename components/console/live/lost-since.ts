import type { LiveStore } from './live-store.ts';

/** Also read by `public/console-worker.js` for the offline page. */
const key = 'doorlight-lost-since';

/**
 * Remembers since when the connection is lost, over a reload without a connection.
 *
 * @returns stops it
 */
export function rememberLostSince(
  live: LiveStore,
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
): () => void {
  const note = (lostSince: number | undefined) => {
    try {
      if (lostSince === undefined) storage.removeItem(key);
      else storage.setItem(key, String(lostSince));
    } catch {
      // Without storage the offline page says "since now" instead.
    }
  };
  return live.subscribe((state, before) => {
    if (state.connection === 'live' ? before.connection !== 'live' : state.lostSince !== before.lostSince) {
      note(state.connection === 'live' ? undefined : state.lostSince);
    }
  });
}
