import { type DisplayView, displayViewSchema } from '../contract/display.ts';

/** For the server side of the pages only: the browser asks its own origin. */

const defaultSidecarUrl = 'http://127.0.0.1:3000';
const timeoutMs = 2_000;

/** The sidecar's answer to a display that needs its first paint. */
export type DisplayAnswer =
  /** `ageMs`: upper limit of the time since the answer was made. */
  | { readonly kind: 'view'; readonly view: DisplayView; readonly ageMs: number }
  | { readonly kind: 'no-such-display' }
  | { readonly kind: 'wrong-key' }
  /** Not running, not ready, or its answer cannot be parsed. */
  | { readonly kind: 'unavailable' };

/** Fetches a display from the sidecar (environment variable `DOORLIGHT_SIDECAR_URL`). Never throws. */
export async function fetchDisplay(
  site: string,
  display: string,
  key: string | undefined,
): Promise<DisplayAnswer> {
  const path = `/api/v1/displays/${encodeURIComponent(site)}/${encodeURIComponent(display)}`;
  const url = new URL(path, process.env.DOORLIGHT_SIDECAR_URL ?? defaultSidecarUrl);
  if (key !== undefined) url.searchParams.set('key', key);

  const askedAt = performance.now();
  try {
    const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) });
    if (response.status === 401 || response.status === 403) return { kind: 'wrong-key' };
    if (response.status === 404 || response.status === 400) return { kind: 'no-such-display' };
    if (!response.ok) return { kind: 'unavailable' };
    const view = displayViewSchema.safeParse(await response.json());
    if (!view.success) return { kind: 'unavailable' };
    return { kind: 'view', view: view.data, ageMs: performance.now() - askedAt };
  } catch {
    return { kind: 'unavailable' };
  }
}
