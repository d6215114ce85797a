import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

const folder = join(root, 'lib/i18n/languages/en');

/**
 * Declares each JSON file of English with its letters (`console.d.json.ts`), so that the compiler reads from a text
 * which values it takes: of a JSON file itself it only knows that there is some text.
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
