import type { Hold, HoldRequest } from '#lib/contract/adjust.ts';
import type { CapacityRequest, SetCapacity } from '#lib/contract/capacity.ts';
import { ProblemError } from '#server/platform/http/problem.ts';

/** A green light that is held without naming an end is released after this time. */
const greenHoldMs = 3_600_000;

/**
 * Checks and completes a hold that was requested.
 *
 * @param by user who requested it
 * @param nowMs epoch ms
 * @throws {ProblemError} for an emergency that lets people in, and for an end in the past
 */
export function holdFrom({ light, until, note, emergency }: HoldRequest, by: string, nowMs: number): Hold {
  if (emergency !== undefined && light !== 'closed' && light !== 'red') {
    throw new ProblemError(400, `light: ${light} lets people in; an emergency is held at closed or red.`);
  }
  const end = endOf(until, nowMs) ?? (light === 'green' ? nowMs + greenHoldMs : undefined);
  return {
    light,
    by,
    since: new Date(nowMs).toISOString(),
    ...(end === undefined ? {} : { until: new Date(end).toISOString() }),
    ...(note === undefined ? {} : { note }),
    ...(emergency === undefined ? {} : { emergency }),
  };
}

/**
 * The capacity that somebody sets for now.
 *
 * @throws {ProblemError} for an end in the past
 */
export function setCapacityFrom(
  { capacity, until, note }: CapacityRequest,
  by: string,
  nowMs: number,
): SetCapacity {
  const end = endOf(until, nowMs);
  return {
    capacity,
    by,
    since: new Date(nowMs).toISOString(),
    ...(end === undefined ? {} : { until: new Date(end).toISOString() }),
    ...(note === undefined ? {} : { note }),
  };
}

function endOf(until: string | undefined, nowMs: number): number | undefined {
  const endMs = until === undefined ? undefined : Date.parse(until);
  if (endMs !== undefined && endMs <= nowMs) {
    throw new ProblemError(400, `until: ${until} is in the past; expected a time still to come.`, {
      code: 'past',
    });
  }
  return endMs;
}
