import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { earlierParts } from '../support/built-parts.mjs';
import { root } from '../support/paths.mjs';

/** What the programs load from node_modules at run time (see `external` in build-sidecar.mjs), Next aside. */
const loaded = ['libsql', 'date-holidays'];
/** Programs that people and tests start by themselves. */
const leftOut = /^dist[\\/](simulate\.|\.)|\.map$/;
const packageFolder = /^.*node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+/;

/**
 * The files of the repository that run, and no others.
 *
 * @returns {Promise<readonly { readonly from: string, readonly to: string }[]>} absolute, and from the release's folder
 */
export async function neededFiles() {
  const pages = join('.next', 'standalone');
  const earlier = earlierParts(join(root, 'dist')).map((name) => join('dist', name));
  return [
    ...['LICENSE', 'CHANGELOG.md'].map(same),
    ...startScripts().map(same),
    ...filesIn('dist')
      .filter((file) => !leftOut.test(file) && !earlier.includes(file))
      .map(same),
    ...filesIn('public').map(same),
    // After the build their scripts were lowered for the screens of stores; the copies of Next have none of them.
    ...filesIn(join('.next', 'static')).map(same),
    ...['.next', 'node_modules']
      .flatMap((folder) => filesIn(join(pages, folder)))
      .filter((file) => !file.endsWith('.map'))
      .map((file) => ({ from: join(root, file), to: relative(pages, file) })),
    ...(await loadedPackages()).map(same),
  ].map(({ from, to }) => ({ from, to: to.split(sep).join('/') }));
}

/** @param {string} file */
function same(file) {
  return { from: join(root, file), to: file };
}

/** The program that starts both processes, and what it imports. */
function startScripts() {
  const support = [
    'check-node',
    'local-urls',
    'node-settings',
    'paths',
    'restart-delay',
    'supervised-process',
  ];
  return ['start.mjs', ...support.map((name) => join('support', `${name}.mjs`))].map((file) =>
    join('scripts', file),
  );
}

/** The files of the loaded packages and of the packages that they need, as a bundler finds them. */
async function loadedPackages() {
  const { build } = await import('esbuild');
  const { resolve } = createRequire(join(root, 'package.json'));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: loaded.map((name) => resolve(name)),
    outdir: 'unused',
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    // Native code: one package for each platform.
    external: ['@libsql/*'],
    logLevel: 'error',
  });
  const files = Object.keys(metafile.inputs);
  const manifests = files
    .flatMap((file) => foldersUpToPackage(dirname(file)))
    .map((folder) => join(folder, 'package.json'));
  const licences = files
    .map((file) => packageFolder.exec(file)?.[0] ?? '')
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
    .filter((file) => /licen[cs]e[^\\/]*$/i.test(file));
  const served = filesIn(join('node_modules', '@fastify', 'swagger-ui', 'static'));
  return [...new Set([...files, ...manifests, ...licences, ...served])].filter(
    (file) => existsSync(join(root, file)) && !file.endsWith('.map'),
  );
}

/**
 * A manifest in any of them says how Node reads the files below.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function foldersUpToPackage(folder) {
  const top = packageFolder.exec(folder)?.[0] ?? folder;
  return folder === top || folder.length < top.length
    ? [top]
    : [folder, ...foldersUpToPackage(dirname(folder))];
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
