import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { inputsHash } from './inputs-hash.mjs';
import { root } from './paths.mjs';
import { unlessStamped } from './stamp.mjs';
import { StepFailed, step } from './step.mjs';
import { writeLicences } from './write-licences.mjs';

/** Each program of dist/ and where it begins. */
const entries = {
  sidecar: 'server/main.ts',
  pages: 'server/front/pages/pages.ts',
  simulate: 'server/simulators/simulate.ts',
  // Found by their names beside the programs: the threads of their database and of calendars, and expressions.
  'feed-worker': 'server/features/calendar/feed-worker.ts',
  'sqlite-worker': 'server/platform/database/sqlite/sqlite-worker.mjs',
  'expression-worker': 'server/sensors/generic/expression-worker.mjs',
};

/**
 * What stays in node_modules: native code, Next with its pages, files served from their package, and what packages
 * offer to use where it is installed. Everything else is bundled: reading thousands of files is most of a start.
 */
const external = ['libsql', 'next', '@fastify/swagger-ui', 'pg-native', 'bufferutil', 'utf-8-validate'];

const inputs = [
  'server',
  'lib',
  'package.json',
  'package-lock.json',
  'scripts/support/build-sidecar.mjs',
  'scripts/support/write-licences.mjs',
];

/** Bundles the programs that run in Node into dist/: one file each, packages stay in node_modules. */
export async function buildSidecar() {
  await unlessStamped(join(root, 'dist', '.stamp'), inputsHash(root, inputs), () =>
    step('Building the sidecar', bundle),
  );
}

async function bundle() {
  const { build, formatMessages } = await import('esbuild');
  try {
    await build({
      absWorkingDir: root,
      entryPoints: Object.fromEntries(
        Object.entries(entries).filter(([, file]) => existsSync(join(root, file))),
      ),
      outdir: 'dist',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      external,
      // Packages in CommonJS call `require` for Node's own modules; ESM has none.
      banner: {
        js: "import { createRequire as bannerRequire } from 'node:module'; const require = bannerRequire(import.meta.url);",
      },
      platform: 'node',
      target: 'node20',
      format: 'esm',
      minifyWhitespace: true,
      minifySyntax: true,
      sourcemap: true,
      // Stacks need lines and names; the text of the sources would only lie in the memory of Node.
      sourcesContent: false,
      logLevel: 'silent',
    });
    cpSync(join(root, 'server/sensors/templates'), join(root, 'dist/templates'), { recursive: true });
    writeLicences();
  } catch (error) {
    if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) throw error;
    const output = await formatMessages(error.errors, { kind: 'error' });
    throw new StepFailed('The sidecar could not be bundled.', output.join(''));
  }
}
