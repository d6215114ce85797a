import { PublicSettings } from '#components/console/settings/public/public-settings.tsx';
import { pageOfSite } from '../../page-of-site.tsx';
import { entryOf, zonesOf } from '../../settings-data.ts';

export default pageOfSite(
  () => '/public',
  (entries, { site }) => <PublicSettings entry={entryOf(entries, 'site', site)} zones={zonesOf(entries)} />,
);
