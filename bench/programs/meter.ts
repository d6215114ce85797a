// Preloaded into every process the bench measures: reports what it has used, and costs nothing until asked.

import type { Usage } from '../support/messages.ts';
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

serve({ usage });
