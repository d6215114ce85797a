// Checks who imports whom, by the rules of .dependency-cruiser.mjs.

import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { tests } from '../.dependency-cruiser.mjs';
import { folderCycles } from './support/folder-cycles.mjs';

// The folder may be given, so that the rules can be tried on a broken copy.
process.chdir(process.argv[2] ?? join(import.meta.dirname, '..'));

const folders = ['app', 'components', 'lib', 'server', 'e2e', 'bench'].filter((folder) => existsSync(folder));
const options = await extractOptions(join(process.cwd(), '.dependency-cruiser.mjs'));
const { output } = await cruise(folders, options, undefined, { tsConfig: extractTsConfig('tsconfig.json') });
if (typeof output === 'string')
  throw new Error('dependency-cruiser gives an object where no reporter is named');

const ours = output.modules.filter(({ source }) => folders.some((folder) => source.startsWith(`${folder}/`)));
const seen = new Set(ours.map(({ source }) => source));
const unseen = folders.flatMap(sourcesIn).filter((file) => !seen.has(file));
const imports = ours.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
const { violations } = output.summary;
const product = (/** @type {string} */ file) => seen.has(file) && !new RegExp(tests).test(file);
/** Of a cycle, those that the fewest others accompany. */
const shownImports = 12;
const cycles = folderCycles(
  ours.flatMap(({ source, dependencies }) =>
    dependencies
      .filter(({ resolved }) => product(source) && product(resolved))
      .map(({ resolved }) => /** @type {const} */ ([source, resolved])),
  ),
);

for (const { rule, from, to, cycle } of violations) {
  const route = cycle ? [from, ...cycle.map(({ name }) => name)] : [from, to];
  const comment = output.summary.ruleSetUsed?.forbidden?.find(({ name }) => name === rule.name)?.comment;
  console.error(`${rule.name}: ${route.join(' → ')}\n  ${comment}`);
}
for (const { parent, members, imports } of cycles) {
  console.error(`no-folder-cycles: ${parent || '.'}: ${members.join(' ')} need each other`);
  for (const [from, to] of imports.slice(0, shownImports)) console.error(`  ${from} → ${to}`);
  if (imports.length > shownImports) console.error(`  and ${imports.length - shownImports} more`);
}
// A cruiser that does not understand the TypeScript it is given sees nothing and finds nothing wrong.
if (unseen.length > 0) console.error(`Not looked at: ${unseen.join(', ')}`);
if (imports < seen.size)
  console.error(`Only ${imports} imports in ${seen.size} modules: something is not read.`);
if (
  violations.length > 0 ||
  cycles.length > 0 ||
  unseen.length > 0 ||
  seen.size < 60 ||
  imports < seen.size
) {
  console.error(
    `\nThe architecture does not hold: ${violations.length} imports that may not be, ${cycles.length} cycles of folders, ${seen.size} modules.`,
  );
  process.exit(1);
}
console.log(`The architecture holds: ${seen.size} modules, ${imports} imports.`);

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative('.', join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
