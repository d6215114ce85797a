import { pick } from 'es-toolkit';
import type { SensorFamily } from '#server/sensors/driver.ts';
import type { DisplayConfig, PublicConfig, SiteConfig } from './configuration.ts';
import { themeKeys } from './display-theme.ts';
import { nearest } from './nearest.ts';
import { parseLamp } from './parse-lamp.ts';
import { familyOf, parseSensor, type SiteContext } from './parse-sensor.ts';
import type { SensorFacts } from './parse-source.ts';
import { parseZone } from './parse-zone.ts';
import type { ProblemList } from './problem-list.ts';
import { displayEntrySchema, publicSchema, siteEntrySchema } from './schema.ts';
import { isMapping, type ValuePath } from './value-path.ts';

export interface SitesContext {
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly problems: ProblemList;
  /** Paths of entries that were made in the console or by API. */
  readonly entered: ReadonlySet<string>;
  /** Ids of simulated sites. */
  readonly simulated: ReadonlySet<string>;
}

/** Parses one entry of `sites`; undefined if the site's own keys are wrong. */
export function parseSite(value: unknown, path: ValuePath, context: SitesContext): SiteConfig | undefined {
  const { families, problems, simulated, entered } = context;
  const own = problems.check(siteEntrySchema, value, path);
  const site = own?.id ?? '';
  const lists = {
    sensors: listAt(value, 'sensors'),
    zones: listAt(value, 'zones'),
    displays: listAt(value, 'displays'),
    lamps: listAt(value, 'lamps'),
  };
  checkUniqueIds(lists.sensors, [...path, 'sensors'], 'sensor of the site', problems);
  checkUniqueIds(lists.zones, [...path, 'zones'], 'zone of the site', problems);
  checkUniqueIds(lists.displays, [...path, 'displays'], 'display of the site', problems);
  checkUniqueIds(lists.lamps, [...path, 'lamps'], 'lamp of the site', problems);
  const siteContext: SiteContext = { site, families, problems, entered };
  const parsedSensors = lists.sensors.map((entry, index) =>
    parseSensor(entry, [...path, 'sensors', index], siteContext),
  );
  const facts = new Map<string, SensorFacts>();
  for (const [index, entry] of lists.sensors.entries()) {
    const id = idOf(entry);
    if (id !== undefined)
      facts.set(id, { family: familyOf(entry, families), pollMs: parsedSensors[index]?.pollMs });
  }
  const zones = lists.zones.flatMap(
    (entry, index) => parseZone(entry, [...path, 'zones', index], { site, sensors: facts, problems }) ?? [],
  );
  const zoneIds = lists.zones.flatMap((entry) => idOf(entry) ?? []);
  const displays = lists.displays.flatMap(
    (entry, index) => parseDisplay(entry, [...path, 'displays', index], zoneIds, siteContext) ?? [],
  );
  const lamps = lists.lamps.flatMap(
    (entry, index) => parseLamp(entry, [...path, 'lamps', index], zoneIds, siteContext) ?? [],
  );
  const publicConfig = parsePublic(own?.public, [...path, 'public'], zoneIds, problems);
  if (own === undefined) return undefined;
  const { calendar, public: _, ...keys } = own;
  return {
    ...keys,
    ...(publicConfig !== undefined && { public: publicConfig }),
    ...(calendar !== undefined && { calendarFeed: calendar }),
    sensors: parsedSensors.flatMap((sensor) => sensor ?? []),
    zones,
    displays,
    lamps,
    simulated: simulated.has(own.id),
  };
}

function parseDisplay(
  value: unknown,
  path: ValuePath,
  zones: readonly string[],
  { site, problems }: SiteContext,
): DisplayConfig | undefined {
  const display = problems.check(displayEntrySchema, value, path);
  if (display === undefined) return undefined;
  const { zone, layout, zones: beside = [] } = display;
  const theme = pick(display, themeKeys);
  checkZone(zone, [...path, 'zone'], zones, problems);
  for (const [index, each] of beside.entries()) checkZone(each, [...path, 'zones', index], zones, problems);
  return {
    site,
    ...pick(display, ['id', 'zone', 'key', 'showNumber', 'name', 'layout']),
    ...(layout === 'zones' && { zones: [...new Set([zone, ...beside])] }),
    ...(Object.keys(theme).length > 0 && { look: theme }),
  };
}

function parsePublic(
  value: boolean | Readonly<Record<string, unknown>> | undefined,
  path: ValuePath,
  zoneIds: readonly string[],
  problems: ProblemList,
): PublicConfig | undefined {
  if (value === undefined || value === false) return undefined;
  const keys = problems.check(publicSchema, value === true ? {} : value, path);
  if (keys === undefined) return undefined;
  const { number, zones = [] } = keys;
  for (const [index, zone] of zones.entries()) checkZone(zone, [...path, 'zones', index], zoneIds, problems);
  return { ...keys, number: number === true ? 'exact' : number === false ? 'hidden' : 'rounded' };
}

function checkZone(zone: string, path: ValuePath, zones: readonly string[], problems: ProblemList): void {
  if (zones.includes(zone)) return;
  const meant = nearest(zone, zones);
  const known = zones.length === 0 ? ', which has none' : `: ${zones.join(', ')}`;
  const hint = meant === undefined ? undefined : `did you mean ${meant}?`;
  problems.add(path, `the id of a zone of this site${known}`, hint);
}

/** Duplicates are reported at the second one, which names the first. */
export function checkUniqueIds(
  entries: readonly unknown[],
  path: ValuePath,
  kind: string,
  problems: ProblemList,
): void {
  const first = new Map<string, ValuePath>();
  for (const [index, entry] of entries.entries()) {
    const id = idOf(entry);
    const at = [...path, index, 'id'];
    if (id === undefined) continue;
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, at);
    else problems.add(at, `an id that no other ${kind} has; ${problems.place(earlier)} is the same`);
  }
}

function idOf(value: unknown): string | undefined {
  return isMapping(value) && typeof value.id === 'string' ? value.id : undefined;
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const list = isMapping(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
}
