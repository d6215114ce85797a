import type { LampState } from './contract/lamp.ts';

/** Where a state of a lamp has no setting of its own, that of another. Apart from the schemas: pages need nothing else of them. */
export const insteadOf: Readonly<Record<LampState, LampState>> = {
  green: 'unknown',
  amber: 'red',
  red: 'unknown',
  unknown: 'unknown',
  closed: 'unknown',
  keepOut: 'red',
  leave: 'unknown',
};
