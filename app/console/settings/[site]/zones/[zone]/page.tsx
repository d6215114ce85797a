import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { ZoneForm } from '#components/console/settings/zone-form.tsx';
import { titleOf } from '../../../../console-data.ts';
import { entryOf, idsOf, settingsOfSite } from '../../../settings-data.ts';
import { wordsOfSite } from '../../../words-of-site.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string; readonly zone: string }>;
}

export default async function ZonePage({ params }: Address) {
  const { site, zone } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}/zones/${zone}`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  const { entries } = answer;
  return (
    <ZoneForm
      site={site}
      entry={entryOf(entries, 'zone', zone)}
      sensors={idsOf(entries, 'sensor')}
      usedIds={[]}
      words={await wordsOfSite(entries)}
    />
  );
}
