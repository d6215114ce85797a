import type { SensorError } from '#lib/contract/sensor-status.ts';

/** People in and out. */
export interface Flow {
  readonly in: number;
  readonly out: number;
}

/** What a device counted in a stretch of time, as it is kept: from, to (epoch ms), in, out, occupancy. */
export type StoredBin = readonly [
  fromMs: number,
  toMs: number,
  people: Flow | null,
  occupancy: number | null,
];

/** Which stretch of which source; together they name a back-fill. */
export interface BackfillKey {
  readonly site: string;
  readonly zone: string;
  readonly sensor: string;
  readonly channel: string;
  /** Epoch ms. */
  readonly fromMs: number;
}

/**
 * `waiting`: there is something left to fetch. `settled`: no more will come of the device; it waits to be
 * merged together with others of its zone. The rest are ends.
 */
export type RecordState = 'waiting' | 'settled' | 'done' | 'unavailable' | 'failed';

/** Why: a source was silent, it is new, or somebody asked for what was before the zone's history. */
export type BackfillReason = 'silence' | 'new' | 'request';

/** A stretch of a source's past that is not in history, or not at the time when it happened. */
export interface BackfillRecord extends BackfillKey {
  /** When the source was heard again (epoch ms). */
  readonly toMs: number;
  readonly reason: BackfillReason;
  readonly state: RecordState;
  /** `reverse` for a door between two zones: who goes in there comes out here. */
  readonly direction: 'normal' | 'reverse';
  /** False for an optional source: others do not wait for it. */
  readonly isRequired: boolean;
  /** What the source's live readings brought for the whole stretch at its end, by the device's directions. */
  readonly live: Flow;
  /** Whether that is all who walked: the device's totals did not start over meanwhile. */
  readonly isWhole: boolean;
  /** What the zone's number had over the sum of its levels; absent where a source of the zone counts. */
  readonly correction?: number;
  /** Epoch ms up to which the device was asked. */
  readonly fetchedMs: number;
  readonly bins: readonly StoredBin[];
  readonly attempts: number;
  /** Epoch ms before which the device is not asked again. */
  readonly dueMs: number;
  readonly error?: SensorError;
  /** Once it is done. */
  readonly filled?: Flow & { readonly minutes: number };
}

/** Whether a record is of a zone. */
export function isOf(record: BackfillKey, zone: { readonly site: string; readonly id: string }): boolean {
  return record.site === zone.site && record.zone === zone.id;
}

/** Whether two records are the same back-fill, perhaps at different times. */
export function isSame(a: BackfillKey, b: BackfillKey): boolean {
  return (
    a.site === b.site &&
    a.zone === b.zone &&
    a.sensor === b.sensor &&
    a.channel === b.channel &&
    a.fromMs === b.fromMs
  );
}
