import type { SensorFamily, Use } from '#server/sensors/driver.ts';
import { mainChannel } from '#server/sensors/reading.ts';
import type { SourceConfig } from './configuration.ts';
import { nearest } from './nearest.ts';
import type { ProblemList } from './problem-list.ts';
import { sourceSchema } from './schema.ts';
import type { ValuePath } from './value-path.ts';

/**
 * What zones need to know of a sensor of their site. Undefined: it is wrong in the file, and already reported.
 */
export interface SensorFacts {
  readonly family: SensorFamily | undefined;
  readonly pollMs: number | undefined;
}

export interface SourceContext {
  readonly sensors: ReadonlyMap<string, SensorFacts>;
  readonly problems: ProblemList;
}

const kindOf = { counts: 'count', occupancy: 'level' } as const;
type WrittenUse = keyof typeof kindOf;

/** Parses one entry of a zone's `sources`; undefined if its form is wrong. */
export function parseSource(
  value: unknown,
  path: ValuePath,
  context: SourceContext,
): SourceConfig | undefined {
  const source = context.problems.check(sourceSchema, value, path);
  if (source === undefined) return undefined;
  const { sensor, channel, direction, use, optional, factor } = source;
  const facts = context.sensors.get(sensor);
  if (facts === undefined) refuseSensor(sensor, path, context);
  if (facts?.family !== undefined) {
    checkChannel(channel, path, facts.family, context.problems);
    checkUse(use, direction, path, facts.family, context.problems);
    if (factor !== undefined) checkFactor(use, path, facts.family, context.problems);
  }
  return {
    sensor,
    channel: channel ?? mainChannel,
    direction,
    // Only what is counted can be counted more: with a factor, counts are asked for.
    use: factor === undefined ? readingKind(use, direction) : 'count',
    optional,
    ...(factor !== undefined && { factor }),
  };
}

/** A reversed door must use counts: an occupancy has no direction. */
function readingKind(use: WrittenUse | undefined, direction: SourceConfig['direction']): Use {
  if (use !== undefined) return kindOf[use];
  return direction === 'reverse' ? 'count' : 'auto';
}

function refuseSensor(sensor: string, path: ValuePath, { sensors, problems }: SourceContext): void {
  const meant = nearest(sensor, sensors.keys());
  const known =
    sensors.size === 0
      ? 'the id of a sensor of this site, which has none'
      : 'the id of a sensor of this site';
  const list = sensors.size === 0 ? '' : `: ${[...sensors.keys()].join(', ')}`;
  problems.add(
    [...path, 'sensor'],
    `${known}${list}`,
    meant === undefined ? undefined : `did you mean ${meant}?`,
  );
}

function checkChannel(
  channel: string | undefined,
  path: ValuePath,
  family: SensorFamily,
  problems: ProblemList,
): void {
  if (family.channels === 'main' && channel !== undefined && channel !== mainChannel) {
    problems.add([...path, 'channel'], `${mainChannel}, or no channel: ${family.id} has just that`);
  }
  if (family.channels === 'many' && channel === undefined) {
    problems.add(
      [...path, 'channel'],
      `a channel: ${family.id} counts several things, name the one that is meant`,
    );
  }
}

function checkFactor(
  use: WrittenUse | undefined,
  path: ValuePath,
  family: SensorFamily,
  problems: ProblemList,
): void {
  if (use === 'occupancy') problems.add([...path, 'use'], 'counts: an occupancy has no factor');
  else if (!family.gives.has('count')) {
    problems.add([...path, 'factor'], `no factor: ${family.id} gives no counts`);
  }
}

function checkUse(
  use: WrittenUse | undefined,
  direction: SourceConfig['direction'],
  path: ValuePath,
  family: SensorFamily,
  problems: ProblemList,
): void {
  if (use !== undefined && !family.gives.has(kindOf[use])) {
    problems.add(
      [...path, 'use'],
      `${use === 'counts' ? 'occupancy' : 'counts'}: ${family.id} gives no ${use}`,
    );
  } else if (direction === 'reverse' && use === 'occupancy') {
    problems.add([...path, 'use'], 'counts: direction reverse needs people counted in and out');
  } else if (direction === 'reverse' && !family.gives.has('count')) {
    problems.add([...path, 'direction'], `normal: ${family.id} gives no counts, which reverse needs`);
  }
}
