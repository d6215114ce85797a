import { type Api, type ApiResult, ask, createApi } from './client.ts';
import { type ConsoleSites, fetchSites } from './console-sites.ts';
import type { Session } from './session.ts';

/** For the server side of the console's pages only: the browser asks its own origin. */

const defaultSidecarUrl = 'http://127.0.0.1:3000';

/** The sidecar's API (environment variable `DOORLIGHT_SIDECAR_URL`) with a visitor's cookie. */
export function sidecarFor(cookie: string | null): Api {
  return createApi({
    origin: process.env.DOORLIGHT_SIDECAR_URL ?? defaultSidecarUrl,
    headers: cookie === null ? {} : { cookie },
  });
}

/** Who is signed in; null for nobody. A page server could not hand a prolonged cookie on, and asks for none. */
export function visitorSession(api: Api): ApiResult<Session | null> {
  return ask(api.GET('/api/auth/get-session', { params: { query: { disableRefresh: true } } }));
}

/** The data every console page starts with. */
export interface ConsoleData extends ConsoleSites {
  readonly session: Session;
}

export type ConsoleAnswer =
  | ({ readonly kind: 'data' } & ConsoleData)
  | { readonly kind: 'signed-out' }
  /** Not running, not ready, or its answer cannot be parsed. */
  | { readonly kind: 'unavailable' };

/** Fetches everything in parallel. Never throws. @param focus see {@link fetchSites} */
export async function fetchConsole(api: Api, focus?: string): Promise<ConsoleAnswer> {
  const [session, me, sites] = await Promise.all([
    visitorSession(api),
    ask(api.GET('/api/v1/me')),
    fetchSites(api, focus),
  ]);
  if (session.ok && session.value === null) return { kind: 'signed-out' };
  // The sign-in service still accepts a session whose time on a shared tablet is over.
  if (session.ok && !me.ok && me.error.kind === 'refused' && me.error.status === 401) {
    return { kind: 'signed-out' };
  }
  if (!session.ok || session.value === null || !me.ok || !sites.ok) {
    return { kind: 'unavailable' };
  }
  return {
    kind: 'data',
    session: {
      // A PIN opens less than the person's own role.
      user: { ...session.value.user, role: me.value.role },
      ...(me.value.tablet === undefined ? {} : { tablet: me.value.tablet }),
      ...(me.value.role === 'administrator' && !me.value.hasPassword ? { needsPassword: true } : {}),
    },
    ...sites.value,
  };
}
