import { LampForm } from '#components/console/settings/lamps/lamp-form.tsx';
import { pageOfSite } from '../../../page-of-site.tsx';
import { entryOf, zonesOf } from '../../../settings-data.ts';

export default pageOfSite<{ site: string; lamp: string }>(
  ({ lamp }) => `/lamps/${lamp}`,
  (entries, { site, lamp }) => (
    <LampForm site={site} entry={entryOf(entries, 'lamp', lamp)} zones={zonesOf(entries)} usedIds={[]} />
  ),
);
