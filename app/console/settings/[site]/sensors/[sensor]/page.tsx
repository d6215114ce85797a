import { SensorForm } from '#components/console/settings/sensor-form.tsx';
import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { titleOf } from '../../../../console-data.ts';
import { entryOf, settingsOfSite } from '../../../settings-data.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string; readonly sensor: string }>;
}

export default async function SensorPage({ params }: Address) {
  const { site, sensor } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}/sensors/${sensor}`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  return <SensorForm entry={entryOf(answer.entries, 'sensor', sensor)} />;
}
