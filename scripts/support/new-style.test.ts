import { describe, expect, it } from 'vitest';
import { newStyle } from './new-style.mjs';

describe('a style sheet for screens of stores', () => {
  it.each([
    ['.a { display: flex; gap: 4px }', /gap.*chrome 79/],
    ['.a { column-gap: 4px } @media (orientation: portrait) { .b .a { display: flex } }', /column-gap/],
    ['.a { inset: 0 }', /inset .*chrome 79/],
    ['.a { aspect-ratio: 1 }', /aspect-ratio/],
    ['.a { height: 100dvh }', /100dvh/],
    ['.a { --u: 1cqmin }', /1cqmin/],
    ['.a:has(.b) { top: 0 }', /:has/],
    ['.a:is(.b, .c) { top: 0 }', /:is/],
    ['.a { color: color-mix(in srgb, red, blue) }', /color-mix\(\)/],
    ['.a { color: oklch(1 1 1) }', /oklch\(\)/],
    ['.a { overflow-wrap: anywhere }', /overflow-wrap: anywhere/],
    ['.a { .b { top: 0 } }', /a rule within a rule/],
    ['@container (width > 3px) { .a { top: 0 } }', /@container/],
    ['@media (width >= 3px) { .a { top: 0 } }', /@media with </],
    ['@layer x { .a { top: 0 } }', /@layer/],
    ['.a { translate: 1px }', /translate .*chrome 79/],
    ['.a { user-select: none }', /user-select .*safari/],
    ['.a { tpo: 0 }', /no property/],
  ])('may not have %s', (css, fault) => {
    expect(newStyle(css).join('\n')).toMatch(fault);
  });

  it.each([
    '.a { display: grid; gap: 4px }',
    '.a { gap: 4px } .b .a { display: flex; gap: 0 }',
    '.a { top: 0; right: 0; bottom: 0; left: 0 }',
    '.a { font-size: min(2vw, calc(var(--u) * 3)) }',
    '.a { -webkit-user-select: none; user-select: none }',
    '.a { height: 100vh; height: 100dvh }',
    '@supports (inset: 0) { .a { inset: 0 } }',
    '@media (orientation: portrait) and (min-aspect-ratio: 2 / 3) { .a:not(.b)::before { content: "" } }',
    '@keyframes fade { from { opacity: 0 } 50% { opacity: 1 } }',
    '.a { background: linear-gradient(90deg, #000000 12.5%, #242424 12.5% 25%); border-inline-start: 0 }',
  ])('may have %s', (css) => {
    expect(newStyle(css)).toEqual([]);
  });

  it('gets line and engine of each fault', () => {
    expect(newStyle('.a {\n  top: 0;\n  inset: 0;\n}')).toEqual(['line 3: inset (not in chrome 79)']);
  });
});
