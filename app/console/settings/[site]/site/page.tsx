import { SiteForm } from '#components/console/settings/site-form.tsx';
import { pageOfSite } from '../../page-of-site.tsx';
import { entryOf } from '../../settings-data.ts';

export default pageOfSite(
  () => '/site',
  (entries, { site }) => (
    <SiteForm
      entry={entryOf(entries, 'site', site)}
      usedIds={[]}
      timezones={Intl.supportedValuesOf('timeZone')}
      usualTimezone="UTC"
    />
  ),
);
