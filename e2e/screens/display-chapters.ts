import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Light } from '#lib/contract/light.ts';
import { longestValidityMs } from '#lib/display/display-state.ts';
import { ChromiumScreen } from './chromium-screen.ts';
import { es5Faults } from './es5-faults.ts';
import { readScreen, type Screen, type Seen, type Size } from './screen.ts';
import type { Shop } from './shop.ts';
import { type Chapter, type Stage, waitFor } from './stage.ts';

const landscape: Size = { width: 1920, height: 1080 };
const portrait: Size = { width: 1080, height: 1920 };

/** A reload and its first paint on a machine under load. */
const reloadMs = 30_000;
/** A page waits 10 s for its scripts, the next ones 20, 40 and 80: the network may merely be slow. */
const timeoutMs = 120_000;
/** The browser's clock is read by ours: what lies between is not the page's fault. */
const leewayMs = 1_500;

/** What engines say when the sidecar is gone: that is no fault of the page. */
const networkWords =
  /net::ERR_|WebSocket|can’t establish a connection|NetworkError|Cross-Origin Request|Load failed|connection to ws/i;

const lightColours: Readonly<Record<Light, string>> = {
  green: 'rgb(47, 184, 115)',
  amber: 'rgb(255, 192, 46)',
  red: 'rgb(152, 19, 31)',
  unknown: 'rgb(59, 72, 86)',
  closed: 'rgb(20, 24, 29)',
};

/** The life of a screen at the door, in order. */
export const displayChapters: readonly Chapter[] = [
  { name: 'first HTML', play: firstHtml },
  { name: 'comes alive', play: comesAlive },
  { name: 'amber', play: (stage) => peopleComeIn(stage, 8, 'amber') },
  { name: 'red', play: (stage) => peopleComeIn(stage, 10, 'red') },
  { name: 'green again', play: (stage) => peopleComeIn(stage, 3, 'green') },
  { name: 'closed', play: closed },
  { name: 'sidecar gone', play: sidecarGone },
  { name: 'heals', play: heals },
  { name: 'no error', play: noError },
  { name: 'scripts lost', play: onChromium(scriptsLost) },
  { name: 'scripts too new', play: onChromium(scriptsTooNew) },
  { name: 'scripts off', play: onChromium(scriptsOff) },
];

interface ChromiumStage extends Stage {
  readonly screen: ChromiumScreen;
}

/** Only the DevTools protocol can take a page its scripts. */
function onChromium(play: (stage: ChromiumStage) => Promise<number | undefined>): Chapter['play'] {
  return async (stage) => {
    const { screen } = stage;
    return screen instanceof ChromiumScreen ? play({ ...stage, screen }) : 'skipped';
  };
}

async function firstHtml({ shop, screen, folder }: Stage): Promise<undefined> {
  shop.fillTo(3);
  await sleep(1_000);
  const html = await (await fetch(shop.displayUrl)).text();
  const faults = await es5Faults(html);
  if (faults) throw new Error(`The script in the page is not plain ES5:\n${faults}`);
  await screen.resize(landscape);
  if (!(screen instanceof ChromiumScreen)) return;
  await screen.call('Emulation.setScriptExecutionDisabled', { value: true });
  await screen.open(shop.displayUrl);
  await until(screen, 'green', reloadMs);
  await screen.screenshot(join(folder, 'first-html.png'));
  await screen.call('Emulation.setScriptExecutionDisabled', { value: false });
}

async function comesAlive({ shop, screen, folder }: Stage): Promise<number> {
  const startedAt = performance.now();
  await screen.open(shop.displayUrl);
  await waitFor('the screen to connect', reloadMs, async () => (await shop.screensConnected()) > 0);
  const took = performance.now() - startedAt;
  await until(screen, 'green', reloadMs);
  await picture({ screen, folder }, 'green');
  return took;
}

async function peopleComeIn({ shop, screen, folder }: Stage, people: number, light: Light): Promise<number> {
  const startedAt = performance.now();
  shop.fillTo(people);
  await until(screen, light, 5_000, String(people));
  const took = performance.now() - startedAt;
  if (light !== 'green') await picture({ screen, folder }, light);
  return took;
}

async function closed({ shop, screen, folder }: Stage): Promise<undefined> {
  await shop.close();
  await until(screen, 'closed', 5_000);
  await picture({ screen, folder }, 'closed');
  await shop.reopen();
  await until(screen, 'green', 10_000);
}

async function sidecarGone({ shop, screen, folder }: Stage): Promise<number> {
  await shop.doorlight.killSidecar();
  const startedAt = performance.now();
  await until(screen, 'unknown', longestValidityMs + leewayMs);
  const took = performance.now() - startedAt;
  await picture({ screen, folder }, 'unknown');
  return took;
}

