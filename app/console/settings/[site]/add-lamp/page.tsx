import { LampForm } from '#components/console/settings/lamps/lamp-form.tsx';
import { pageOfSite } from '../../page-of-site.tsx';
import { idsOf, zonesOf } from '../../settings-data.ts';

export default pageOfSite(
  () => '/add-lamp',
  (entries, { site }) => (
    <LampForm site={site} entry={undefined} zones={zonesOf(entries)} usedIds={idsOf(entries, 'lamp')} />
  ),
);
