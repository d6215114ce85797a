import type { PublicSite, PublicZone } from '#lib/contract/public-site.ts';
import type { Opening, ZoneState } from '#lib/contract/zone-state.ts';
import type { PublicConfig, SiteConfig } from '#server/platform/config/configuration.ts';

/** Opening state of the site, at the moment of the view. */
export interface Openness {
  readonly open: boolean;
  readonly opens?: Opening | undefined;
}

/**
 * The public part of a site: a list of what is allowed, and nothing else. Undefined if the site is not public.
 *
 * @param states of zones, of this site and others; the order is that of the configuration
 */
export function publicView(
  site: Pick<SiteConfig, 'id' | 'name' | 'public'>,
  { open, opens }: Openness,
  states: readonly ZoneState[],
): PublicSite | undefined {
  const { id, name, public: rules } = site;
  if (rules === undefined) return undefined;
  return {
    site: id,
    name,
    open,
    ...(!open && opens !== undefined && { opens: openingOf(opens) }),
    zones: states
      .filter((state) => state.site === id && (rules.zones?.includes(state.zone) ?? true))
      .map((state) => zoneView(state, rules.number)),
  };
}

function zoneView(state: ZoneState, number: PublicConfig['number']): PublicZone {
  const { zone, name, capacity, waitMinutes, asOf, validForMs } = state;
  // Nobody is let in in an emergency, and waiting for it is of no use.
  const light = state.emergency === undefined ? state.light : 'closed';
  // A number beside an unknown light would be believed, and people inside after hours are not published.
  const isKnown = light !== 'unknown' && light !== 'closed';
  const occupancy = number === 'exact' ? state.occupancy : roundedOccupancy(state);
  return {
    zone,
    name,
    light,
    utilization: isKnown ? utilizationOf(occupancy, capacity, number) : null,
    ...(number !== 'hidden' && { ...(isKnown && { occupancy }), capacity }),
    ...(light === 'red' && waitMinutes !== undefined && { waitMinutes }),
    asOf,
    validForMs,
  };
}

function utilizationOf(occupancy: number, capacity: number, number: PublicConfig['number']): number {
  const step = shareStep(number);
  return Number((Math.round(occupancy / capacity / step) * step).toFixed(4));
}

/** Shares are published in twentieths if the number is not published exactly. */
export function shareStep(number: PublicConfig['number']): number {
  return number === 'exact' ? 0.0001 : 0.05;
}

/** To tens, and to fives in a zone for less than a hundred people. */
function roundedOccupancy({ occupancy, capacity }: Pick<ZoneState, 'occupancy' | 'capacity'>): number {
  const step = capacity < 100 ? 5 : 10;
  return Math.round(occupancy / step) * step;
}

function openingOf({ at, time, weekday }: Opening): Opening {
  return { at, time, ...(weekday !== undefined && { weekday }) };
}
