import { under } from '#lib/base-path.ts';
import type { DisplayTheme, Layout } from '#lib/contract/display-theme.ts';
import { backgroundBlend } from '#lib/display/background-blend.ts';

/** How long each language is shown when they alternate; as in `Words`. */
const languageShownS = 6;

interface ThemeStyleProps {
  readonly theme: DisplayTheme | undefined;
  readonly layout: Layout;
  /** Number of alternating languages; 1 if they do not alternate. */
  readonly languageCount: number;
}

/** The theme of a display: colours, logo, and alternating languages. In the page, before the light. */
export function ThemeStyle({ theme, layout, languageCount }: ThemeStyleProps) {
  const css = themeCss(theme, layout, languageCount);
  if (css === '') return null;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: colours and addresses that the configuration has checked
  return <style dangerouslySetInnerHTML={{ __html: css }} />;
}

export function themeCss(theme: DisplayTheme | undefined, layout: Layout, languageCount: number): string {
  const rules = Object.entries(theme?.colours ?? {}).map(
    ([light, colours]) =>
      `.scene-${light}{background-color:${colours.tone};color:${colours.ink}}` +
      `.scene-${light} .glass-ground{mix-blend-mode:${backgroundBlend(colours)}}`,
  );
  const picture = theme?.background?.picture;
  if (picture !== undefined) rules.push(`.glass{--picture:url("${under(picture)}")}`);
  const unknown = theme?.colours?.unknown;
  if (unknown !== undefined) rules.push(`html,body,.glass,.glass .glass-veil{background:${unknown.tone}}`);
  if (theme?.logo !== undefined) {
    rules.push(`.glass{--logo:url("${under(theme.logo)}")}`);
    // In that layout both stand above.
    rules.push('@media (max-aspect-ratio:3/2){.glass .scene .scene-mark{top:calc(var(--u)*15)}}');
  }
  if (layout === 'strip') rules.push('html,body,.glass{background:transparent}');
  if (languageCount > 1) rules.push(rotationRules(languageCount));
  return rules.join('\n');
}

/** Shows each language in turn; without the animation the first one is shown. */
function rotationRules(languageCount: number): string {
  const share = 100 / languageCount;
  const fade = 40 / (languageCount * languageShownS);
  const at = (percent: number) => `${Math.round(percent * 100) / 100}%`;
  return `.glass-turns>*{animation:glass-turn ${languageCount * languageShownS}s linear infinite backwards}
@keyframes glass-turn{0%{opacity:0}${at(fade)}{opacity:1}${at(share - fade)}{opacity:1}${at(share)}{opacity:0}100%{opacity:0}}`;
}
