import type { BrowserContext } from '@playwright/test';

/** What somebody has to do: taps (or clicks), keys pressed, and fields filled in. */
export interface Effort {
  taps: number;
  keys: number;
  fields: number;
}

/** Counts on every page of a context, over page loads too. Begin anew by setting the numbers. */
export async function effortOf(context: BrowserContext): Promise<Effort> {
  const effort: Effort = { taps: 0, keys: 0, fields: 0 };
  await context.exposeBinding('countEffort', (_source, kind: keyof Effort) => {
    effort[kind] += 1;
  });
  await context.addInitScript(() => {
    const count = (kind: string) => Reflect.get(window, 'countEffort')(kind);
    const filled = new WeakSet<EventTarget>();
    // A click that a key has made has no detail.
    addEventListener('click', (event) => event.isTrusted && event.detail > 0 && count('taps'), true);
    addEventListener('keydown', (event) => event.isTrusted && count('keys'), true);
    addEventListener(
      'input',
      ({ target }) => {
        if (target === null || filled.has(target)) return;
        filled.add(target);
        count('fields');
      },
      true,
    );
  });
  return effort;
}
