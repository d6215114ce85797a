import type { SensorEntry } from './simulated-families.ts';

/** One entry of `sites`, in the form of the configuration file. */
export type SiteDocument = Readonly<Record<string, unknown>>;

/** A simulated sensor's entry in the configuration file, and its site. */
interface NamedEntry {
  readonly site: string;
  readonly entry: SensorEntry;
}

export const demoSiteId = 'demo';
export const storeCapacity = 60;
export const cafeCapacity = 25;
export const terraceCapacity = 15;
export const cafeChannel = 'hall';

/** Two stores more, so that the demo is a chain: one door each, and people by the hour of the day. */
export const branches = [
  {
    id: 'station',
    name: 'Station Shop',
    sensor: { id: 'entry', driver: 'axis-people-counter', name: 'Entry', inside: 9 },
    zone: { id: 'shop', name: 'Shop', capacity: 40 },
    hours: { 'mon-sun': '06:00-22:00' },
    specialDays: [
      { every: '12-25', name: 'Christmas Day', hours: '10:00-18:00' },
      { every: '01-01', name: 'New Year’s Day', hours: '10:00-18:00' },
    ],
  },
  {
    id: 'lakeside',
    name: 'Lakeside Market',
    sensor: { id: 'gate', driver: 'axis-3d', name: 'Gate', inside: 24 },
    zone: { id: 'market', name: 'Market hall', capacity: 90 },
    hours: { 'mon-fri': '08:00-20:00', sat: '08:00-18:00', sun: 'closed' },
    specialDays: [
      { every: '12-25', name: 'Christmas Day', hours: 'closed' },
      { every: '12-26', name: 'Boxing Day', hours: 'closed' },
      { every: '01-01', name: 'New Year’s Day', hours: 'closed' },
      { every: '08-01', name: 'National day', hours: 'closed' },
    ],
  },
] as const;

/** The demo's sites, in the form of the configuration file. */
export function siteDocuments(sensors: readonly NamedEntry[], timezone: string): SiteDocument[] {
  return [storeOf(sensors, timezone), ...branchesOf(sensors, timezone)];
}

function branchesOf(sensors: readonly NamedEntry[], timezone: string): SiteDocument[] {
  return branches.map(({ id, name, hours, specialDays, sensor, zone }) => ({
    ...{ id, name, timezone, hours, specialDays, languages: ['en', 'de', 'fr'] },
    sensors: sensors.filter(({ site }) => site === id).map(({ entry }) => entry),
    zones: [{ ...zone, sources: [{ sensor: sensor.id }] }],
    displays: [{ id: 'entrance', name: 'Entrance', zone: zone.id }],
  }));
}

function storeOf(sensors: readonly NamedEntry[], timezone: string): SiteDocument {
  return {
    id: demoSiteId,
    name: 'Demo Store',
    timezone,
    languages: ['en', 'de', 'fr'],
    sensors: sensors.filter(({ site }) => site === demoSiteId).map(({ entry }) => entry),
    zones: [
      {
        id: 'store',
        name: 'Store',
        capacity: storeCapacity,
        sources: [{ sensor: 'door-a' }, { sensor: 'door-b' }],
      },
      {
        id: 'cafe',
        name: 'Café',
        capacity: cafeCapacity,
        sources: [{ sensor: 'hall', channel: cafeChannel }],
      },
      {
        id: 'terrace',
        name: 'Terrace',
        capacity: terraceCapacity,
        sources: [{ sensor: 'terrace-door' }],
      },
    ],
    displays: [
      { id: 'entrance', name: 'Entrance', zone: 'store' },
      { id: 'cafe', name: 'Café door', zone: 'cafe' },
      { id: 'terrace', name: 'Terrace', zone: 'terrace' },
    ],
  };
}
