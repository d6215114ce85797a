import { throttle } from 'es-toolkit/function';
import { useEffect, useState } from 'react';
import { useConsole } from './console-context.ts';
import type { LiveState } from './live/live-store.ts';

/** Minimum interval between updates, milliseconds. */
const throttleMs = 1000;

/**
 * A primitive value of the live state, for components that load data when it changes: updated at once, but at
 * most once a second while hundreds of sites change.
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
