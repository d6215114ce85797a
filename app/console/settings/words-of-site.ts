import { textsOf } from '#components/console/settings/settings-values.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { doorWords, type FaceWords, faceWords } from '#lib/i18n/door.ts';

/** The texts of a site's displays, in its languages. */
export async function wordsOfSite(entries: readonly ConfigEntry[]): Promise<readonly FaceWords[]> {
  const site = entries.find(({ kind }) => kind === 'site');
  const words = await doorWords(site === undefined ? [] : textsOf(site.document, 'languages'));
  return words.map((each) => faceWords(each));
}
