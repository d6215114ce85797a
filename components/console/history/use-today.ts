import { useEffect, useState } from 'react';
import { useConsole } from '../console-context.ts';
import { wallTime } from './history-clock.ts';

const checkEveryMs = 30_000;

/** The date at a site (`2026-11-03`); it changes at midnight on a page that stays open. */
export function useToday(timezone: string): string {
  const { renderedAt } = useConsole();
  const [nowMs, setNowMs] = useState(renderedAt);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), checkEveryMs);
    return () => clearInterval(timer);
  }, []);
  return wallTime(nowMs, timezone).date;
}
