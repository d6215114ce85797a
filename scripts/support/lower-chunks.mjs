import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSyntax } from './new-syntax.mjs';

/** The oldest engine found in screens of stores, and the year of its syntax, by which it is checked. */
const oldest = ['chrome79', 'es2019'];

/**
 * Rewrites the browser's scripts in the syntax of the oldest screens. Next compiles its own code for
 * current browsers only and has no setting that lowers it: without this, Chromium 79 to 88 stop at `??=`
 * and class fields before anything hydrates.
 *
 * @param {string} folder of the built chunks
 * @throws {Error} when what comes out could still not be read by them
 */
export async function lowerChunks(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  await Promise.all(
    files.map(async (name) => {
      const file = join(folder, name);
      const code = await lowered(readFileSync(file, 'utf8'));
      const fault = newSyntax(code);
      if (fault !== undefined) throw new Error(`${file}: ${fault}`);
      writeFileSync(file, code);
    }),
  );
}

/**
 * A script in the syntax of the oldest screens.
 *
 * @param {string} script
 */
export async function lowered(script) {
  const { transform } = await import('esbuild');
  const { minify } = await import('terser');
  const { code } = await transform(script, {
    target: oldest,
    // The helpers for private fields have short names: side by side in one page's scope, those of one
    // chunk would take the place of another's.
    format: 'iife',
    minify: true,
    legalComments: 'none',
  });
  // Names given by how often letters occur: 4 % less once gzipped, 6 KB of a display.
  const { code: small } = await minify(code, {
    ecma: 2017,
    compress: false,
    mangle: true,
    format: { comments: false, ecma: 2017 },
  });
  return small ?? code;
}
