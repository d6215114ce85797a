import { redirect } from 'next/navigation';
import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { SiteList } from '#components/console/settings/site-list.tsx';
import { requireSignIn } from '../console-data.ts';
import { settingsOf } from './settings-data.ts';

export default async function SettingsPage() {
  const start = await requireSignIn('/console/settings');
  if (start.kind === 'data' && start.isMany) redirect(`/console/settings/${start.sites[0]?.id}`);
  const answer = await settingsOf('/console/settings');
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  const sites = answer.entries.filter(({ kind }) => kind === 'site');
  const [only] = sites;
  if (sites.length === 1 && only !== undefined) redirect(`/console/settings/${only.site}`);
  return <SiteList entries={sites} />;
}
