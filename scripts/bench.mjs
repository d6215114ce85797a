// Measures Doorlight against bare baselines and prints the table; docs/bench.md says what the lines mean.
//
//   npm run bench [-- [--quick] [poll] [fan-out] [fleet] [display] [pages] [history] [year] [mqtt] [wall] [public] [drift] [chain]]

import { readdirSync, rmSync } from 'node:fs';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';
import { findChromium, installedChromium } from './chromium.mjs';
import { findMosquitto } from './mosquitto.mjs';
import { root } from './support/paths.mjs';

// Inside node_modules, so that the bundles find their packages.
const outdir = join(root, 'node_modules', '.cache', 'bench');

rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: [
    { in: 'bench/main.ts', out: 'main' },
    ...readdirSync(join(root, 'bench', 'programs')).map((file) => ({
      in: `bench/programs/${file}`,
      out: `programs/${parse(file).name}`,
    })),
    // Found by its name beside the program: the threads of its databases.
    { in: 'server/platform/database/sqlite/sqlite-worker.mjs', out: 'sqlite-worker' },
  ],
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  logLevel: 'warning',
});
await stop();
process.chdir(root);
// For the page with many sites alone; where none can be had, the others are measured.
const subjects = process.argv.slice(2).filter((each) => !each.startsWith('-'));
const isForBrowser = subjects.length === 0 || subjects.includes('wall');
if (isForBrowser && process.env.DOORLIGHT_CHROMIUM === undefined) {
  const chromium = installedChromium() ?? (await findChromium().catch(() => undefined));
  if (chromium) process.env.DOORLIGHT_CHROMIUM = chromium;
}
if (subjects.length === 0 || subjects.includes('mqtt')) {
  const mosquitto = await findMosquitto();
  if (mosquitto) process.env.DOORLIGHT_MOSQUITTO = mosquitto;
}
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(outdir, 'main.mjs')).href);
