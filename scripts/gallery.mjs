// Photographs every state of the displays and every page of the console, into `gallery/index.html`.
//
//   npm run gallery [-- displays|console|tablet|desk|zoom|phone]

import { register } from 'tsx/esm/api';
import { findChromium } from './chromium.mjs';
import { root } from './support/paths.mjs';

process.chdir(root);
process.env.DOORLIGHT_CHROMIUM ??= await findChromium();
register();
await import(new URL('../e2e/gallery/main.ts', import.meta.url).href);
