import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

const mostSteps = 60;

/** Goes on with the tabulator until something has the focus, as somebody without a mouse does. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let steps = 0; steps < mostSteps; steps++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The tabulator does not lead to ${target}.`);
}
