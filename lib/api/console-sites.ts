import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { Site } from '#lib/contract/site.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { fail, ok } from '#lib/result.ts';
import { type Api, type ApiResult, ask } from './client.ts';

/** A user with more sites than these sees one at a time, and all of them on the wall. */
export const fewSites = 50;

/** The sites that the console's pages are about, with all that is live of them. */
export interface ConsoleSites {
  readonly sites: readonly Site[];
  readonly zones: readonly ZoneState[];
  readonly sensors: readonly SensorStatus[];
  /** Whether there are more: `sites` is one of them. */
  readonly isMany: boolean;
}

/** @param focus the site to look at, where there are many; another, if it is none that the visitor may see */
export async function fetchSites(api: Api, focus: string | undefined): ApiResult<ConsoleSites> {
  const [first, focused] = await Promise.all([
    ask(api.GET('/api/v1/sites', { params: { query: { limit: fewSites + 1 } } })),
    focus === undefined
      ? undefined
      : ask(api.GET('/api/v1/sites/{site}', { params: { path: { site: focus } } })),
  ]);
  if (!first.ok) return first;
  const isMany = first.value.length > fewSites;
  const sites = isMany ? (focused?.ok ? [focused.value] : first.value.slice(0, 1)) : first.value;
  const params = { query: isMany && sites[0] !== undefined ? { site: sites[0].id } : {} };
  const [zones, sensors] = await Promise.all([
    ask(api.GET('/api/v1/zones', { params })),
    ask(api.GET('/api/v1/sensors', { params })),
  ]);
  if (!zones.ok) return fail(zones.error);
  if (!sensors.ok) return fail(sensors.error);
  return ok({ sites, zones: zones.value, sensors: sensors.value, isMany });
}
