import type { FaultKind } from '#server/simulators/device/simulated-device.ts';
import type { Outcome } from './conformance-subject.ts';

/**
 * The allowed outcomes of a read under each fault: the truth, or an error that says what is wrong. A number
 * that the device did not count is never among them; a level below 0 is, because devices do report it.
 */
export const faultOutcomes: Readonly<Record<FaultKind, readonly Outcome[]>> = {
  'malformed-json': ['invalid'],
  html: ['invalid'],
  empty: ['invalid'],
  'error-in-200': ['device', 'invalid'],
  'numbers-as-text': ['truth'],
  negative: ['invalid', 'as-sent'],
  huge: ['invalid'],
  'half-open': ['timeout'],
  slow: ['timeout'],
  'status-401': ['unauthorized'],
  'status-403': ['forbidden'],
  'status-404': ['not-found'],
  'status-429': ['rate-limited'],
  'status-500': ['http-status'],
  'stale-nonce': ['truth'],
  'wrong-clock': ['truth'],
  'reset-counters': ['truth'],
  'occupancy-off': ['truth', 'switched-off', 'not-found'],
  'refuse-connections': ['unreachable'],
};

/** Faults under which a command does not reach the device, or is refused by it. */
export const faultsThatStopCommands = [
  'half-open',
  'slow',
  'status-401',
  'status-403',
  'status-404',
  'status-429',
  'status-500',
  'refuse-connections',
] as const satisfies readonly FaultKind[];

/** The result of an aborted request; one that was not aborted would be `timeout`. */
export const calledOff = { ok: false, error: { kind: 'unreachable' } };
