import { escape as escaped } from 'es-toolkit';
import type { Light } from '#lib/contract/light.ts';

export interface BadgeOptions {
  readonly lang: string;
  /** Name of the zone. */
  readonly name: string;
  readonly light: Light;
  readonly words: Readonly<Record<Light, string>>;
  /** Validity of the light. */
  readonly validForMs: number;
}

const height = 28;
const padding = 12;

const colours: Readonly<Record<Light, { readonly background: string; readonly ink: string }>> = {
  green: { background: '#2fb873', ink: '#04160c' },
  amber: { background: '#ffc02e', ink: '#1c1200' },
  red: { background: '#98131f', ink: '#fff' },
  unknown: { background: '#3b4856', ink: '#fff' },
  closed: { background: '#14181d', ink: '#fff' },
};

/**
 * The light of a zone as a picture. It has no script and gets no updates: its own animation covers it with the
 * unknown light when its validity ends.
 */
export function badge({ lang, name, light, words, validForMs }: BadgeOptions): string {
  const left = widthOf(name);
  const right = Math.max(widthOf(words[light]), widthOf(words.unknown));
  const sign = (of: Light, attributes: string) =>
    `<g${attributes}><rect x="${left}" width="${right}" height="${height}" fill="${colours[of].background}"/>${text(
      words[of],
      left + right / 2,
      colours[of].ink,
    )}</g>`;
  const isExpiring = light !== 'unknown';
  return `<svg xmlns="http://www.w3.org/2000/svg" lang="${escaped(lang)}" width="${left + right}" height="${height}" viewBox="0 0 ${left + right} ${height}" role="img" data-light="${light}">
<title>${escaped(name)}</title>
<style>text{font:600 13px Inter,system-ui,sans-serif;text-anchor:middle}.late{visibility:hidden;animation:late 0s ${validForMs}ms forwards}@keyframes late{to{visibility:visible}}</style>
<clipPath id="round"><rect width="${left + right}" height="${height}" rx="6"/></clipPath>
<g clip-path="url(#round)"><rect width="${left}" height="${height}" fill="#fafaf9"/>${text(name, left / 2, '#17171a')}${sign(light, '')}${isExpiring ? sign('unknown', ' class="late"') : ''}</g>
<rect x=".5" y=".5" width="${left + right - 1}" height="${height - 1}" rx="5.5" fill="none" stroke="#8a8a8f"/>
</svg>
`;
}

/** Width of a text at 13 px: fonts cannot be measured here, so it is rather too wide than too narrow. */
function widthOf(words: string): number {
  const width = [...words].reduce((sum, letter) => sum + letterWidth(letter), 0);
  return Math.ceil(width) + 2 * padding;
}

function letterWidth(letter: string): number {
  if (/[\u3000-\u9fff\uac00-\uff60]/.test(letter)) return 13.5;
  if (/[mwMW@]/.test(letter)) return 12;
  if (/[iljtfI.,:;'’!|\s]/.test(letter)) return 4.5;
  return /\p{Lu}/u.test(letter) ? 9.5 : 8;
}

function text(words: string, x: number, ink: string): string {
  return `<text x="${x}" y="18.5" fill="${ink}">${escaped(words)}</text>`;
}
