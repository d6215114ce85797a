// Draws the icons under which a tablet keeps the console: `node scripts/draw-icons.mjs` writes public/icons/.
// They are kept in the repository; run it again when the lamp looks different.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { installedChromium } from './chromium.mjs';

const sizes = [192, 512];
const folder = join(import.meta.dirname, '..', 'public', 'icons');

/**
 * The lamp on a square of 100.
 *
 * @param {{ lamp: number, ground: string }} look height of the lamp; a maskable icon is cut to a circle of 80
 */
const drawing = ({ lamp, ground }) => {
  const unit = lamp / 30;
  const place = `translate(${50 - 16 * unit} ${50 - 16 * unit}) scale(${unit})`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100%" height="100%">
    ${ground}
    <g transform="${place}">
      <rect x="9" y="1" width="14" height="30" rx="7" fill="#14181d"/>
      <g fill="#4a525c"><circle cx="16" cy="8" r="3.6"/><circle cx="16" cy="16" r="3.6"/></g>
      <circle cx="16" cy="24" r="3.6" fill="#2fb873"/>
    </g>
  </svg>`;
};

const looks = {
  any: drawing({ lamp: 76, ground: '<rect x="4" y="4" width="92" height="92" rx="22" fill="#fafaf9"/>' }),
  maskable: drawing({ lamp: 60, ground: '<rect width="100" height="100" fill="#fafaf9"/>' }),
};

const executablePath = process.env.DOORLIGHT_CHROMIUM ?? installedChromium();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
await mkdir(folder, { recursive: true });
for (const [purpose, svg] of Object.entries(looks)) {
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<body style="margin:0;height:100vh">${svg}</body>`);
    await page.screenshot({ path: join(folder, `console-${purpose}-${size}.png`), omitBackground: true });
    await page.close();
  }
}
await browser.close();
