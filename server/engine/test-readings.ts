import type { Reading } from '#lib/contract/reading.ts';

/** People in and out by a counter's totals. */
export const count = (peopleIn: number, peopleOut: number, epoch?: string): Reading => ({
  ...{ kind: 'count', channel: 'main', in: peopleIn, out: peopleOut },
  ...(epoch !== undefined && { epoch }),
});

/** People inside, as a device reports them. */
export const level = (occupancy: number, totals?: { in: number; out: number }): Reading => ({
  ...{ kind: 'level', channel: 'main', occupancy },
  ...(totals !== undefined && { totals }),
});
