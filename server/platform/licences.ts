import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Licence, licenceSchema } from '#lib/contract/about.ts';

/** The licences of all packages, written beside the program by the build; none in development. */
export async function readLicences(): Promise<readonly Licence[]> {
  const text = await readFile(new URL('./licences.json', import.meta.url), 'utf8').catch(() => '[]');
  return z.array(licenceSchema).parse(JSON.parse(text));
}
