import type { Page } from '@playwright/test';
import axe, { type AxeResults, type RunOptions } from 'axe-core';

/** The rules of WCAG 2.2 A and AA. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe looks for: all of it; what belongs to a menu, which is no landmark of a page; or contrast alone. */
type Check = 'page' | 'menu' | 'contrast';

const rules: Readonly<Record<Check, NonNullable<RunOptions['runOnly']>>> = {
  page: { type: 'tag', values: [...wcag, 'best-practice'] },
  menu: { type: 'tag', values: wcag },
  contrast: { type: 'rule', values: ['color-contrast'] },
};

/** What axe finds on a page, as lines that say where. A frame has tests of its own: most are displays. */
export async function barriersOf(page: Page, check: Check = 'page'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const options: RunOptions = { runOnly: rules[check], resultTypes: ['violations'], iframes: false };
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    (run) => Reflect.get(window, 'axe').run(run),
    options,
  );
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
