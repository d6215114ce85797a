import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { settingsOf } from './settings-data.ts';

/**
 * A page of the settings of one existing site, for who is signed in and may see them.
 *
 * @param path of the page below the site's own, by the parts of its address
 */
export function pageOfSite<Address extends { readonly site: string }>(
  path: (address: Address) => string,
  render: (entries: readonly ConfigEntry[], address: Address) => ReactNode | Promise<ReactNode>,
) {
  return async ({ params }: { readonly params: Promise<Address> }) => {
    const address = await params;
    const { site } = address;
    const answer = await settingsOf(`/console/settings/${site}${path(address)}`, site);
    if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
    return answer.entries.length === 0 ? notFound() : render(answer.entries, address);
  };
}
