import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputsHash } from './inputs-hash.mjs';
import { root } from './paths.mjs';
import { runQuietly } from './run-quietly.mjs';
import { unlessStamped } from './stamp.mjs';
import { StepFailed, step } from './step.mjs';

const inputs = [
  'app',
  'components',
  'lib',
  'public',
  'package.json',
  'package-lock.json',
  'next.config.mjs',
  'postcss.config.mjs',
  'tailwind.config.ts',
  'instrumentation-client.ts',
  'scripts/support/build-pages.mjs',
  'scripts/support/lower-chunks.mjs',
  'scripts/support/new-syntax.mjs',
];

/** Builds the pages into .next/, or for a base path into a folder of its own. */
export async function buildPages() {
  // By its address: the types of Next, which say more of the environment than is so, stay out of the scripts.
  const { default: config } = await import(new URL('../../next.config.mjs', import.meta.url).href);
  const folder = config.distDir ?? '.next';
  await unlessStamped(
    join(root, folder, '.stamp'),
    `${inputsHash(root, inputs)}${config.basePath ?? ''}`,
    () => step('Building the pages', () => build(folder)),
  );
}

/** @param {string} folder */
async function build(folder) {
  const settings = readFileSync(join(root, 'tsconfig.json'));
  const { code, output } = await runQuietly(
    process.execPath,
    [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    { env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } },
  );
  // Next adds its folder there, and would do so for each base path.
  writeFileSync(join(root, 'tsconfig.json'), settings);
  if (code !== 0) throw new StepFailed('The pages could not be built.', output);
  // Not before: on a fresh clone the packages that it needs were installed a moment ago.
  const { lowerChunks } = await import('./lower-chunks.mjs');
  await lowerChunks(join(root, folder, 'static', 'chunks'));
}
