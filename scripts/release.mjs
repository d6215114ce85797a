// Packs what has been built into release/: an archive that needs nothing but Node, its list of components (SBOM), their
// checksums, and latest.json, which says to installations that ask for it which version this is.
//
//   node scripts/release.mjs [--only-installed] [--to <folder>]
//
// With --only-installed the archive runs on platforms like this one only, and nothing is downloaded.
// Run `node scripts/prepare.mjs start` before. The same build gives the same archive, byte by byte.

import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { create } from 'tar';
import { addNativePackages } from './release/native-packages.mjs';
import { neededFiles } from './release/needed-files.mjs';
import { writeSbom } from './release/sbom.mjs';
import { root } from './support/paths.mjs';
import { runQuietly } from './support/run-quietly.mjs';
import { StepFailed, step } from './support/step.mjs';

const { values } = parseArgs({
  options: {
    'only-installed': { type: 'boolean', default: false },
    to: { type: 'string', default: 'release' },
  },
});
const { name, version, license, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const target = resolve(root, values.to);
/** Unpacked, for those who build an image of it. */
const folder = join(target, name);

const starter = `// Starts Doorlight: node ${name}/start.mjs

import './scripts/support/check-node.mjs';
import './scripts/start.mjs';
`;

try {
  rmSync(target, { recursive: true, force: true });
  await step('Choosing what runs', stage);
  await step('Adding native code', () =>
    addNativePackages(folder, { isOnlyInstalled: values['only-installed'] }),
  );
  const date = await commitDate();
  const archive = `${name}-${version}.tar.gz`;
  await step('Packing', () => pack(join(target, archive), date));
  const sbom = `${name}-${version}.cdx.json`;
  await step('Listing components', () => writeSbom(join(target, sbom), { folder, date }));
  const sums = [archive, sbom].map((file) => `${sha256(join(target, file))}  ${file}\n`);
  writeFileSync(join(target, 'SHA256SUMS'), sums.join(''));
  const latest = {
    version,
    date: date.toISOString().slice(0, 10),
    archive,
    sha256: sha256(join(target, archive)),
  };
  writeFileSync(join(target, 'latest.json'), `${JSON.stringify(latest, null, 2)}\n`);
  console.log(`${relative(root, join(target, archive))}: ${megabytes(join(target, archive))} MB`);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  console.error(`\n${error.output}\n${error.message}`);
  process.exit(1);
}

async function stage() {
  for (const { from, to } of await neededFiles()) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    copyFileSync(from, join(folder, to));
  }
  writeFileSync(join(folder, 'start.mjs'), starter);
  const manifest = { name, version, license, private: true, type: 'module', engines };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * @param {string} file
 * @param {Date} date of everything in it
 */
async function pack(file, date) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const each of files) chmodSync(each, 0o644);
  const names = files.map((each) => relative(target, each).replaceAll('\\', '/')).sort();
  await create({ file, cwd: target, gzip: { level: 9, portable: true }, portable: true, mtime: date }, names);
}

/** When what is packed was committed, so that packing it again gives the same; SOURCE_DATE_EPOCH where it is set. */
async function commitDate() {
  const named = process.env.SOURCE_DATE_EPOCH;
  if (named !== undefined) return new Date(Number(named) * 1000);
  const { code, output } = await runQuietly('git', ['log', '-1', '--format=%ct']);
  return new Date(code === 0 ? Number(output) * 1000 : 0);
}

/** @param {string} file */
function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** @param {string} file */
function megabytes(file) {
  return (readFileSync(file).length / 1e6).toFixed(1);
}
