import type { Page } from '@playwright/test';

/** The scripts of a page, as on a slow line: a page stands there, and does not answer yet. */
export interface HeldScripts {
  /** From now on none arrives; of some paths where they are given. */
  hold(of?: ReadonlySet<string>): void;
  /** All that were asked for arrive. */
  release(): void;
}

export async function holdScripts(page: Page): Promise<HeldScripts> {
  let release = () => {};
  let released = Promise.resolve();
  let held: ReadonlySet<string> | undefined;
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    if (held?.has(new URL(route.request().url()).pathname) !== false) await released;
    await route.continue();
  });
  return {
    hold: (of) => {
      held = of;
      released = new Promise((resolve) => {
        release = resolve;
      });
    },
    release: () => release(),
  };
}

/** The paths of the scripts that a page's HTML names. */
export function scriptsIn(html: string): Set<string> {
  return new Set(html.match(/\/_next\/static\/[^"'\\ ]+\.js/g));
}
