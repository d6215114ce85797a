import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';

/** A problem that staff can do something about. */
export type Trouble =
  /** The sidecar cannot write to its disk: no light can be shown. */
  | { readonly kind: 'storage'; readonly key: string }
  /** A faulty sensor. `darkens` are the zones whose light is unknown because of it. */
  | {
      readonly kind: 'sensor';
      readonly key: string;
      readonly sensor: SensorStatus;
      readonly darkens: readonly ZoneState[];
    }
  /** A zone's light is unknown, and no faulty sensor explains it. */
  | { readonly kind: 'unknown'; readonly key: string; readonly zone: ZoneState }
  /** A sensor's reading is suspect. */
  | { readonly kind: 'suspect'; readonly key: string; readonly zone: ZoneState; readonly sensor: string }
  /** More people went out than came in: a door counts wrongly. */
  | { readonly kind: 'drift'; readonly key: string; readonly zone: ZoneState };

/** The sensor in a reason or warning like `stale:door-b`; undefined for others. */
export function sensorOf(reason: string): string | undefined {
  const [kind, sensor] = reason.split(':');
  return kind === 'stale' || kind === 'starting' || kind === 'suspect' ? sensor : undefined;
}

/** The drift of a day is reported from a twentieth of the capacity, at least 5. */
function isDriftLarge({ drift, capacity }: ZoneState): boolean {
  return drift >= Math.max(5, capacity / 20);
}

/** The problems of one site, the worst first: unknown lights, then faulty sensors, then odd counts. */
export function troublesOf(
  zones: readonly ZoneState[],
  sensors: readonly SensorStatus[],
): readonly Trouble[] {
  const faulty = sensors.filter(({ status }) => status !== 'ok');
  const bySensor = faulty
    .map((sensor): Extract<Trouble, { kind: 'sensor' }> => {
      const darkens = zones.filter(
        ({ light, reason }) => light === 'unknown' && sensorOf(reason) === sensor.sensor,
      );
      return { kind: 'sensor', key: `sensor/${sensor.sensor}`, sensor, darkens };
    })
    .sort((a, b) => b.darkens.length - a.darkens.length);
  const explained = new Set(bySensor.flatMap(({ darkens }) => darkens));
  const isDark = (zone: ZoneState) =>
    zone.light === 'unknown' && zone.reason !== 'storage' && !explained.has(zone);
  return [
    ...(zones.some(({ reason }) => reason === 'storage')
      ? [{ kind: 'storage', key: 'storage' } as const]
      : []),
    ...bySensor.filter(({ darkens }) => darkens.length > 0),
    ...zones.filter(isDark).map((zone) => ({ kind: 'unknown', key: `unknown/${zone.zone}`, zone }) as const),
    ...bySensor.filter(({ darkens }) => darkens.length === 0),
    ...zones.flatMap((zone) => suspectsOf(zone)),
    ...zones
      .filter(isDriftLarge)
      .map((zone) => ({ kind: 'drift', key: `drift/${zone.zone}`, zone }) as const),
  ];
}

function suspectsOf(zone: ZoneState): readonly Trouble[] {
  return zone.warnings
    .filter((warning) => warning.startsWith('suspect:'))
    .map((warning) => ({
      kind: 'suspect',
      key: `${warning}/${zone.zone}`,
      zone,
      sensor: sensorOf(warning) ?? warning,
    }));
}
