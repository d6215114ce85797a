import { lightColours } from '#components/display/colours.ts';
import type { Site } from '#lib/contract/site.ts';
import { doorWords, type FaceWords, faceWords } from '#lib/i18n/door.ts';
import type { DisplayParts } from './display-parts.ts';

/**
 * The parts for drawing these sites' displays in small. For the server: each language once, however many sites
 * use it.
 */
export async function loadDisplayParts(sites: readonly Site[]): Promise<DisplayParts> {
  const words: Record<string, FaceWords> = {};
  const languages: Record<string, readonly string[]> = {};
  const known = new Map<string, readonly string[]>();
  for (const site of sites) {
    const key = site.languages.join();
    const spoken = known.get(key) ?? (await spokenIn(site.languages, words));
    known.set(key, spoken);
    languages[site.id] = spoken;
  }
  return { css, words, languages };
}

async function spokenIn(
  languages: readonly string[],
  words: Record<string, FaceWords>,
): Promise<readonly string[]> {
  const spoken = await doorWords(languages);
  for (const each of spoken) words[each.lang] ??= faceWords(each);
  return spoken.map(({ lang }) => lang);
}

const whole = 'top:0;right:0;bottom:0;left:0';
const { tone, ink } = lightColours.unknown;

/** Like `FirstStyle`, without the veil, which is for screens. */
const css = [
  `html,body{margin:0;overflow:hidden;background:${tone}}`,
  `.glass{position:fixed;${whole};overflow:hidden;background:${tone};color:${ink}}`,
  `.scene{position:absolute;${whole};overflow:hidden}`,
  ...Object.entries(lightColours).map(
    ([light, of]) => `.scene-${light}{background-color:${of.tone};color:${of.ink}}`,
  ),
  '.glass-veil{display:none}',
].join('\n');
