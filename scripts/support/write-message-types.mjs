import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

const folder = join(root, 'lib/i18n/languages/en');

/**
 * Declares each English JSON file with its literal texts (`console.d.json.ts`), so that the compiler knows the
 * values of each text: for a plain JSON import every text is only a string.
 */
export async function writeMessageTypes() {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name.replace(/\.json$/, '.d.json.ts'));
      const wanted = `declare const texts: ${await readFile(join(folder, name), 'utf8')};\nexport default texts;\n`;
      const found = await readFile(file, 'utf8').catch(() => undefined);
      if (found !== wanted) await writeFile(file, wanted);
    }),
  );
}
