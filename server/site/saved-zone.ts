import type { Hold } from '#lib/contract/adjust.ts';
import type { OpenMinute } from '../engine/history-minute.ts';
import type { LedgerState } from '../engine/ledger-state.ts';

/** All that a zone must remember over a restart or a power cut, saved as one so that it is never half new. */
export interface SavedZone {
  readonly version: 1;
  readonly ledger: LedgerState;
  readonly minute?: OpenMinute;
  readonly hold?: Hold;
}
