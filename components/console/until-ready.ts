import { under } from '#lib/base-path.ts';

/** A sidecar that was asked to restart may still answer for this long. */
const stopsWithinMs = 2000;
const askEveryMs = 1000;

/** Resolves when Doorlight serves complete pages again after a restart. */
export async function untilReady(): Promise<void> {
  await sleep(stopsWithinMs);
  await untilServed();
}

/** Resolves when complete pages are served. */
export async function untilServed(): Promise<void> {
  while (!(await isReady())) await sleep(askEveryMs);
}

async function isReady(): Promise<boolean> {
  try {
    return (await fetch(under('/readyz'), { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
