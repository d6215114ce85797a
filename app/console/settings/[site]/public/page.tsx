import { PublicSettings } from '#components/console/settings/public/public-settings.tsx';
import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { titleOf } from '../../../console-data.ts';
import { entryOf, settingsOfSite, zonesOf } from '../../settings-data.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string }>;
}

export default async function PublicPage({ params }: Address) {
  const { site } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}/public`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  return <PublicSettings entry={entryOf(answer.entries, 'site', site)} zones={zonesOf(answer.entries)} />;
}
