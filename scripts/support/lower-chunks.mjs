import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest engine found in screens of stores. */
const oldestEngine = 'chrome79';

/**
 * Rewrites the browser's scripts in the syntax of the oldest screens. Next compiles its own code for
 * current browsers only and has no setting that lowers it: without this, Chromium 79 to 88 stop at `??=`
 * and class fields before anything hydrates.
 *
 * @param {string} folder of the built chunks
 */
export async function lowerChunks(folder) {
  const { transform } = await import('esbuild');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  await Promise.all(
    files.map(async (name) => {
      const file = join(folder, name);
      const { code } = await transform(readFileSync(file, 'utf8'), {
        target: oldestEngine,
        // The helpers for private fields have short names: side by side in one page's scope, those of one
        // chunk would take the place of another's.
        format: 'iife',
        minify: true,
        legalComments: 'none',
      });
      writeFileSync(file, code);
    }),
  );
}
