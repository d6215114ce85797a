/** What the audit log has entries of. The console filters by them, without zod in its page. */
export const auditActions = [
  'adjust',
  'reset',
  'hold',
  'release',
  'set-capacity',
  'end-capacity',
  'calibrate',
  'take-back',
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
  'diagnostics',
  'remove-demo',
  'set-parameter',
  'restart-passthrough',
  'reset-counters',
  'clear-data',
  'lamp-test',
] as const;

/** An action by its name; undefined for one that only a newer sidecar writes. */
export function knownAction(action: string): (typeof auditActions)[number] | undefined {
  return auditActions.find((each) => each === action);
}
