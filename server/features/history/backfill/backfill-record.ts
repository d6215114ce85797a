import type { SensorError } from '#lib/contract/sensor-status.ts';

/** People in and out. */
export interface Flow {
  readonly in: number;
  readonly out: number;
}

/** What a device counted in a span of time, as stored: from, to (epoch ms), in, out, occupancy. */
export type StoredBin = readonly [
  fromMs: number,
  toMs: number,
  people: Flow | null,
  occupancy: number | null,
];

/** The span and the source that identify a back-fill. */
export interface BackfillKey {
  readonly site: string;
  readonly zone: string;
  readonly sensor: string;
  readonly channel: string;
  /** Epoch ms. */
  readonly fromMs: number;
}

/**
 * `waiting`: there is something left to fetch. `settled`: the device has nothing more; it waits to be merged
 * together with others of its zone. The others are final.
 */
export type RecordState = 'waiting' | 'settled' | 'done' | 'unavailable' | 'failed';

/** The reason: a source was silent, it is new, or somebody requested the time before the zone's history. */
export type BackfillReason = 'silence' | 'new' | 'request';

/** A span of a source's past that is missing in history, or recorded at a wrong time. */
export interface BackfillRecord extends BackfillKey {
  /** When readings of the source arrived again (epoch ms). */
  readonly toMs: number;
  readonly reason: BackfillReason;
  readonly state: RecordState;
  /** `reverse` for a door between two zones: people who enter through it leave this zone. */
  readonly direction: 'normal' | 'reverse';
  /** False for an optional source: others do not wait for it. */
  readonly isRequired: boolean;
  /** The counts that the live readings brought for the whole span at its end, by the device's directions. */
  readonly live: Flow;
  /** Whether that is everybody: the device's totals were not reset meanwhile. */
  readonly isWhole: boolean;
  /**
   * The difference between the zone's number and the sum of its levels; absent if a source of the zone counts.
   */
  readonly correction?: number;
  /** Epoch ms up to which the device's data was fetched. */
  readonly fetchedMs: number;
  readonly bins: readonly StoredBin[];
  readonly attempts: number;
  /** Epoch ms before which the device is not asked again. */
  readonly dueMs: number;
  readonly error?: SensorError;
  /** Set when it is done. */
  readonly filled?: Flow & { readonly minutes: number };
}

/** Whether a record belongs to a zone. */
export function isOf(record: BackfillKey, zone: { readonly site: string; readonly id: string }): boolean {
  return record.site === zone.site && record.zone === zone.id;
}

/** Whether two records are states of the same back-fill. */
export function isSame(a: BackfillKey, b: BackfillKey): boolean {
  return (
    a.site === b.site &&
    a.zone === b.zone &&
    a.sensor === b.sensor &&
    a.channel === b.channel &&
    a.fromMs === b.fromMs
  );
}
