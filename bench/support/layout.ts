import { stringify } from 'yaml';
import { deviceUrl, farmUser } from './farm-model.ts';

/** The stores of a bench: every site has the same zones, every zone the same number of doors and screens. */
export interface Layout {
  readonly sites: number;
  readonly zonesPerSite: number;
  readonly sensorsPerZone: number;
  readonly displaysPerZone: number;
  readonly pollMs: number;
  /** Anybody may see how full the sites are. */
  readonly isPublic?: boolean;
}

const sensorsPerSite = (layout: Layout) => layout.zonesPerSite * layout.sensorsPerZone;

export function sensorsOf(layout: Layout): number {
  return layout.sites * sensorsPerSite(layout);
}

export function displaysOf(layout: Layout): number {
  return layout.sites * layout.zonesPerSite * layout.displaysPerZone;
}

/** `<site>/<zone>` of each zone, in the order of their devices in the farm. */
export function zonePaths(layout: Layout): string[] {
  return numbers(layout.sites).flatMap((site) =>
    numbers(layout.zonesPerSite).map((zone) => `site-${site}/zone-${zone}`),
  );
}

/** `<site>/<display>` of each screen. */
export function displayPaths(layout: Layout): string[] {
  return numbers(layout.sites).flatMap((site) =>
    numbers(layout.zonesPerSite * layout.displaysPerZone).map((display) => `site-${site}/screen-${display}`),
  );
}

/** The configuration file of these stores, their doors being devices of a farm. */
export function siteFile(layout: Layout, farmPort: number): string {
  return stringify({ sites: numbers(layout.sites).map((site) => siteEntry(layout, site, farmPort)) });
}

function siteEntry(layout: Layout, site: number, farmPort: number): object {
  const { zonesPerSite, sensorsPerZone, displaysPerZone, pollMs } = layout;
  const doors = numbers(sensorsPerSite(layout));
  const screens = numbers(zonesPerSite * displaysPerZone);
  return {
    id: `site-${site}`,
    name: `Store ${site}`,
    timezone: 'Europe/Zurich',
    languages: ['de', 'en'],
    ...(layout.isPublic === true && { public: true }),
    sensors: doors.map((door) => ({
      id: `door-${door}`,
      driver: 'axis-people-counter',
      url: deviceUrl(farmPort, 'guarded', site * doors.length + door),
      ...farmUser,
      poll: `${pollMs}ms`,
    })),
    zones: numbers(zonesPerSite).map((zone) => ({
      id: `zone-${zone}`,
      name: `Hall ${zone}`,
      // The farm's doors let six people stay on average: lights stand around their limits.
      capacity: sensorsPerZone * 7,
      sources: numbers(sensorsPerZone).map((door) => ({ sensor: `door-${zone * sensorsPerZone + door}` })),
    })),
    displays: screens.map((screen) => ({
      id: `screen-${screen}`,
      zone: `zone-${Math.floor(screen / displaysPerZone)}`,
    })),
  };
}

function numbers(length: number): number[] {
  return Array.from({ length }, (_, number) => number);
}
