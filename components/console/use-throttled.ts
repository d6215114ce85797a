'use client';

import { throttle } from 'es-toolkit/function';
import { useEffect, useState } from 'react';
import { useConsole } from './console-context.ts';
import type { LiveState } from './live/live-store.ts';

/** What changes more often than this is passed on only so often, milliseconds. */
const throttleMs = 1000;

/**
 * A plain value of what is live, for whoever asks the sidecar again when it changes: passed on at once, but no
 * more than once a second while hundreds of sites change.
 */
export function useThrottled<T extends string | number | boolean | undefined>(
  select: (state: LiveState) => T,
): T {
  const { live } = useConsole();
  const [value, setValue] = useState(() => select(live.getState()));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what `select` looks at does not change
  useEffect(() => {
    const pass = throttle(() => setValue(select(live.getState())), throttleMs);
    setValue(select(live.getState()));
    const stop = live.subscribe((state, before) => {
      if (select(state) !== select(before)) pass();
    });
    return () => {
      stop();
      pass.cancel();
    };
  }, [live]);
  return value;
}
