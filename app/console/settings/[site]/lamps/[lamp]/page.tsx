import { LampForm } from '#components/console/settings/lamps/lamp-form.tsx';
import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { titleOf } from '../../../../console-data.ts';
import { entryOf, settingsOfSite, zonesOf } from '../../../settings-data.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string; readonly lamp: string }>;
}

export default async function LampPage({ params }: Address) {
  const { site, lamp } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}/lamps/${lamp}`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  const { entries } = answer;
  return (
    <LampForm site={site} entry={entryOf(entries, 'lamp', lamp)} zones={zonesOf(entries)} usedIds={[]} />
  );
}
