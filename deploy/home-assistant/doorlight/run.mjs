// Starts Doorlight with the options of the add-on as its environment.

import { readFileSync } from 'node:fs';

/** @type {Record<string, string | null>} */
const options = JSON.parse(readFileSync('/data/options.json', 'utf8'));
for (const [name, value] of Object.entries(options)) if (value) process.env[name] = value;
await import(new URL('./start.mjs', import.meta.url).href);
