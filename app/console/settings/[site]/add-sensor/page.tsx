import { AddSensor } from '#components/console/settings/add-sensor/add-sensor.tsx';
import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { titleOf } from '../../../console-data.ts';
import { settingsOfSite } from '../../settings-data.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string }>;
}

export default async function AddSensorPage({ params }: Address) {
  const { site } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}/add-sensor`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  return <AddSensor site={site} entries={answer.entries} />;
}
