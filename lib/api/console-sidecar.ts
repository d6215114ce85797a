import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { Site } from '#lib/contract/site.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { type Api, type ApiResult, ask, createApi } from './client.ts';
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
export interface ConsoleData {
  readonly session: Session;
  readonly sites: readonly Site[];
  readonly zones: readonly ZoneState[];
  readonly sensors: readonly SensorStatus[];
}

export type ConsoleAnswer =
  | ({ readonly kind: 'data' } & ConsoleData)
  | { readonly kind: 'signed-out' }
  /** Not running, not ready, or its answer cannot be parsed. */
  | { readonly kind: 'unavailable' };

/** Fetches everything in parallel. Never throws. */
export async function fetchConsole(api: Api): Promise<ConsoleAnswer> {
  const [session, me, sites, zones, sensors] = await Promise.all([
    visitorSession(api),
    ask(api.GET('/api/v1/me')),
    ask(api.GET('/api/v1/sites')),
    ask(api.GET('/api/v1/zones')),
    ask(api.GET('/api/v1/sensors')),
  ]);
  if (session.ok && session.value === null) return { kind: 'signed-out' };
  // The sign-in service still accepts a session whose time on a shared tablet is over.
  if (session.ok && !me.ok && me.error.kind === 'refused' && me.error.status === 401) {
    return { kind: 'signed-out' };
  }
  if (!session.ok || session.value === null || !me.ok || !sites.ok || !zones.ok || !sensors.ok) {
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
    sites: sites.value,
    zones: zones.value,
    sensors: sensors.value,
  };
}
