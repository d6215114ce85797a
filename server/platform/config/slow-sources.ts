import type { SiteConfig } from './configuration.ts';

/** Rarer readings than this are no base for a light (ms). */
const liveWithinMs = 60_000;

/** A zone whose light would go on for long after its other sensors have failed. */
export interface SlowSource {
  readonly zone: string;
  readonly sensor: string;
  readonly pollMs: number;
  /** So long the light is shown although nothing is heard. */
  readonly staleAfterMs: number;
}

/** Needed sources that are read so rarely that a light could be old for minutes before it is `unknown`. */
export function slowSources({ zones, sensors }: SiteConfig): SlowSource[] {
  const pollMs = new Map(sensors.map(({ id, pollMs }) => [id, pollMs]));
  return zones.flatMap(({ id, sources, staleAfterMs }) =>
    sources
      .filter(({ optional, sensor }) => !optional && (pollMs.get(sensor) ?? 0) > liveWithinMs)
      .map(({ sensor }) => ({ zone: id, sensor, pollMs: pollMs.get(sensor) ?? 0, staleAfterMs })),
  );
}
