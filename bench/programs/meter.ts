// Preloaded into every process the bench measures: reports what it has used, and costs nothing until asked.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Stalls, Usage } from '../support/messages.ts';
import { monotonicMs } from '../support/monotonic.ts';
import { serve } from '../support/serve.ts';

const megabyte = 1024 * 1024;

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    cpuMs: (user + system) / 1000,
    atMs: monotonicMs(),
    rssMb: rss / megabyte,
    heapMb: heapUsed / megabyte,
  };
}

const stallEveryMs = 5;
let stalls: ReturnType<typeof monitorEventLoopDelay> | undefined;

/** Begins to watch how long the event loop is held up. */
function watchStalls(): void {
  stalls = monitorEventLoopDelay({ resolution: stallEveryMs });
  stalls.enable();
}

/** By how much the event loop was late, of every hundred moments the latest but one; and at most (ms). */
function endStalls(): Stalls {
  const lateMs = (nanoseconds = 0) => Math.max(0, nanoseconds / 1e6 - stallEveryMs);
  stalls?.disable();
  return { p99Ms: lateMs(stalls?.percentile(99)), maxMs: lateMs(stalls?.max) };
}

serve({ usage, watchStalls, endStalls });
