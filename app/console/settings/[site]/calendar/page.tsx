import { CalendarView } from '#components/console/calendar/calendar-view.tsx';
import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { textOf } from '#components/console/settings/settings-values.ts';
import { titleOf } from '../../../console-data.ts';
import { entryOf, settingsOfSite } from '../../settings-data.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string }>;
}

export default async function CalendarPage({ params }: Address) {
  const { site } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}/calendar`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  const entry = entryOf(answer.entries, 'site', site);
  const timeZone = textOf(entry.document, 'timezone', 'UTC');
  // Swedish writes dates as ISO 8601 does.
  const today = new Intl.DateTimeFormat('sv', { timeZone }).format(new Date());
  return <CalendarView entry={entry} today={today} />;
}
