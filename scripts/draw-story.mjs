// Makes the moving picture of the README from the running demo: `node scripts/draw-story.mjs` writes docs/images/story.webp.
// The door and the console side by side: people walk in, somebody pulls a cable, the light goes dark, and comes back.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import { installedChromium } from './chromium.mjs';
import { freePort } from './support/local-urls.mjs';
import { root } from './support/paths.mjs';

const size = { door: 380, console: 800, height: 560, caption: 56 };
const largest = 1_500_000;
const file = join(root, 'docs', 'images', 'story.webp');

/** @type {{ picture: Buffer, ms: number }[]} */
const frames = [];

const dataDir = await mkdtemp(join(tmpdir(), 'doorlight-story-'));
const port = await freePort();
const doorlight = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
  env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'error' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const executablePath = process.env.DOORLIGHT_CHROMIUM ?? installedChromium();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const link = await signInLink();
  const url = new URL(link).origin;
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: size.console, height: size.height },
  });
  const board = await context.newPage();
  await board.goto(link);
  const door = await context.newPage();
  await door.setViewportSize({ width: size.door, height: size.height });
  await door.goto(`${url}/display/demo/entrance`);
  await control(door, url, board);
} finally {
  await browser.close();
  doorlight.kill('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
}
await sharp(
  frames.map(({ picture }) => picture),
  { join: { animated: true } },
)
  .webp({ quality: 68, effort: 6, loop: 0, delay: frames.map(({ ms }) => ms) })
  .toFile(file);
const { size: bytes } = await stat(file);
console.log(`${file}: ${frames.length} frames, ${Math.round(bytes / 1000)} KB`);
if (bytes > largest) throw new Error(`The picture is larger than ${largest / 1e6} MB: take fewer frames.`);

/** The one-time link that the demo prints. */
function signInLink() {
  return new Promise((resolve, reject) => {
    let printed = '';
    doorlight.stdout.on('data', (part) => {
      printed += part;
      const link = /https?:\S+\/sign-in\/once\?token=\S+/.exec(printed)?.[0];
      // The pages are up a moment later.
      if (link) waitForPages(new URL(link).origin).then(() => resolve(link), reject);
    });
    doorlight.on('exit', (code) => reject(new Error(`Doorlight ended with ${code}:\n${printed}`)));
  });
}

/** @param {string} url */
async function waitForPages(url) {
  while (
    !(await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * @param {import('@playwright/test').Page} door
 * @param {string} url
 * @param {import('@playwright/test').Page} board
 */
async function control(door, url, board) {
  const api = board.request;
  /** @param {string} path @param {object} data */
  const post = (path, data) =>
    api.post(`${url}/api/v1/${path}`, { data, headers: { origin: url } }).then((answer) => {
      if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
    });
  /** @param {number} people */
  const walk = (people) => post('simulator/demo/door-a/walk', people > 0 ? { in: people } : { out: -people });
  /** @param {string} light */
  const until = (light) => door.locator(`[data-light="${light}"]`).waitFor({ timeout: 60_000 });
  /** @param {string} caption @param {number} [ms] */
  const show = async (caption, ms = 900) => {
    // What fades has faded.
    await door.waitForTimeout(700);
    const [left, right] = await Promise.all([door.screenshot(), board.screenshot()]);
    frames.push({ picture: await frameOf(left, right, caption), ms });
  };
  await board.locator('[data-zone="demo/store"]').waitFor();
  await post('simulator/traffic', { on: false });
  await post('zones/demo/store/reset', {});
  await until('green');
  await show('The door says: come in.', 1500);
  for (let step = 0; step < 3; step++) {
    await walk(15);
    await show('People walk in. The console counts along.', 700);
  }
  await walk(6);
  await until('amber');
  await show('Nearly full.', 1300);
  await walk(9);
  await until('red');
  await show('Full: please wait.', 1700);
  await walk(-25);
  await until('green');
  await show('Room again.', 1300);
  await post('simulator/demo/door-b/fault', { fault: 'refuse-connections' });
  await show('Somebody pulls the cable of a sensor …', 1300);
  await until('unknown');
  await show('… and nobody knows how many are inside. The light goes dark. It never stays green.', 3000);
  await post('simulator/demo/door-b/fault', { fault: null });
  await until('green');
  await show('Plugged in again: it comes back by itself, and no count is lost.', 2200);
}

/**
 * @param {Buffer} left
 * @param {Buffer} right
 * @param {string} caption
 */
function frameOf(left, right, caption) {
  const width = size.door + size.console;
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${size.caption}">
    <rect width="100%" height="100%" fill="#14181d"/>
    <text x="24" y="36" font-family="Inter, DejaVu Sans, sans-serif" font-size="22" fill="#fafaf9">${caption}</text></svg>`;
  return sharp({
    create: { width, height: size.height + size.caption, channels: 3, background: '#14181d' },
  })
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: size.door, top: 0 },
      { input: Buffer.from(text), left: 0, top: size.height },
    ])
    .png()
    .toBuffer();
}
