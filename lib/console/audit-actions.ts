import type { AuditEntry } from '#lib/contract/audit.ts';

const told = [
  'adjust',
  'reset',
  'hold',
  'release',
  'sign-in',
  'pair',
  'make-key',
  'remove-key',
  'configure',
  'remove',
  'unlock',
  'lock-out',
  'add-person',
  'change-person',
  'remove-person',
  'set-password',
  'set-pin',
  'remove-pin',
  'sign-out-everywhere',
  'add-tablet',
  'remove-tablet',
  'import',
  'backup',
  'remove-demo',
  'set-parameter',
  'restart-passthrough',
  'reset-counters',
  'clear-data',
] as const satisfies readonly AuditEntry['action'][];

/** An action the console has words for; undefined for one that a newer sidecar has written. */
export function toldAction(action: string): (typeof told)[number] | undefined {
  return told.find((each) => each === action);
}