async function heals({ shop, screen }: Stage): Promise<number> {
  const startedAt = performance.now();
  await shop.doorlight.startSidecar();
  await until(screen, 'green', reloadMs, '3');
  return performance.now() - startedAt;
}

async function noError({ screen }: Stage): Promise<undefined> {
  const errors = screen.errors.filter((error) => !networkWords.test(error));
  if (errors.length > 0) throw new Error(errors.join('\n'));
}

/** The chunks cannot be had: the page loads itself anew, and its light stays true. */
async function scriptsLost({ shop, screen, folder }: ChromiumStage): Promise<number> {
  await screen.call('Network.setBlockedURLs', { urls: ['*/_next/static/chunks/*.js'] });
  const took = await staysTrueByReload(shop, screen);
  await screen.screenshot(join(folder, 'scripts-lost.png'));
  await screen.call('Network.setBlockedURLs', { urls: [] });
  return took;
}

/** The engine does not understand the scripts. */
async function scriptsTooNew({ shop, screen }: ChromiumStage): Promise<number> {
  const body = Buffer.from('class { # too new }').toString('base64');
  screen.on('Fetch.requestPaused', ({ requestId }) => {
    const responseHeaders = [{ name: 'content-type', value: 'text/javascript' }];
    screen
      .call('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body })
      // A page that has gone asks for nothing any more.
      .catch(() => undefined);
  });
  await screen.call('Network.setCacheDisabled', { cacheDisabled: true });
  await screen.call('Fetch.enable', { patterns: [{ urlPattern: '*/_next/static/chunks/*.js' }] });
  const took = await staysTrueByReload(shop, screen);
  await screen.call('Fetch.disable');
  await screen.call('Network.setCacheDisabled', { cacheDisabled: false });
  return took;
}

/** Nothing runs at all: neither our scripts nor the few lines in the page. */
async function scriptsOff({ shop, screen }: ChromiumStage): Promise<number> {
  await screen.call('Emulation.setScriptExecutionDisabled', { value: true });
  const took = await staysTrueByReload(shop, screen);
  await screen.call('Emulation.setScriptExecutionDisabled', { value: false });
  return took;
}

/** Without living code: green, then full, and red by itself; never green longer than the page is valid. */
async function staysTrueByReload(shop: Shop, screen: Screen): Promise<number> {
  shop.fillTo(3);
  await sleep(1_000);
  // A new screen: it does not know yet that the scripts of its pages never come to life.
  await screen.evaluate('sessionStorage.clear()');
  await screen.open(shop.displayUrl);
  await until(screen, 'green', timeoutMs);
  const startedAt = performance.now();
  shop.fillTo(10);
  await until(screen, 'red', timeoutMs);
  const took = performance.now() - startedAt;
  shop.fillTo(3);
  await until(screen, 'green', timeoutMs);
  return took;
}

async function picture({ screen, folder }: Pick<Stage, 'screen' | 'folder'>, name: string): Promise<void> {
  // The new light has faded in.
  await sleep(600);
  await screen.screenshot(join(folder, `${name}-landscape.png`));
  await hasItsShape(screen, `${name}, landscape`);
  await screen.resize(portrait);
  await sleep(200);
  await screen.screenshot(join(folder, `${name}-portrait.png`));
  await hasItsShape(screen, `${name}, portrait`);
  await screen.resize(landscape);
}

/** Sides of the sign and of the housing of the lamps, as shares of the screen's short side. */
const shape = `(function () {
  var short = Math.min(innerWidth, innerHeight);
  var share = function (selector) {
    var box = document.querySelector(selector).getBoundingClientRect();
    return [box.width / short, box.height / short];
  };
  return { sign: share('.scenes .glass-pictogram'), lamps: share('.scenes .glass-housing') };
})()`;

/** Old engines share out the space of a grid otherwise: the sign is still read from afar, the lamps stand in a row. */
async function hasItsShape(screen: Screen, where: string): Promise<void> {
  const seen = (await screen.evaluate(shape)) as { readonly sign: number[]; readonly lamps: number[] };
  const [width = 0, height = 0] = seen.lamps;
  if (Math.min(...seen.sign) < 0.12 || width > height / 2)
    throw new Error(`The picture has lost its shape: ${where}: ${JSON.stringify(seen)}.`);
}

/** Waits for a light: said by the root element, and seen in the colour of the glass. */
async function until(screen: Screen, light: Light, withinMs: number, occupancy?: string): Promise<void> {
  let last: Seen | undefined;
  const seen = () =>
    `${light}${occupancy ? ` with ${occupancy} people` : ''}; it shows ${JSON.stringify(last)}`;
  await waitFor(seen, withinMs, async () => {
    last = (await readScreen(screen)) ?? last;
    return (
      last?.light === light &&
      last.tone === lightColours[light] &&
      (occupancy === undefined || last.occupancy === occupancy)
    );
  });
}
