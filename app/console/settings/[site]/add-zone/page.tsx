import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { ZoneForm } from '#components/console/settings/zone-form.tsx';
import { titleOf } from '../../../console-data.ts';
import { idsOf, settingsOfSite } from '../../settings-data.ts';
import { wordsOfSite } from '../../words-of-site.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string }>;
}

export default async function AddZonePage({ params }: Address) {
  const { site } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}/add-zone`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  const { entries } = answer;
  return (
    <ZoneForm
      site={site}
      entry={undefined}
      sensors={idsOf(entries, 'sensor')}
      usedIds={idsOf(entries, 'zone')}
      words={await wordsOfSite(entries)}
    />
  );
}
