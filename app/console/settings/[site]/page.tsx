import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { SiteSettings } from '#components/console/settings/site-settings.tsx';
import { titleOf } from '../../console-data.ts';
import { settingsOfSite } from '../settings-data.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string }>;
}

export default async function SiteSettingsPage({ params }: Address) {
  const { site } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  return <SiteSettings site={site} entries={answer.entries} />;
}
