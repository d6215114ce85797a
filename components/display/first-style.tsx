import tailwind from '../../tailwind.config.ts';

const { unknown } = tailwind.theme.extend.colors.light;

/**
 * What must hold even where the style sheet never comes: the page is slate, and the veil takes the light off the
 * glass when its time is over. An opacity animation runs in the compositor, so it needs no script and goes on
 * while the page hangs.
 */
const css = `
html,body{margin:0;background:${unknown.DEFAULT}}
.glass{position:fixed;top:0;right:0;bottom:0;left:0;overflow:hidden;background:${unknown.DEFAULT};color:${unknown.ink};font:600 8vmin sans-serif}
.glass svg{width:25vmin;height:25vmin}
.glass>.glass-veil{position:absolute;top:0;right:0;bottom:0;left:0;background:${unknown.DEFAULT};opacity:0;will-change:opacity;animation:glass-expire .3s linear forwards}
.glass[data-expired]>.glass-veil{opacity:1!important}
@keyframes glass-expire{from{opacity:0}to{opacity:1}}
`;

export function ExpiryStyle() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours
  return <style dangerouslySetInnerHTML={{ __html: css }} />;
}
