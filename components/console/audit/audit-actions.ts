import type { AuditEntry } from '#lib/contract/audit.ts';

/** The actions the console has words for. */
export const auditActions = [
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
  'restore',
  'remove-demo',
  'set-parameter',
  'restart-passthrough',
  'reset-counters',
  'clear-data',
  'lamp-test',
] as const satisfies readonly AuditEntry['action'][];

/** An action the console has words for; undefined for one that a newer sidecar has written. */
export function knownAction(action: string): (typeof auditActions)[number] | undefined {
  return auditActions.find((each) => each === action);
}
