import { SiteSettings } from '#components/console/settings/site-settings.tsx';
import { pageOfSite } from '../page-of-site.tsx';

export default pageOfSite(
  () => '',
  (entries, { site }) => <SiteSettings site={site} entries={entries} />,
);
