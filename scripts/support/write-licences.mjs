import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * Writes dist/licences.json: name, version and licence of every package that the product needs at run time,
 * as the lock file has them.
 */
export function writeLicences() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const known = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    // The root itself, what only builds and tests, and links.
    if (path === '' || entry.dev || entry.link) continue;
    // Packages of other platforms are in the lock and not here.
    if (entry.optional && !existsSync(join(root, path))) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = licenceOf(entry, path);
    known.set(`${name}@${entry.version}`, { name, version: entry.version, licence });
  }
  const list = [...known.values()].sort((a, b) => a.name.localeCompare(b.name));
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', 'licences.json'), JSON.stringify(list));
}

/**
 * @param {{ license?: string | { type?: string } }} entry
 * @param {string} path
 */
function licenceOf(entry, path) {
  const named = entry.license ?? installedLicence(path);
  if (typeof named === 'string') return named;
  return typeof named?.type === 'string' ? named.type : 'unknown';
}

/**
 * Some locks leave the licence out.
 *
 * @param {string} path
 */
function installedLicence(path) {
  try {
    return JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')).license;
  } catch {
    return undefined;
  }
}
