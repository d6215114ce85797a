// Photographs every state of the displays and every page of the console, as they are served, for who designs them or
// needs a picture: `npm run gallery` writes `gallery/index.html`. What is photographed is the built product.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import playwrightConfig from '../../playwright.config.ts';
import { Doorlight } from '../support/doorlight.ts';
import { enterStates, layouts, shopOfStates, site, siteOf, states } from './states.ts';

const folder = 'gallery';
const patienceMs = 120_000;

interface Picture {
  readonly file: string;
  readonly caption: string;
}

interface Chapter {
  readonly title: string;
  readonly pictures: readonly Picture[];
}

interface View extends BrowserContextOptions {
  readonly name: string;
}

const screens: readonly View[] = [
  { name: 'TV', viewport: { width: 960, height: 540 } },
  { name: 'portrait', viewport: { width: 540, height: 960 } },
];
const strip: View = { name: 'strip', viewport: { width: 480, height: 120 } };

const consoles: readonly View[] = [
  { name: 'tablet', viewport: { width: 768, height: 1024 }, locale: 'en-GB' },
  { name: 'desk', viewport: { width: 1440, height: 900 }, locale: 'en-GB' },
  { name: 'desk, dark', viewport: { width: 1440, height: 900 }, locale: 'en-GB', colorScheme: 'dark' },
  // The desk again, enlarged in the browser to 200 %.
  { name: 'zoom', viewport: { width: 720, height: 450 }, locale: 'en-GB' },
  { name: 'phone', viewport: { width: 390, height: 844 }, locale: 'en-GB' },
  { name: 'phone, German', viewport: { width: 390, height: 844 }, locale: 'de-CH' },
];

const settings = `/console/settings/${site}`;
/** Every page of the console; the zone's page in each of its states. */
const consolePages: readonly string[] = [
  '/console',
  ...states.map((state) => `/console/zones/${siteOf(state)}/${state.id}`),
  '/console/wall',
  '/console/sensors',
  `/console/sensors/${site}/green`,
  `/console/sensors/${site}/unknown`,
  '/console/displays',
  '/console/displays/pair',
  '/console/history',
  '/console/insights',
  '/console/alerts',
  '/console/alerts/settings',
  '/console/reports',
  '/console/audit',
  '/console/account',
  `/console/opening/${site}`,
  '/console/settings',
  settings,
  `${settings}/site`,
  `${settings}/calendar`,
  `${settings}/public`,
  `${settings}/zones/green`,
  `${settings}/sensors/green`,
  `${settings}/displays/green-light`,
  `${settings}/add-zone`,
  `${settings}/add-sensor`,
  `${settings}/add-display`,
  `${settings}/add-lamp`,
  '/console/settings/add-site',
  '/console/admin',
  '/console/admin/people',
  '/console/admin/tablets',
  '/console/admin/keys',
  '/console/admin/configuration',
  '/console/admin/installation',
  '/console/admin/installation/sidecars',
  '/setup',
];
/** Without sign-in. */
const openPages: readonly string[] = ['/', '/sign-in', '/offline', '/display', `/now/${site}`];

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const isWanted = (chapter: string) => wanted.length === 0 || wanted.includes(chapter);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const shop = await shopOfStates(['en', 'de', 'fr']);
  const browser = await chromium.launch(playwrightConfig.use?.launchOptions);
  const doorlight = await Doorlight.start({ config: shop.config });
  try {
    const context = await browser.newContext();
    await enterStates(doorlight, await doorlight.signIn(context), shop);
    await context.close();
    const chapters: Chapter[] = [];
    if (isWanted('displays')) chapters.push(...(await photographDisplays(browser, doorlight)));
    // `desk, dark` is wanted as `desk`, too.
    const views = consoles.filter(({ name }) => isWanted('console') || isWanted(name.replace(/,.*/, '')));
    chapters.push(...(await photographConsole(browser, doorlight, views)));
    await writeFile(join(folder, 'index.html'), indexOf(chapters));
    const count = chapters.reduce((sum, { pictures }) => sum + pictures.length, 0);
    console.log(`${count} pictures: ${join(folder, 'index.html')}`);
  } finally {
    await doorlight.stop();
    await browser.close();
    await Promise.all([...shop.devices.values()].map((device) => device.close()));
  }
}

async function photographDisplays(browser: Browser, { url }: Doorlight): Promise<Chapter[]> {
  const chapters: Chapter[] = [];
  for (const layout of layouts) {
    const pictures: Picture[] = [];
    for (const { name: view, ...options } of layout === 'strip' ? [strip] : screens) {
      const page = await newPage(browser, options);
      for (const state of states) {
        const { id, name, light } = state;
        await page.goto(`${url}/display/${siteOf(state)}/${id}-${layout}`);
        await page.locator(`main[data-light="${light}"]`).waitFor();
        pictures.push(await photograph(page, `display-${layout}-${id}-${view}`, `${name}, ${view}`));
      }
      await page.context().close();
    }
    chapters.push({ title: `Display: ${layout}`, pictures });
  }
  return chapters;
}

async function photographConsole(
  browser: Browser,
  doorlight: Doorlight,
  views: readonly View[],
): Promise<Chapter[]> {
  const chapters: Chapter[] = [];
  for (const { name: view, ...options } of views) {
    const page = await newPage(browser, options);
    const pictures: Picture[] = [];
    const take = async (path: string) => {
      await page.goto(`${doorlight.url}${path}`);
      if (path.startsWith('/console')) await page.locator('[data-live="live"]').waitFor();
      await page.waitForLoadState('networkidle');
      pictures.push(await photograph(page, `${path === '/' ? 'root' : path} ${view}`, path, true));
    };
    for (const path of openPages) await take(path);
    await doorlight.signIn(page.context());
    for (const path of consolePages) await take(path);
    await page.context().close();
    chapters.push({ title: `Console: ${view}`, pictures });
  }
  return chapters;
}

async function newPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(patienceMs);
  return context.newPage();
}

/** `isWhole`: also what is below the edge of the screen, with the bars where they stand on a screen so long. */
async function photograph(page: Page, name: string, caption: string, isWhole = false): Promise<Picture> {
  const file = `${name.replace(/[^a-z0-9]+/gi, '-').replace(/^-/, '')}.png`;
  const size = page.viewportSize();
  if (isWhole && size !== null) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
  }
  // Animations go on: that of a display's veil, put to its end, would cover the light.
  await page.screenshot({ path: join(folder, file) });
  if (size !== null) await page.setViewportSize(size);
  return { file, caption };
}

function indexOf(chapters: readonly Chapter[]): string {
  const figure = ({ file, caption }: Picture) =>
    `<figure><a href="${file}"><img src="${file}" alt="${caption}" loading="lazy"></a><figcaption>${caption}</figcaption></figure>`;
  const section = ({ title, pictures }: Chapter) =>
    `<section><h2>${title}</h2><div>${pictures.map(figure).join('\n')}</div></section>`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Doorlight: gallery</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; background: #e7e7e4; color: #1b1b1b }
div { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start }
figure { margin: 0 } figcaption { padding: .3rem 0 } img { display: block; max-width: 22rem; max-height: 30rem; background: #fff }
</style>
<h1>Doorlight: gallery</h1>
${chapters.map(section).join('\n')}
</html>
`;
}

await main();
