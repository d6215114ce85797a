import type { SensorConfig, SensorFamily } from '#server/sensors/driver.ts';
import { nearest } from './nearest.ts';
import type { ProblemList } from './problem-list.ts';
import { addressValues } from './scalars.ts';
import { sensorEntrySchema } from './schema.ts';
import type { ValuePath } from './value-path.ts';
import { isMapping, printPath } from './value-path.ts';

/** The context for parsing the parts of a site. */
export interface SiteContext {
  /** The site's id; meaningless if the id itself is wrong. */
  readonly site: string;
  readonly families: ReadonlyMap<string, SensorFamily>;
  readonly problems: ProblemList;
  /** Paths of entries that were made in the console or by API. */
  readonly entered: ReadonlySet<string>;
}

const commonKeys = Object.keys(sensorEntrySchema.shape);
/** Made once: a schema costs more than what it checks. */
const schemas = {
  device: sensorEntrySchema.extend({ url: addressValues.device }),
  whole: sensorEntrySchema.extend({ url: addressValues.whole }),
  broker: sensorEntrySchema.extend({ url: addressValues.broker }),
  none: sensorEntrySchema.extend({ url: addressValues.none }),
};

/** Parses one entry of `sensors`; undefined if something in it is wrong, which is then in the problems. */
export function parseSensor(value: unknown, path: ValuePath, context: SiteContext): SensorConfig | undefined {
  const { problems, families, site } = context;
  const family = familyOf(value, families);
  const schema = schemas[family?.address ?? 'device'];
  const common = problems.check(schema, isMapping(value) ? only(value, commonKeys) : value, path);
  if (!isMapping(value)) return undefined;
  if (family === undefined) refuseDriver(value, path, context);
  refuseUnknownKeys(value, path, context, family);
  refuseHalfCredentials(value, path, problems);
  if (family === undefined) return undefined;
  const options = problems.check(family.optionsSchema, only(value, keysOf(family)), path);
  if (common === undefined || options === undefined) return undefined;
  const { poll, ...own } = common;
  return {
    site,
    ...own,
    pollMs: poll ?? family.defaultPollMs,
    ...(context.entered.has(printPath(path)) && { isEntered: true }),
    options,
  };
}

/** The family named by an entry of `sensors`, if it exists. */
export function familyOf(
  value: unknown,
  families: ReadonlyMap<string, SensorFamily>,
): SensorFamily | undefined {
  return isMapping(value) && typeof value.driver === 'string' ? families.get(value.driver) : undefined;
}

function keysOf(family: SensorFamily): string[] {
  return Object.keys(family.optionsSchema.shape);
}

function refuseDriver(value: Mapping, path: ValuePath, { families, problems }: SiteContext): void {
  // A missing or invalid driver is already reported.
  if (typeof value.driver !== 'string') return;
  const meant = nearest(value.driver, families.keys());
  const hint = meant === undefined ? undefined : `did you mean ${meant}?`;
  problems.add([...path, 'driver'], `one of the drivers ${[...families.keys()].join(', ')}`, hint);
}

function refuseUnknownKeys(
  value: Mapping,
  path: ValuePath,
  context: SiteContext,
  family?: SensorFamily,
): void {
  const judges = family === undefined ? [...context.families.values()] : [family];
  const known = [...new Set([...commonKeys, ...judges.flatMap(keysOf)])];
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) context.problems.addUnknownKey(path, key, known);
  }
}

function refuseHalfCredentials(value: Mapping, path: ValuePath, problems: ProblemList): void {
  const hasUsername = Object.hasOwn(value, 'username');
  const hasPassword = Object.hasOwn(value, 'password');
  if (hasUsername && !hasPassword) problems.add([...path, 'password'], 'a password to go with username');
  if (hasPassword && !hasUsername) problems.add([...path, 'username'], 'a username to go with password');
}

type Mapping = Readonly<Record<string, unknown>>;

function only(value: Mapping, keys: readonly string[]): Mapping {
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
}
