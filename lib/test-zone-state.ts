import type { ZoneState } from './contract/zone-state.ts';

/** A zone with a green light: what a test does not care about. */
export const sampleState = (change: Partial<ZoneState> = {}): ZoneState => ({
  ...{ site: 'bern', zone: 'store', name: 'Store', occupancy: 3, capacity: 10, utilization: 0.3 },
  ...{ light: 'green', reason: 'free', since: '2026-11-21T10:00:00.000Z', asOf: '2026-11-21T10:00:00.000Z' },
  ...{ validForMs: 4500, seq: 7, in: 5, out: 2, drift: 0, simulated: false, warnings: [] },
  ...change,
});
