import type { SiteConfig } from './configuration.ts';

/** A longer interval between readings is too slow for a light (ms). */
const liveWithinMs = 60_000;

/** A zone whose light would stay for long after its other sensors have failed. */
export interface SlowSource {
  readonly zone: string;
  readonly sensor: string;
  readonly pollMs: number;
  /** For this long the light is shown without any reading. */
  readonly staleAfterMs: number;
}

/** Required sources that are read so rarely that a light could be minutes old before it is `unknown`. */
export function slowSources({ zones, sensors }: SiteConfig): SlowSource[] {
  const pollMs = new Map(sensors.map(({ id, pollMs }) => [id, pollMs]));
  return zones.flatMap(({ id, sources, staleAfterMs }) =>
    sources
      .filter(({ optional, sensor }) => !optional && (pollMs.get(sensor) ?? 0) > liveWithinMs)
      .map(({ sensor }) => ({ zone: id, sensor, pollMs: pollMs.get(sensor) ?? 0, staleAfterMs })),
  );
}
