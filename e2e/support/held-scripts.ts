import type { Page } from '@playwright/test';

/** The scripts of a page, as on a slow line: a page stands there, and does not answer yet. */
export interface HeldScripts {
  /** From now on none arrives. */
  hold(): void;
  /** All that were asked for arrive. */
  release(): void;
}

export async function holdScripts(page: Page): Promise<HeldScripts> {
  let release = () => {};
  let released = Promise.resolve();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  return {
    hold: () => {
      released = new Promise((resolve) => {
        release = resolve;
      });
    },
    release: () => release(),
  };
}
