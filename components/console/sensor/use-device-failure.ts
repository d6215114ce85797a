'use client';

import type { ApiFailure } from '#lib/api/client.ts';
import { useFailure } from '../use-failure.ts';

/** What a device, or the check of what it was asked, said: in the sidecar's words, which name the cause. */
const toldByDevice: ReadonlySet<number> = new Set([400, 404, 409, 502, 503, 504]);

/** Says why a call of a device did not succeed and what to do. `isCommand`: it may have been carried out. */
export function useDeviceFailure(): (failure: ApiFailure, isCommand?: boolean) => string {
  const words = useFailure();
  return (failure, isCommand = false) => {
    const detail = failure.kind === 'refused' ? failure.problem?.detail : undefined;
    return failure.kind === 'refused' && detail !== undefined && toldByDevice.has(failure.status)
      ? detail
      : words(failure, isCommand);
  };
}
