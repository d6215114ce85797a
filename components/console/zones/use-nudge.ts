'use client';

import { useEffect, useRef, useState } from 'react';
import type { Path } from '#lib/contract/path.ts';
import { useConsole } from '../console-context.ts';

/** For how long further taps are waited for: five quick taps are one change of five. */
const gatherMs = 700;

export interface Nudge {
  /** People tapped so far and not yet sent. */
  readonly pending: number;
  add(people: number): void;
}

/** Adds single people to a zone, or takes them away, gathered into one change. */
export function useNudge(path: Path): Nudge {
  const { live, commands } = useConsole();
  const [pending, setPending] = useState(0);
  const gathered = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => () => clearTimeout(timer.current), []);

  const occupancy = () => live.getState().zones[path]?.state.occupancy ?? 0;
  const send = () => {
    const to = Math.max(0, occupancy() + gathered.current);
    if (gathered.current !== 0) void commands.getState().place(path, { action: 'adjust', to });
    gathered.current = 0;
    setPending(0);
  };
  return {
    pending,
    add: (people) => {
      gathered.current = Math.max(-occupancy(), gathered.current + people);
      setPending(gathered.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(send, gatherMs);
    },
  };
}
