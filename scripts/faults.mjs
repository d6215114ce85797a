// Runs Doorlight against faults and prints the table; docs/faults.md says what its columns mean.
//
//   npm run faults [-- [--quick] [--write] [disk] [database] [redis] [devices] [machine] [screen] [sqlite] [postgres]]

import { register } from 'tsx/esm/api';
import { findChromium } from './chromium.mjs';
import { findRedis } from './redis.mjs';
import { root } from './support/paths.mjs';

process.chdir(root);
process.env.DOORLIGHT_CHROMIUM ??= await findChromium();
const redis = await findRedis();
if (redis) process.env.DOORLIGHT_REDIS_SERVER = redis;
register();
await import(new URL('../e2e/faults/main.ts', import.meta.url).href);
