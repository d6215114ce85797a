import type { DisplayStatus } from '#lib/contract/display.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { Site } from '#lib/contract/site.ts';
import { type DisplayTrouble, rankOfTroubles, troublesOfDisplay } from '#lib/display-troubles.ts';
import { byName, nameOfDisplay, plain } from '#lib/names.ts';

/** A display in the list. The same object as long as its status is. */
export interface FleetDisplay {
  readonly path: Path;
  readonly status: DisplayStatus;
  readonly name: string;
  readonly siteName: string;
  readonly troubles: readonly DisplayTrouble[];
}

export interface FleetChoice {
  readonly query: string;
  /** Site filter; empty: all. */
  readonly site: string;
  readonly onlyTroubles: boolean;
}

/** An item of the list: a heading or a display. */
export type FleetItem =
  | { readonly kind: 'heading'; readonly site: Site | undefined; readonly count: number }
  | { readonly kind: 'display'; readonly display: FleetDisplay; readonly isElsewhere: boolean };

export interface FleetParts {
  readonly sites: readonly Site[];
  readonly statuses: readonly DisplayStatus[];
  /** Whether a zone is outside opening hours now. */
  isClosed(zone: Path): boolean;
}

/** Every display, in the order of sites and names. */
export function fleetOf({ sites, statuses, isClosed }: FleetParts): FleetDisplay[] {
  const order = new Map(sites.map((site, at) => [site.id, { at, name: site.name }]));
  const placeOf = ({ status }: FleetDisplay) => order.get(status.site)?.at ?? sites.length;
  return statuses
    .map((status) => ({
      path: pathOf(status.site, status.display),
      status,
      name: nameOfDisplay(status),
      siteName: order.get(status.site)?.name ?? status.site,
      troubles: troublesOfDisplay(status, isClosed(pathOf(status.site, status.zone))),
    }))
    .toSorted((a, b) => placeOf(a) - placeOf(b) || byName.compare(a.name, b.name));
}

/** The displays that match the filter. */
export function chosenOf(
  fleet: readonly FleetDisplay[],
  { query, site, onlyTroubles }: FleetChoice,
  zoneName: (zone: Path) => string,
): FleetDisplay[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return fleet.filter(({ status, name, siteName, troubles }) => {
    if (site !== '' && status.site !== site) return false;
    if (onlyTroubles && troubles.length === 0) return false;
    if (words.length === 0) return true;
    const zone = zoneName(pathOf(status.site, status.zone));
    const text = plain(
      [name, status.display, siteName, status.site, zone, status.screen?.engine ?? ''].join(' '),
    );
    return words.every((word) => text.includes(word));
  });
}

/** Displays with problems first, the worst on top; then every site with the rest of its displays. */
export function arrangedFleet(displays: readonly FleetDisplay[], sites: readonly Site[]): FleetItem[] {
  const faulty = displays
    .filter(({ troubles }) => troubles.length > 0)
    .toSorted((a, b) => rankOfTroubles(a.troubles) - rankOfTroubles(b.troubles));
  const bySite = grouped(displays);
  return [
    ...(faulty.length === 0
      ? []
      : [headingOf(undefined, faulty.length), ...faulty.map((each) => itemOf(each, true))]),
    ...sites.flatMap((site) => {
      const well = bySite.get(site.id) ?? [];
      return well.length === 0
        ? []
        : [headingOf(site, well.length), ...well.map((each) => itemOf(each, false))];
    }),
  ];
}

function headingOf(site: Site | undefined, count: number): FleetItem {
  return { kind: 'heading', site, count };
}

function itemOf(display: FleetDisplay, isElsewhere: boolean): FleetItem {
  return { kind: 'display', display, isElsewhere };
}

function grouped(displays: readonly FleetDisplay[]): Map<string, FleetDisplay[]> {
  const groups = new Map<string, FleetDisplay[]>();
  for (const display of displays) {
    if (display.troubles.length > 0) continue;
    const group = groups.get(display.status.site);
    if (group === undefined) groups.set(display.status.site, [display]);
    else group.push(display);
  }
  return groups;
}

/** The known displays with the changes applied. Unchanged displays stay the same objects. */
export function withChanges(
  before: readonly DisplayStatus[],
  { isAll, displays }: { readonly isAll: boolean; readonly displays: readonly DisplayStatus[] },
): readonly DisplayStatus[] {
  if (isAll) return displays;
  if (displays.length === 0) return before;
  const changed = new Map(displays.map((each) => [pathOf(each.site, each.display), each]));
  return before.map((each) => changed.get(pathOf(each.site, each.display)) ?? each);
}
