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

/** Builds the pages into .next/. */
export async function buildPages() {
  await unlessStamped(join(root, '.next', '.stamp'), inputsHash(root, inputs), () =>
    step('Building the pages', build),
  );
}

async function build() {
  const { code, output } = await runQuietly(
    process.execPath,
    [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    { env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } },
  );
  if (code !== 0) throw new StepFailed('The pages could not be built.', output);
  // Not before: on a fresh clone the packages that it needs were installed a moment ago.
  const { lowerChunks } = await import('./lower-chunks.mjs');
  await lowerChunks(join(root, '.next', 'static', 'chunks'));
}
