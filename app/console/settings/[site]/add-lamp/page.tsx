import { LampForm } from '#components/console/settings/lamps/lamp-form.tsx';
import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { titleOf } from '../../../console-data.ts';
import { idsOf, settingsOfSite, zonesOf } from '../../settings-data.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string }>;
}

export default async function AddLampPage({ params }: Address) {
  const { site } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}/add-lamp`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  const { entries } = answer;
  return <LampForm site={site} entry={undefined} zones={zonesOf(entries)} usedIds={idsOf(entries, 'lamp')} />;
}
