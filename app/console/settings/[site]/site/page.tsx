import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { SiteForm } from '#components/console/settings/site-form.tsx';
import { titleOf } from '../../../console-data.ts';
import { entryOf, settingsOfSite } from '../../settings-data.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string }>;
}

export default async function SitePage({ params }: Address) {
  const { site } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}/site`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  return (
    <SiteForm
      entry={entryOf(answer.entries, 'site', site)}
      usedIds={[]}
      timezones={Intl.supportedValuesOf('timeZone')}
      usualTimezone="UTC"
    />
  );
}
