import type { Light } from '#lib/contract/light.ts';

/**
 * The number of people at which a share of the capacity is reached: as the sidecar calculates it, for a
 * preview.
 */
export function peopleAt(share: number, capacity: number): number {
  return Math.max(1, Math.ceil(share * capacity - 1e-6));
}

export interface PreviewLimits {
  readonly capacity: number;
  /** Shares of the capacity. */
  readonly amberAt: number;
  readonly redAt: number;
}

/** The light for a number of people, as the number rises. */
export function previewLight(people: number, { capacity, amberAt, redAt }: PreviewLimits): Light {
  if (people >= peopleAt(redAt, capacity)) return 'red';
  return people >= peopleAt(amberAt, capacity) ? 'amber' : 'green';
}
