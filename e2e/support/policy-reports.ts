import type { Browser, BrowserContext, ConsoleMessage } from '@playwright/test';

/**
 * Listens to every page of a browser, frames and workers included, for what a Content-Security-Policy or another header
 * of ours has refused. Browsers write it to their console.
 *
 * @returns the reports so far, and what ends listening
 */
export function policyReportsOf(browser: Browser): { readonly reports: string[]; readonly end: () => void } {
  const reports: string[] = [];
  const note = (message: ConsoleMessage) => {
    const text = message.text();
    if (/content.security.policy|permissions.policy|opener-policy|in a frame because/i.test(text)) {
      reports.push(`${message.page()?.url() ?? 'a worker'}: ${text}`);
    }
  };
  const listen = (context: BrowserContext) => void context.on('console', note);
  browser.contexts().forEach(listen);
  browser.on('context', listen);
  const end = () => {
    browser.off('context', listen);
    for (const context of browser.contexts()) context.off('console', note);
  };
  return { reports, end };
}
