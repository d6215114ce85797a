import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { Farm } from './support/farm.ts';
import { type Layout, siteFile } from './support/layout.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { freePort, startPages, startSidecar, untilAnswers } from './support/sidecar.ts';
import { signIn } from './support/sign-in.ts';
import { ascending, measured, quantile, ratios } from './support/stats.ts';

const layout: Layout = {
  sites: 10_000,
  zonesPerSite: 1,
  sensorsPerZone: 1,
  displaysPerZone: 0,
  pollMs: 30_000,
};
const desk = { width: 1440, height: 900 };
/** A frame at sixty a second takes 16.7 ms: one that takes longer than this has missed the next. */
const maxFrameMs = 25;
const maxFirstMs = 1000;
const maxKilobytes = 50;
/** Until the first states are drawn and the page has come to rest. */
const settleMs = 3000;
const typed = 'store 42';
const typeEveryMs = 120;
const scrollEveryMs = 60;

/** Whether all sites of a chain can be looked at live, at sixty frames a second. */
export const wall: Bench = { name: 'wall', title: 'The wall of 10,000 sites', run };

/** The time between two frames, milliseconds, ascending; of each thing that somebody does. */
interface Frames {
  readonly rest: readonly number[];
  readonly typing: readonly number[];
  readonly scrolling: readonly number[];
}

interface Look {
  readonly frames: Frames;
  /** Until the first lights are drawn, milliseconds. */
  readonly firstMs: number;
  /** To the browser while somebody looks, kilobytes a second. */
  readonly kilobytes: number;
}

async function run(options: BenchOptions): Promise<Line[]> {
  const executablePath = process.env.DOORLIGHT_CHROMIUM;
  if (executablePath === undefined) {
    return [{ what: 'frames', ours: 'not measured', meaning: 'there is no Chromium on this machine' }];
  }
  options.progress('wall: ten thousand sites');
  const farm = await Farm.start(layout);
  const port = await freePort();
  const pagesUrl = `http://127.0.0.1:${await freePort()}`;
  const pageServer = startPages(pagesUrl, `http://127.0.0.1:${port}`);
  const { child, origin } = await startSidecar({ sites: siteFile(layout, farm.port), pagesUrl, port });
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath,
    args: ['--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])],
  });
  try {
    await untilAnswers(pageServer, `${origin}/readyz`);
    // Ten thousand sites are saved for the first time.
    await sleep(options.warmUpMs);
    const cookie = await signIn(origin);
    const looks: Look[] = [];
    const bare: Frames[] = [];
    for (let round = 1; round <= options.rounds; round++) {
      options.progress(`wall, round ${round} of ${options.rounds}`);
      looks.push(await onPage(browser, (page) => lookAtWall(page, origin, cookie, options.windowMs)));
      bare.push(await onPage(browser, (page) => framesOfNothing(page, options.windowMs)));
    }
    const ours = looks.map(({ frames }) => frames);
    const first = measured(looks.map(({ firstMs }) => firstMs)).value;
    const kilobytes = measured(looks.map((look) => look.kilobytes)).value;
    return [
      {
        what: 'first view',
        ours: `${first.toFixed(0)} ms`,
        target: atMost(first, maxFirstMs, ' ms'),
        meaning: 'from the address until the first sites are drawn with their lights',
      },
      {
        what: 'to the browser',
        ours: `${kilobytes.toFixed(1)} KB/s`,
        target: atMost(kilobytes, maxKilobytes, ' KB/s'),
        meaning: 'by the socket, while the numbers move',
      },
      lineOf('frames at rest', 'all numbers moving; against an empty page', ours, bare, 'rest'),
      lineOf('  while a search is typed', `“${typed}”, a key every ${typeEveryMs} ms`, ours, bare, 'typing'),
      lineOf('  while it is scrolled', `by a wheel, every ${scrollEveryMs} ms`, ours, bare, 'scrolling'),
    ];
  } finally {
    await browser.close();
    await Promise.all([child.stop(), pageServer.stop()]);
    await farm.stop();
  }
}

/** Does something on a page of its own, alone: pages beside each other would share the processor. */
async function onPage<T>(browser: Browser, act: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: desk, locale: 'en-GB' });
  try {
    return await act(await context.newPage());
  } finally {
    await context.close();
  }
}

async function lookAtWall(page: Page, origin: string, cookie: string, windowMs: number): Promise<Look> {
  const cookies = cookie.split('; ').map((each) => {
    const [name = '', ...value] = each.split('=');
    return { name, value: value.join('='), url: origin };
  });
  await page.context().addCookies(cookies);
  let received = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      received += Buffer.byteLength(payload);
    }),
  );
  const startedMs = performance.now();
  await page.goto(`${origin}/console/wall`, { waitUntil: 'commit' });
  await page.locator('[data-wall-site] [data-light]:not([data-light="unknown"])').first().waitFor();
  const firstMs = performance.now() - startedMs;
  await sleep(settleMs);
  received = 0;
  await sleep(windowMs);
  const kilobytes = received / windowMs;
  return { frames: await framesOf(page, windowMs), firstMs, kilobytes };
}

async function framesOfNothing(page: Page, windowMs: number): Promise<Frames> {
  await page.setContent('<input type="search"><div style="height: 20000px"></div>');
  return framesOf(page, windowMs);
}

async function framesOf(page: Page, windowMs: number): Promise<Frames> {
  const search = page.getByRole('searchbox');
  await sleep(settleMs);
  const rest = await during(page, () => sleep(windowMs));
  const typing = await during(page, async () => {
    await search.pressSequentially(typed, { delay: typeEveryMs });
    await sleep(windowMs / 4);
  });
  await search.fill('');
  await sleep(settleMs / 3);
  const scrolling = await during(page, async () => {
    await page.mouse.move(desk.width / 2, desk.height / 2);
    for (let passedMs = 0; passedMs < windowMs; passedMs += scrollEveryMs) {
      await page.mouse.wheel(0, 300);
      await sleep(scrollEveryMs);
    }
  });
  return { rest, typing, scrolling };
}

/** In the page: notes the time between frames until it is asked to end. */
const record = `window.frameTimes = [];
  let lastMs = performance.now();
  let frame = requestAnimationFrame(function look(nowMs) {
    window.frameTimes.push(nowMs - lastMs);
    lastMs = nowMs;
    frame = requestAnimationFrame(look);
  });
  window.endFrames = () => cancelAnimationFrame(frame);`;

/** The times between the frames that a page draws meanwhile, milliseconds, ascending. */
async function during(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(`(() => { ${record} })()`);
  await act();
  const frames = await page.evaluate<number[]>('(window.endFrames(), window.frameTimes)');
  // The first began at no frame.
  return ascending(frames.slice(1));
}

function lineOf(
  what: string,
  meaning: string,
  ours: readonly Frames[],
  bare: readonly Frames[],
  kind: keyof Frames,
): Line {
  const at = (frames: readonly Frames[], share: number) => frames.map((each) => quantile(each[kind], share));
  const words = (frames: readonly Frames[]) =>
    [0.5, 0.95, 0.99].map((share) => measured(at(frames, share)).value.toFixed(0)).join(', ');
  return {
    what,
    ours: `${words(ours)} ms`,
    bare: `${words(bare)} ms`,
    ratio: ratios(at(ours, 0.95), at(bare, 0.95)),
    target: atMost(measured(at(ours, 0.95)).value, maxFrameMs, ' ms'),
    meaning: `p50, p95, p99 between two frames; ${meaning}`,
  };
}
