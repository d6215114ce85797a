import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { bundled, external } from './support/build-sidecar.mjs';
import { root } from './support/paths.mjs';

/**
 * Packages that the programs import when they first need them. In a bundle of several files one in CommonJS has nothing but its
 * `default`; Node itself, which runs the sources in tests, also finds names in it.
 */
interface LaterImport {
  readonly file: string;
  readonly name: string;
  readonly names: readonly string[];
}

const found = readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => importsOf(file, readFileSync(join(root, 'server', file), 'utf8')));

// Beside the packages, so that what is left out of the bundle is found.
const folder = mkdtempSync(join(root, 'node_modules', '.later-imports-'));
afterAll(() => rmSync(folder, { recursive: true }));

function importsOf(file: string, text: string): LaterImport[] {
  const forms = /(?:const \{([^}]*)\} = )?\(?await import\('((?:@[\w-]+\/)?\w[\w/-]*)'\)(\)\.default\b)?/g;
  return [...text.matchAll(forms)].map(([, taken, name = '', isDefault]) => {
    if (isDefault !== undefined) return { file, name, names: ['default'] };
    if (taken === undefined) throw new Error(`${file}: what it takes of ${name} cannot be read`);
    return { file, name, names: taken.split(',').map((each) => each.split(':')[0]?.trim() ?? '') };
  });
}

it('finds in the bundle what it takes of packages that are imported later', async () => {
  expect(found.length).toBeGreaterThan(5);
  const packages = [...new Set(found.map(({ name }) => name))];
  await build({
    stdin: {
      contents: `export const loaded = { ${packages.map((name) => `'${name}': () => import('${name}')`).join()} };`,
      resolveDir: root,
    },
    outdir: folder,
    entryNames: 'all',
    ...bundled,
    external,
    logLevel: 'silent',
  });
  const { loaded } = z
    .object({
      loaded: z.record(
        z.string(),
        z.custom<() => Promise<object>>((each) => typeof each === 'function'),
      ),
    })
    .parse(await import(pathToFileURL(join(folder, 'all.mjs')).href));
  const missing: string[] = [];
  for (const { file, name, names } of found) {
    const given = Object.keys((await loaded[name]?.()) ?? {});
    missing.push(
      ...names.filter((each) => !given.includes(each)).map((each) => `${file}: ${each} of ${name}`),
    );
  }
  expect(missing).toEqual([]);
});
