import type { Hold } from '#lib/contract/adjust.ts';
import type { SetCapacity } from '#lib/contract/capacity.ts';
import { adjustLedger, type LedgerAdjust, takeBackExtra } from '../engine/adjust-ledger.ts';
import type { Factors } from '../engine/calibration.ts';
import { type MinuteRecord, type Moment, type OpenMinute, recordMoment } from '../engine/history-minute.ts';
import { type LedgerState, occupancyOf } from '../engine/ledger-state.ts';
import type { SavedZone } from './saved-zone.ts';

/** The state of a zone that is saved. */
export interface ZoneMemory {
  readonly ledger: LedgerState;
  readonly minute: OpenMinute | undefined;
  /**
   * Minutes that have ended and are not on disk, oldest first. A minute stays the same object until it is
   * saved.
   */
  readonly ended: readonly MinuteRecord[];
  readonly hold: Hold | undefined;
  /** The capacity that staff has set for now. */
  readonly capacity: SetCapacity | undefined;
  /** See `SavedZone.factors`. */
  readonly factors: Factors | undefined;
  /** See `SavedZone.isCountLost`. */
  readonly isCountLost?: true | undefined;
}

/** A command as a change of the zone's state. */
export type ZoneChange = (memory: ZoneMemory) => ZoneMemory;

/** The people counted less the staff inside, never below 0. */
export function visitorsOf(counted: number, staff: number): number {
  return Math.max(0, counted - staff);
}

/** Sets the number of people. */
export function adjusting(adjust: LedgerAdjust): ZoneChange {
  return (memory) => ({ ...memory, ledger: adjustLedger(memory.ledger, adjust), isCountLost: undefined });
}

/** Fixes the light, or releases it (undefined). */
export function holding(hold: Hold | undefined): ZoneChange {
  return (memory) => ({ ...memory, hold });
}

/** Sets the capacity for now, or goes back to the configured one (undefined). */
export function settingCapacity(capacity: SetCapacity | undefined): ZoneChange {
  return (memory) => ({ ...memory, capacity });
}

/** Corrects counts by what was learnt; undefined: no more, and what was corrected so far is taken back. */
export function correcting(factors: Factors | undefined, isConfigured: (key: string) => boolean): ZoneChange {
  return (memory) => ({
    ...memory,
    factors,
    ledger: factors === undefined ? takeBackExtra(memory.ledger, (key) => !isConfigured(key)) : memory.ledger,
  });
}

/** Ends a hold and a capacity whose time is over. The same object where there is none. */
export function withoutPast(memory: ZoneMemory, wallMs: number): ZoneMemory {
  const { hold, capacity } = memory;
  const isHoldPast = isPast(hold, wallMs);
  const isCapacityPast = isPast(capacity, wallMs);
  if (!isHoldPast && !isCapacityPast) return memory;
  return { ...memory, hold: isHoldPast ? undefined : hold, capacity: isCapacityPast ? undefined : capacity };
}

function isPast(order: { readonly until?: string | undefined } | undefined, wallMs: number): boolean {
  return order?.until !== undefined && Date.parse(order.until) <= wallMs;
}

/** Enters a moment into the zone's history. */
export function recorded(
  memory: ZoneMemory,
  moment: Pick<Moment, 'atMs' | 'isKnown' | 'light' | 'capacity'> & { readonly staff: number },
): ZoneMemory {
  const { ledger, ended } = memory;
  const { open, finished } = recordMoment(memory.minute, {
    atMs: moment.atMs,
    isKnown: moment.isKnown,
    light: moment.light,
    capacity: moment.capacity,
    occupancy: visitorsOf(occupancyOf(ledger), moment.staff),
    totalIn: ledger.totalIn,
    totalOut: ledger.totalOut,
  });
  return { ...memory, minute: open, ended: finished === undefined ? ended : [...ended, finished] };
}

/** The part that a zone continues from after a restart. */
export function savedOf({ ledger, minute, hold, capacity, factors, isCountLost }: ZoneMemory): SavedZone {
  const saved: { -readonly [Part in keyof SavedZone]: SavedZone[Part] } = { version: 1, ledger };
  if (minute !== undefined) saved.minute = minute;
  if (hold !== undefined) saved.hold = hold;
  if (capacity !== undefined) saved.capacity = capacity;
  if (factors !== undefined) saved.factors = factors;
  if (isCountLost !== undefined) saved.isCountLost = isCountLost;
  return saved;
}
