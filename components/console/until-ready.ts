/** So long a sidecar that was told to start again may still answer as it was. */
const stopsWithinMs = 2000;
const askEveryMs = 1000;

/** Resolves when Doorlight, which was told to start again, serves whole pages again. */
export async function untilReady(): Promise<void> {
  await sleep(stopsWithinMs);
  await untilServed();
}

/** Resolves when whole pages are served. */
export async function untilServed(): Promise<void> {
  while (!(await isReady())) await sleep(askEveryMs);
}

async function isReady(): Promise<boolean> {
  try {
    return (await fetch('/readyz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
