// Measures Doorlight against bare baselines and prints the table; docs/bench.md says what the lines mean.
//
//   npm run bench [-- [--quick] [poll] [fan-out] [display] [pages] [history]]

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';
import { root } from './support/paths.mjs';

// Inside node_modules, so that the bundles find their packages.
const outdir = join(root, 'node_modules', '.cache', 'bench');

rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: ['bench/main.ts', 'bench/programs/*.ts'],
  outbase: 'bench',
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
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(outdir, 'main.mjs')).href);
