import type { AskingHeaders } from './i18n/choice.ts';

/*
 * A console that sees many sites does not load all of them: its pages are about one, which is named by their address, or
 * was the last one before.
 */

/** The cookie with the site that the pages were about last. */
export const siteCookie = 'doorlight-site';
/** The header with the address of a page, for the page's own server. */
export const addressHeader = 'x-doorlight-address';

const inPath = /\/console\/(?:zones|sensors|opening|settings)\/([a-z0-9-]{1,40})(?:[/?]|$)/;
const inQuery = /[?&](?:zone|site)=([a-z0-9-]{1,40})(?:\/|%2F|&|$)/;
/** Pages that stand where a site would. */
const noSites = new Set(['add-site']);

/** The site that a page's address names. */
export function siteOfAddress(address: string): string | undefined {
  const site = inPath.exec(address)?.[1] ?? inQuery.exec(address)?.[1];
  return site === undefined || noSites.has(site) ? undefined : site;
}

/** The site that a requested page is about. */
export function focusOf(headers: AskingHeaders): string | undefined {
  const kept = new RegExp(`(?:^|; *)${siteCookie}=([a-z0-9-]{1,40})(?:;|$)`).exec(
    headers.get('cookie') ?? '',
  );
  return siteOfAddress(headers.get(addressHeader) ?? '') ?? kept?.[1];
}
