import { pick } from 'es-toolkit';
import type { SourceConfig, ZoneConfig } from './configuration.ts';
import { printDuration } from './duration.ts';
import { parseSource, type SourceContext } from './parse-source.ts';
import { limitsSchema, zoneEntrySchema } from './schema.ts';
import { isMapping, type ValuePath } from './value-path.ts';

export interface ZoneContext extends SourceContext {
  readonly site: string;
}

const minStaleAfterMs = 10_000;

/** Parses one entry of `zones`; undefined if something in it is wrong, which is then in the problems. */
export function parseZone(value: unknown, path: ValuePath, context: ZoneContext): ZoneConfig | undefined {
  const zone = context.problems.check(zoneEntrySchema, value, path);
  const sources = parseSources(value, [...path, 'sources'], context);
  checkLimits(value, path, context);
  if (zone === undefined) return undefined;
  const slowest = slowestRequired(sources, context);
  if (zone.staleAfter !== undefined && slowest !== undefined && zone.staleAfter <= slowest.pollMs) {
    const expected = `longer than ${slowest.sensor} takes from poll to poll (${printDuration(slowest.pollMs)})`;
    context.problems.add([...path, 'staleAfter'], expected);
  }
  const { staff, zeroAfter } = zone;
  return {
    site: context.site,
    ...pick(zone, [
      'id',
      'name',
      'capacity',
      'capacityAt',
      'amberAt',
      'redAt',
      'release',
      'onStale',
      'calibration',
    ]),
    ...(typeof staff === 'number' && { staff }),
    ...(typeof staff === 'object' && { staffAt: staff }),
    minHoldMs: zone.minHold,
    staleAfterMs: zone.staleAfter ?? Math.max(minStaleAfterMs, 3 * (slowest?.pollMs ?? 0)),
    maxStep: zone.maxStep ?? zone.capacity,
    ...(zeroAfter !== undefined && { zeroAfterMs: zeroAfter }),
    ...(zone.careful && { careful: true }),
    sources,
  };
}

function parseSources(value: unknown, path: ValuePath, context: ZoneContext): readonly SourceConfig[] {
  const list: readonly unknown[] = isMapping(value) && Array.isArray(value.sources) ? value.sources : [];
  const places = new Map<string, ValuePath>();
  const sources = list.flatMap((entry, index) => {
    const at = [...path, index];
    const source = parseSource(entry, at, context);
    if (source === undefined) return [];
    const key = `${source.sensor} ${source.channel}`;
    const earlier = places.get(key);
    if (earlier === undefined) places.set(key, at);
    else {
      const expected = `each channel of a sensor once in a zone; ${context.problems.place(earlier)} is the same`;
      context.problems.add(at, expected);
    }
    return [source];
  });
  if (list.length > 0 && sources.length === list.length && sources.every((source) => source.optional)) {
    // A light without any required sensor would stay green with all sensors silent.
    context.problems.add(path, 'at least one source that is not optional');
  }
  return sources;
}

function checkLimits(value: unknown, path: ValuePath, { problems }: ZoneContext): void {
  const limits = limitsSchema.safeParse(value);
  if (!limits.success) return;
  const { amberAt, redAt, release } = limits.data;
  if (amberAt > redAt) problems.add([...path, 'amberAt'], `at most redAt, which is ${redAt}`);
  if (release >= amberAt) problems.add([...path, 'release'], `less than amberAt, which is ${amberAt}`);
}

function slowestRequired(sources: readonly SourceConfig[], { sensors }: ZoneContext) {
  return sources
    .filter((source) => !source.optional)
    .map(({ sensor }) => ({ sensor, pollMs: sensors.get(sensor)?.pollMs ?? 0 }))
    .toSorted((a, b) => b.pollMs - a.pollMs)[0];
}
