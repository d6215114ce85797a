import { describe, expect, it } from 'vitest';
import { themeCss } from './theme-style.tsx';

describe('the style of a display of its own', () => {
  it('is nothing where a display has none', () => {
    expect(themeCss(undefined, 'light', 1)).toBe('');
  });

  it('gives lights their colours, and the veil that of unknown', () => {
    const css = themeCss({ colours: { unknown: { tone: '#102030', ink: '#ffffff' } } }, 'light', 1);
    expect(css).toContain('.scene-unknown{background-color:#102030;color:#ffffff}');
    expect(css).toContain('.glass .glass-veil{background:#102030}');
  });

  it('has its picture, laid over a colour of its own so that the text stays as easy to read', () => {
    const colours = { green: { tone: '#0a3d20', ink: '#ffffff' } };
    const css = themeCss({ colours, background: { picture: '/media/0a.jpg' } }, 'light', 1);
    expect(css).toContain('--picture:url("/media/0a.jpg")');
    expect(css).toContain('.scene-green .glass-ground{mix-blend-mode:multiply}');
  });

  it('leaves nothing around a strip, and its veil opaque', () => {
    expect(themeCss(undefined, 'strip', 1)).toBe('html,body,.glass{background:transparent}');
  });

  it('lets each of three languages be seen for a third of the time', () => {
    const css = themeCss({ rotate: true }, 'light', 3);
    expect(css).toContain('glass-turn 18s linear infinite');
    expect(css).toContain('33.33%{opacity:0}100%{opacity:0}');
  });
});
