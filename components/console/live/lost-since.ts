import type { LiveStore } from './live-store.ts';

/** Read by `public/console-worker.js` in the page that stands in for the console. */
const key = 'doorlight-lost-since';

/**
 * Remembers since when the console is not live, over a reload that finds no connection.
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
      // A browser that keeps nothing says "since now" instead.
    }
  };
  return live.subscribe((state, before) => {
    if (state.connection === 'live' ? before.connection !== 'live' : state.lostSince !== before.lostSince) {
      note(state.connection === 'live' ? undefined : state.lostSince);
    }
  });
}
