import type { DisplayTheme, Layout } from '#lib/contract/display-theme.ts';
import type { Light } from '#lib/contract/light.ts';
import { inkOn } from '#lib/display/contrast.ts';
import type { SettingsDocument } from './settings-api.ts';
import { booleanOf, documentOf, textOf, textsOf, withoutUndefined } from './settings-values.ts';

export const themeLayouts: readonly Layout[] = ['light', 'number', 'bar', 'zones', 'strip'];
export const themeLights: readonly Light[] = ['green', 'amber', 'red', 'closed', 'unknown'];

export interface Colours {
  readonly tone: string;
  readonly ink: string;
}

type Texts = Readonly<Partial<Record<Light, string>>>;

/** The form values of a display's theme. Empty means the default. */
export interface ThemeValues {
  readonly name: string;
  readonly layout: Layout;
  /** The other zones of the layout `zones`. */
  readonly zones: readonly string[];
  readonly rotate: boolean;
  /** By language. */
  readonly texts: Readonly<Record<string, Texts>>;
  readonly colours: Readonly<Partial<Record<Light, Colours>>>;
  readonly logo: string;
  readonly picture: string;
  readonly video: string;
  readonly chime: boolean;
  readonly speak: boolean;
}

/** The form values of a display's document. */
export function themeValuesOf(document: SettingsDocument): ThemeValues {
  const background = documentOf(document, 'background') ?? {};
  const layout = textOf(document, 'layout');
  return {
    name: textOf(document, 'name'),
    layout: themeLayouts.find((each) => each === layout) ?? 'light',
    zones: textsOf(document, 'zones').filter((zone) => zone !== textOf(document, 'zone')),
    rotate: booleanOf(document, 'rotate', false),
    texts: textsIn(documentOf(document, 'texts') ?? {}),
    colours: coloursIn(documentOf(document, 'colours') ?? {}),
    logo: textOf(document, 'logo'),
    picture: textOf(background, 'picture'),
    video: textOf(background, 'video'),
    chime: booleanOf(document, 'chime', false),
    speak: booleanOf(document, 'speak', false),
  };
}

/** The form values as keys of the document; undefined for defaults. */
export function themeKeysOf(values: ThemeValues): SettingsDocument {
  const { name, layout, zones, rotate, logo, chime, speak } = values;
  const { background, texts, colours } = themeOf(values);
  return {
    name: name.trim() || undefined,
    layout: layout === 'light' ? undefined : layout,
    zones: layout === 'zones' && zones.length > 0 ? zones : undefined,
    rotate: rotate || undefined,
    texts,
    colours:
      colours &&
      Object.fromEntries(
        Object.entries(colours).map(([light, of]) => [light, of.ink === inkOn(of.tone) ? of.tone : of]),
      ),
    logo: logo || undefined,
    background,
    chime: chime || undefined,
    speak: speak || undefined,
  };
}

/** The theme in the form of a display's page. */
export function themeOf({
  texts,
  colours,
  logo,
  picture,
  video,
  rotate,
  chime,
  speak,
}: ThemeValues): DisplayTheme {
  const written = Object.entries(texts).flatMap(([lang, of]): [string, Texts][] => {
    const kept = Object.entries(of).filter(([, text]) => text.trim() !== '');
    return kept.length === 0
      ? []
      : [[lang, Object.fromEntries(kept.map(([light, text]) => [light, text.trim()]))]];
  });
  const background = withoutUndefined({ picture: picture || undefined, video: video || undefined });
  return {
    ...(written.length > 0 && { texts: Object.fromEntries(written) }),
    ...(Object.keys(colours).length > 0 && { colours: { ...colours } }),
    ...(logo !== '' && { logo }),
    ...(Object.keys(background).length > 0 && { background }),
    ...(rotate && { rotate }),
    ...(chime && { chime }),
    ...(speak && { speak }),
  };
}

/** The problem of a text for a light. */
export type TextProblem =
  | { readonly kind: 'unknown'; readonly placeholder: string }
  /** The placeholder has no value at this light: the default text would be shown. */
  | { readonly kind: 'never-known'; readonly placeholder: string };

const known: readonly string[] = ['{free}', '{occupancy}', '{capacity}', '{wait}'];

export function textProblem(text: string, light: Light): TextProblem | undefined {
  const named = text.match(/\{[^}]*\}?|\}/g) ?? [];
  const stranger = named.find((each) => !known.includes(each));
  if (stranger !== undefined) return { kind: 'unknown', placeholder: stranger };
  const isCounted = light === 'green' || light === 'amber' || light === 'red';
  const gap = named.find((each) => !isCounted || (each === '{wait}' && light !== 'red'));
  return gap === undefined ? undefined : { kind: 'never-known', placeholder: gap };
}

function textsIn(document: SettingsDocument): Record<string, Texts> {
  const languages = Object.keys(document).map((lang): [string, Texts] => [
    lang,
    perLight((light) => textOf(documentOf(document, lang) ?? {}, light) || undefined),
  ]);
  return Object.fromEntries(languages);
}

function coloursIn(document: SettingsDocument): Partial<Record<Light, Colours>> {
  return perLight((light) => {
    const both = documentOf(document, light);
    const tone = textOf(both ?? document, both ? 'tone' : light);
    return isColour(tone) ? { tone, ink: textOf(both ?? {}, 'ink') || inkOn(tone) } : undefined;
  });
}

function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

function perLight<T>(of: (light: Light) => T | undefined): Partial<Record<Light, T>> {
  const found: Partial<Record<Light, T>> = {};
  for (const light of themeLights) {
    const value = of(light);
    if (value !== undefined) found[light] = value;
  }
  return found;
}
