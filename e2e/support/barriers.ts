import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The rules of WCAG 2.2 A and AA. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe looks for: all of it; what belongs to a menu, which is no landmark of a page; or contrast alone. */
type Check = 'page' | 'menu' | 'contrast';

/** What axe finds on a page, as lines that say where. */
export async function barriersOf(page: Page, theme: Check = 'page'): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (theme === 'contrast'
    ? axe.withRules(['color-contrast'])
    : axe.withTags(theme === 'page' ? [...wcag, 'best-practice'] : wcag)
  ).analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(', ')})`,
  );
}

/** Controls that are smaller than a thumb (44 CSS pixels), but for links in the flow of a text. */
export function smallControlsOf(page: Page): Promise<unknown[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, a:not([href^="#"]), select, input, summary, textarea')]
      .map((control) => {
        // A box that is ticked by its label is as large as that.
        const isTicked = control.matches('input[type="checkbox"], input[type="radio"]');
        const target = (isTicked && control.closest('label')) || control;
        const { width, height } = target.getBoundingClientRect();
        // A link that stretches over its row is as large as the row.
        const isStretched = getComputedStyle(control, '::after').position === 'absolute';
        const isInText = getComputedStyle(control).display === 'inline' && control.closest('p') !== null;
        return { html: control.outerHTML.slice(0, 160), width, height, fits: isStretched || isInText };
      })
      .filter(({ width, height, fits }) => !fits && width > 1 && Math.min(width, height) < 43.5),
  );
}
