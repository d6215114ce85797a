import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keepParts } from './built-parts.mjs';
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
  // Found by their names beside the programs: the threads of their database, of calendars and of large imports, and
  // expressions.
  'feed-worker': 'server/features/calendar/feed-worker.ts',
  'yaml-worker': 'server/platform/config/yaml-worker.ts',
  'sqlite-worker': 'server/platform/database/sqlite/sqlite-worker.mjs',
  'expression-worker': 'server/sensors/expressions/expression-worker.mjs',
};

/**
 * What stays in node_modules: native code, Next with its pages, and what packages offer to use where it is installed.
 * Everything else is bundled: reading thousands of files is most of a start.
 */
export const external = ['libsql', 'next', 'pg-native', 'bufferutil', 'utf-8-validate'];

const inputs = [
  'server',
  'lib',
  'package.json',
  'package-lock.json',
  'scripts/support/build-sidecar.mjs',
  'scripts/support/built-parts.mjs',
  'scripts/support/write-licences.mjs',
];

/**
 * Messages of zod in forty languages, of which the program uses the English ones: its own words are in `lib/i18n`.
 *
 * @type {import('esbuild').Plugin}
 */
const englishZod = {
  name: 'english-zod',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/**
 * Node keeps the text of a program in memory, with two bytes for each character as soon as one is not ASCII. esbuild
 * escapes those of strings, not those of regular expressions.
 *
 * @type {import('esbuild').Plugin}
 */
const asciiOnly = {
  name: 'ascii-only',
  setup: ({ onEnd, initialOptions }) => {
    initialOptions.write = false;
    onEnd(({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text.replace(/[^\0-\x7f]/g, escaped));
      }
    });
  },
};

/** @param {string} character */
function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** How programs become files that Node runs, with the packages that they need. */
export const bundled = /** @type {const} @satisfies {import('esbuild').BuildOptions} */ ({
  bundle: true,
  // What `import()` names lies in files of its own, and is read where it is first used: memory of those alone who use it.
  // Of a package in CommonJS such a file has only `default`.
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  // Packages in CommonJS call `require` for Node's own modules; ESM has none.
  banner: {
    js: "import { createRequire as bannerRequire } from 'node:module'; const require = bannerRequire(import.meta.url);",
  },
});

/** Bundles the programs that run in Node into dist/, with the packages that they need. */
export async function buildSidecar() {
  await unlessStamped(join(root, 'dist', '.stamp'), inputsHash(root, inputs), () =>
    step('Building the sidecar', bundle),
  );
}

async function bundle() {
  const { build, formatMessages } = await import('esbuild');
  const dist = join(root, 'dist');
  try {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: Object.fromEntries(
        Object.entries(entries).filter(([, file]) => existsSync(join(root, file))),
      ),
      outdir: 'dist',
      ...bundled,
      external,
      chunkNames: '[name]-[hash]',
      minifyWhitespace: true,
      minifySyntax: true,
      // Stacks name functions, and lines of the bundle: Node would keep 130 MB for a source map of this size.
      lineLimit: 160,
      legalComments: 'external',
      metafile: true,
      plugins: [englishZod, asciiOnly],
      logLevel: 'silent',
    });
    keepParts(dist, Object.keys(metafile.outputs));
    await writeTemplates(join(dist, 'templates'));
    cpSync(join(root, 'node_modules/@resvg/resvg-wasm/index_bg.wasm'), join(dist, 'resvg.wasm'));
    writeLicences();
  } catch (error) {
    if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) throw error;
    const output = await formatMessages(error.errors, { kind: 'error' });
    throw new StepFailed('The sidecar could not be bundled.', output.join(''));
  }
}

/** @param {string} to the folder, which holds nothing else afterwards */
async function writeTemplates(to) {
  const { parse } = await import('yaml');
  const from = join(root, 'server/sensors/templates');
  const files = readdirSync(from).filter((file) => file.endsWith('.yaml'));
  mkdirSync(to, { recursive: true });
  const written = files.map((file) => {
    const name = file.replace(/yaml$/, 'json');
    writeFileSync(join(to, name), JSON.stringify(parse(readFileSync(join(from, file), 'utf8'))));
    return name;
  });
  // Of an earlier build; last, because a program may start meanwhile.
  for (const file of readdirSync(to)) if (!written.includes(file)) rmSync(join(to, file));
}
