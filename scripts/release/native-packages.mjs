import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { root } from '../support/paths.mjs';
import { runQuietly } from '../support/run-quietly.mjs';
import { StepFailed } from '../support/step.mjs';

const ours = /^node_modules\/(@libsql\/[^/]+)$/;

/**
 * Brings the native code of the database into a release: for every platform from the package registry, checked
 * against package-lock.json, or as it is installed here.
 *
 * @param {string} target the release's folder
 * @param {{ readonly isOnlyInstalled: boolean }} options
 */
export async function addNativePackages(target, { isOnlyInstalled }) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  for (const [path, { version, integrity }] of Object.entries(packages)) {
    const name = ours.exec(path)?.[1];
    if (name === undefined) continue;
    if (!isOnlyInstalled) await download({ spec: `${name}@${version}`, integrity, to: join(target, path) });
    else if (existsSync(join(root, path))) cpSync(join(root, path), join(target, path), { recursive: true });
  }
}

/** @param {{ readonly spec: string, readonly integrity: string, readonly to: string }} wanted */
async function download({ spec, integrity, to }) {
  const folder = mkdtempSync(join(tmpdir(), 'doorlight-native-'));
  try {
    const args = ['pack', spec, '--json', '--pack-destination', folder];
    const { code, output } = await runQuietly('npm', args, { shell: process.platform === 'win32' });
    const file = join(folder, `${spec.replace('@', '').replace(/[/@]/g, '-')}.tgz`);
    if (code !== 0 || !existsSync(file))
      throw new StepFailed(`${spec} could not be downloaded. Is the package registry reachable?`, output);
    const [algorithm = '', expected] = integrity.split('-');
    const found = createHash(algorithm).update(readFileSync(file)).digest('base64');
    if (found !== expected)
      throw new StepFailed(
        `${spec} is not the package that package-lock.json names.`,
        `${algorithm}-${found}`,
      );
    mkdirSync(to, { recursive: true });
    await extract({ file, cwd: to, strip: 1 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
