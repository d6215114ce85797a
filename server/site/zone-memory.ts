import type { Hold } from '#lib/contract/adjust.ts';
import { adjustLedger, type LedgerAdjust } from '../engine/adjust-ledger.ts';
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

/** Removes a hold that is over. Returns the same object when there is none. */
export function withoutPastHold(memory: ZoneMemory, wallMs: number): ZoneMemory {
  const until = memory.hold?.until;
  return until !== undefined && Date.parse(until) <= wallMs ? { ...memory, hold: undefined } : memory;
}

/** Enters a moment into the zone's history. */
export function recorded(
  memory: ZoneMemory,
  moment: Pick<Moment, 'atMs' | 'isKnown' | 'light'> & { readonly staff: number },
): ZoneMemory {
  const { ledger } = memory;
  const { staff, ...rest } = moment;
  const { open, finished } = recordMoment(memory.minute, {
    ...rest,
    occupancy: visitorsOf(occupancyOf(ledger), staff),
    totalIn: ledger.totalIn,
    totalOut: ledger.totalOut,
  });
  return {
    ...memory,
    minute: open,
    ...(finished === undefined ? {} : { ended: [...memory.ended, finished] }),
  };
}

/** The part that a zone continues from after a restart. */
export function savedOf({ ledger, minute, hold, isCountLost }: ZoneMemory): SavedZone {
  return {
    version: 1,
    ledger,
    ...(minute === undefined ? {} : { minute }),
    ...(hold === undefined ? {} : { hold }),
    ...(isCountLost === undefined ? {} : { isCountLost }),
  };
}
