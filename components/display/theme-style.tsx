import type { DisplayLook, Layout } from '#lib/contract/display-look.ts';
import { groundBlend } from '#lib/display/background-blend.ts';

/** For how long each language stands when they take turns; as in `Words`. */
const turnS = 6;

interface LookStyleProps {
  readonly look: DisplayLook | undefined;
  readonly layout: Layout;
  /** Languages that take turns; 1 where they do not. */
  readonly turns: number;
}

/** What a display has of its own: colours, logo, and the turns of its languages. In the page, before the light. */
export function LookStyle({ look, layout, turns }: LookStyleProps) {
  const css = lookCss(look, layout, turns);
  if (css === '') return null;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: colours and addresses that the configuration has checked
  return <style dangerouslySetInnerHTML={{ __html: css }} />;
}

export function lookCss(look: DisplayLook | undefined, layout: Layout, turns: number): string {
  const rules = Object.entries(look?.colours ?? {}).map(
    ([light, colours]) =>
      `.scene-${light}{background-color:${colours.tone};color:${colours.ink}}` +
      `.scene-${light} .glass-ground{mix-blend-mode:${groundBlend(colours)}}`,
  );
  const picture = look?.background?.picture;
  if (picture !== undefined) rules.push(`.glass{--picture:url("${picture}")}`);
  const unknown = look?.colours?.unknown;
  if (unknown !== undefined) rules.push(`html,body,.glass,.glass .glass-veil{background:${unknown.tone}}`);
  if (look?.logo !== undefined) {
    rules.push(`.glass{--logo:url("${look.logo}")}`);
    // There both stand above.
    rules.push('@media (max-aspect-ratio:3/2){.glass .scene .scene-mark{top:calc(var(--u)*15)}}');
  }
  if (layout === 'strip') rules.push('html,body,.glass{background:transparent}');
  if (turns > 1) rules.push(turnRules(turns));
  return rules.join('\n');
}

/** Each language is seen for its turn; without the style sheet's animation the first one is. */
function turnRules(turns: number): string {
  const share = 100 / turns;
  const fade = 40 / (turns * turnS);
  const at = (percent: number) => `${Math.round(percent * 100) / 100}%`;
  return `.glass-turns>*{animation:glass-turn ${turns * turnS}s linear infinite backwards}
@keyframes glass-turn{0%{opacity:0}${at(fade)}{opacity:1}${at(share - fade)}{opacity:1}${at(share)}{opacity:0}100%{opacity:0}}`;
}
