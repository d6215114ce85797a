import { expect, it } from 'vitest';
import { lights } from '#lib/contract/light.ts';
import { newStyle } from '../../scripts/support/new-style.mjs';
import { FirstStyle } from './first-style.tsx';
import { kioskGuardCss } from './kiosk-guard-style.tsx';
import { themeCss } from './theme-style.tsx';

const colour = { tone: '#2fb873', ink: '#04160c' };

it('the oldest screens know the styles that stand in the page itself', () => {
  const first = FirstStyle().props.dangerouslySetInnerHTML.__html;
  const theme = { logo: '/logo.svg', colours: Object.fromEntries(lights.map((light) => [light, colour])) };
  const own = themeCss(theme, 'strip', 3);
  expect(first).toContain('.glass-veil');
  expect(own).toContain('glass-turn');
  const css = kioskGuardCss({ dim: 0.3, pixelShift: false });
  expect(css).toBe('.glass{--dim:0.3;--shift-x:0;--shift-y:0}');
  expect([first, own, css].flatMap(newStyle)).toEqual([]);
});
