import { describe, expect, it } from 'vitest';
import { lowered } from './lower-chunks.mjs';
import { newSyntax } from './new-syntax.mjs';

/** Each of these stops Chromium 79 before anything of a chunk runs. */
const newerThanTheScreens = {
  'optional chaining': 'globalThis.x = globalThis.y?.z',
  'nullish coalescing': 'globalThis.x = globalThis.y ?? 1',
  'logical assignment': 'globalThis.x ??= 1',
  'class fields': 'globalThis.X = class { a = 1; static b = 2 }',
  'private fields': 'globalThis.X = class { #a = 1; get a() { return this.#a; } }',
  'static blocks': 'globalThis.X = class { static { this.a = 1; } }',
};

describe.each(Object.entries(newerThanTheScreens))('%s', (_, script) => {
  it('is found where it was not lowered', () => {
    expect(newSyntax(script)).toMatch(/in …/);
  });

  it('is lowered to what the oldest screens read', async () => {
    expect(newSyntax(await lowered(script))).toBeUndefined();
  });
});

it('a lowered script does what it did', async () => {
  const scope = { total: 0 };
  const script = await lowered(`
    class Counter { #count = 0; step = 2; add() { this.#count += this.step ?? 1; return this.#count; } }
    const counter = new Counter(); counter.add(); scope.total = counter?.add();`);
  new Function('scope', script)(scope);
  expect(scope.total).toBe(4);
});
