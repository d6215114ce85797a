import type { SimulatedDevice } from '#server/simulators/device/simulated-device.ts';

/** Sensor of a site file; `device` fills in address, user name and password. */
export interface SensorEntry {
  readonly id: string;
  readonly driver: string;
  readonly device: SimulatedDevice;
  /** Path after the device's origin: `/api/v1` for a Xovis gateway. */
  readonly path?: string;
  /** Further keys of the file: `poll`, `apiKey`, `tls` … */
  readonly [key: string]: unknown;
}

export interface SiteOptions {
  readonly sensors: readonly SensorEntry[];
  /** Keys of the zone that differ from the defaults below; `sources` default to all sensors. */
  readonly zone?: Readonly<Record<string, unknown>>;
  /** Keys of the site that differ. */
  readonly site?: Readonly<Record<string, unknown>>;
  /** Keys of the display that differ. */
  readonly display?: Readonly<Record<string, unknown>>;
}

/**
 * A site file with one site `bern`, one zone `store` of capacity 10 (stale after 3 s) and one display
 * `entrance` (`/display/bern/entrance`). Sensors are asked every 250 ms, so that tests are quick.
 */
export function siteFile({ sensors, zone, site, display }: SiteOptions): object {
  return {
    sites: [
      {
        id: 'bern',
        name: 'Bern Marktgasse',
        timezone: 'Europe/Zurich',
        languages: ['en', 'de', 'fr'],
        sensors: sensors.map(sensorOf),
        zones: [
          {
            id: 'store',
            name: 'Store',
            capacity: 10,
            staleAfter: '3s',
            sources: sensors.map(({ id }) => ({ sensor: id })),
            ...zone,
          },
        ],
        displays: [{ id: 'entrance', zone: 'store', ...display }],
        ...site,
      },
    ],
  };
}

function sensorOf({ device, path = '', ...entry }: SensorEntry): object {
  const { url, username, password } = device;
  return {
    poll: '250ms',
    ...entry,
    url: `${url}${path}`,
    ...(username !== undefined && { username, password }),
  };
}
