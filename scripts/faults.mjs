// Runs Doorlight against faults and prints the table; docs/faults.md says what its columns mean.
//
//   npm run faults [-- [--quick] [--write] [disk] [database] [redis] [devices] [machine] [screen] [sqlite] [postgres]]

import { existsSync } from 'node:fs';
import { register } from 'tsx/esm/api';
import { findChromium } from './chromium.mjs';
import { findPostgres } from './postgres.mjs';
import { findRedis } from './redis.mjs';
import { installDebianPackage } from './support/debian-package.mjs';
import { placesOnPath } from './support/on-path.mjs';
import { root } from './support/paths.mjs';
import { step } from './support/step.mjs';

process.chdir(root);
process.env.DOORLIGHT_CHROMIUM ??= await findChromium();
const redis = await findRedis();
if (redis) process.env.DOORLIGHT_REDIS_SERVER = redis;
const postgres = await findPostgres();
if (postgres) process.env.DOORLIGHT_POSTGRES_BIN = postgres;
register();

// Without these two the rows of disks that hang and of clocks are printed as not played.
if (!placesOnPath(['cc']).some(existsSync))
  await step('Installing a C compiler', () => installDebianPackage('gcc libc6-dev'));
const { faketimeLibrary } = await import(new URL('../e2e/faults/fake-clock.ts', import.meta.url).href);
if (faketimeLibrary() === undefined)
  await step('Installing libfaketime', () => installDebianPackage('libfaketime'));

await import(new URL('../e2e/faults/main.ts', import.meta.url).href);
