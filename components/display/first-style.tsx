import { lightColours } from './colours.ts';
import { veilFadeMs } from './veil.tsx';

const { tone, ink } = lightColours.unknown;
const whole = 'top:0;right:0;bottom:0;left:0';

const sceneColours = Object.entries(lightColours)
  .map(([light, { tone, ink }]) => `.scene-${light}{background-color:${tone};color:${ink}}`)
  .join('\n');

/**
 * The rules that must work even if the style sheet never loads: each light has its colour, and the veil covers
 * the light when its validity ends. An opacity animation runs in the compositor, so it needs no script and
 * continues while the page hangs.
 */
const css = `
html,body{margin:0;background:${tone};font:600 8vmin sans-serif}
.glass{position:fixed;${whole};overflow:hidden;background:${tone};color:${ink}}
.glass svg{width:25vmin;height:25vmin}
.scene{position:absolute;${whole};overflow:hidden}
${sceneColours}
.glass .glass-veil{position:absolute;${whole};background:${tone};opacity:0;will-change:opacity;animation:glass-expire ${veilFadeMs}ms linear forwards}
.glass[data-expired] .glass-veil{opacity:1!important}
@keyframes glass-expire{from{opacity:0}to{opacity:1}}
`;

/** Placed in the page itself, before the light. */
export function FirstStyle() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours
  return <style dangerouslySetInnerHTML={{ __html: css }} />;
}
