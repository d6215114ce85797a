'use client';

import { throttle } from 'es-toolkit/function';
import { startTransition, useEffect, useMemo, useState } from 'react';
import { useConsole } from '../console-context.ts';
import type { LiveState } from '../live/live-store.ts';
import { arranged, type WallChoice, type WallSite, wallOf } from './wall.ts';

/** Interval of updating numbers, and of re-sorting sites: a finger needs time to reach a card. */
const updateMs = 150;
const arrangeMs = 2000;

/** Every site in its current state. */
export function useWall(): readonly WallSite[] {
  const { live, sites } = useConsole();
  const arrange = ({ zones, sensors }: LiveState, before: readonly WallSite[]) => {
    const next = wallOf(sites, Object.values(zones), Object.values(sensors), before);
    return next.length === before.length && next.every((site, at) => site === before[at]) ? before : next;
  };
  const [wall, setWall] = useState<readonly WallSite[]>(() => arrange(live.getState(), []));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` reads nothing else that changes
  useEffect(() => {
    // Throttled: hundreds of sites may have changed at once.
    const update = throttle(
      () => startTransition(() => setWall((shown) => arrange(live.getState(), shown))),
      updateMs,
    );
    update();
    const stop = live.subscribe((state, before) => {
      if (state.zones !== before.zones || state.sensors !== before.sensors) update();
    });
    return () => {
      stop();
      update.cancel();
    };
  }, [live, sites]);
  return wall;
}

/** The sites that match the filter, in an order that does not change under a finger. */
export function useArranged(wall: readonly WallSite[], choice: WallChoice): readonly WallSite[] {
  const [round, setRound] = useState(0);
  const { query, order, onlyTroubles } = choice;
  const [kept, setKept] = useState<{ key: string; ids: readonly string[] }>({ key: '', ids: [] });
  const key = JSON.stringify([round, query, order, onlyTroubles]);
  let { ids } = kept;
  if (kept.key !== key) {
    ids = arranged(wall, choice);
    setKept({ key, ids });
  }
  useEffect(() => {
    const timer = setInterval(() => setRound((before) => before + 1), arrangeMs);
    return () => clearInterval(timer);
  }, []);
  return useMemo(() => {
    const byId = new Map(wall.map((site) => [site.id, site]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }, [wall, ids]);
}
