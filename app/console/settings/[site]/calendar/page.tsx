import { CalendarView } from '#components/console/calendar/calendar-view.tsx';
import { textOf } from '#components/console/settings/settings-values.ts';
import { pageOfSite } from '../../page-of-site.tsx';
import { entryOf } from '../../settings-data.ts';

export default pageOfSite(
  () => '/calendar',
  (entries, { site }) => {
    const entry = entryOf(entries, 'site', site);
    const timeZone = textOf(entry.document, 'timezone', 'UTC');
    // Swedish writes dates as ISO 8601 does.
    const today = new Intl.DateTimeFormat('sv', { timeZone }).format(new Date());
    return <CalendarView entry={entry} today={today} />;
  },
);
