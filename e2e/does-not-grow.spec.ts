import type { CDPSession, Page } from '@playwright/test';
import { installFastDay } from './support/fast-day.ts';
import { expect, test } from './support/test.ts';

// Months: what grows a little with every update ends a screen some day.

/** `npm run test:screens` has it live for 100,000 of them. */
const updates = Number(process.env.DOORLIGHT_UPDATES ?? 30_000);
const dayMs = 86_400_000;
/** Until the engine has compiled and cached all that it will. */
const warmUp = 20_000;
const maxGrowthBytes = 300_000;

interface Size {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly timers: number;
  readonly animations: number;
  /** Of the page's thread, seconds. */
  readonly cpuS: number;
}

test(
  `a display is as large after ${updates} updates and a day as before`,
  { tag: '@long' },
  async ({ page, demo }, testInfo) => {
    const state = await (await fetch(`${demo.url}/api/v1/displays/demo/entrance`)).json();
    const { site, zone } = state.zone;
    // What is measured has no size on the screen: few pixels are drawn sooner.
    await page.setViewportSize({ width: 320, height: 180 });
    await page.addInitScript(installFastDay, { site, zone, capacity: 12 });
    await page.goto(`${demo.url}/display/demo/entrance`);
    await expect.poll(() => page.evaluate(() => window.fastDay.connections())).toBeGreaterThan(0);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });

    const apartMs = dayMs / updates;
    const live = (count: number) =>
      page.evaluate(([n, ms]) => window.fastDay.live(n, ms), [count, apartMs] as const);
    for (let done = 0; done < warmUp; done += 5_000) await live(5_000);
    const before = await sizeOf(devtools, page);
    const startedAt = performance.now();
    for (let done = 0; done < updates; done += 5_000) await live(5_000);
    const tookS = (performance.now() - startedAt) / 1000;
    const after = await sizeOf(devtools, page);

    const cpuS = after.cpuS - before.cpuS;
    const took = `${tookS.toFixed(1)} s, ${cpuS.toFixed(1)} s of CPU`;
    const text = `${updates} updates in ${took}: ${table(before, after)}`;
    console.log(text);
    testInfo.annotations.push({ type: 'size', description: text });
    await expect(page.locator('main[data-light]')).toHaveAttribute('data-light', /green|amber|red/);
    expect(await page.evaluate(() => window.fastDay.connections())).toBeGreaterThan(20);
    expect(after.heap - before.heap).toBeLessThan(maxGrowthBytes);
    // A fade that is under way has some of each.
    for (const what of ['nodes', 'listeners', 'timers', 'animations'] as const)
      expect(after[what], what).toBeLessThanOrEqual(before[what] * 1.2 + 3);
  },
);

async function sizeOf(devtools: CDPSession, page: Page): Promise<Size> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  const [timers, animations] = await page.evaluate(() => [
    window.fastDay.timers(),
    document.getAnimations().length,
  ]);
  return {
    heap: metric('JSHeapUsedSize'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    timers: timers ?? Number.NaN,
    animations: animations ?? Number.NaN,
    cpuS: metric('TaskDuration'),
  };
}

function table(before: Size, after: Size): string {
  const kb = (bytes: number) => `${Math.round(bytes / 1000)} KB`;
  return [
    `heap ${kb(before.heap)} → ${kb(after.heap)}`,
    ...(['nodes', 'listeners', 'timers', 'animations'] as const).map(
      (what) => `${what} ${before[what]} → ${after[what]}`,
    ),
  ].join(', ');
}
