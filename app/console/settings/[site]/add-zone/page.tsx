import { ZoneForm } from '#components/console/settings/zone-form.tsx';
import { pageOfSite } from '../../page-of-site.tsx';
import { idsOf } from '../../settings-data.ts';
import { wordsOfSite } from '../../words-of-site.ts';

export default pageOfSite(
  () => '/add-zone',
  async (entries, { site }) => (
    <ZoneForm
      site={site}
      entry={undefined}
      sensors={idsOf(entries, 'sensor')}
      usedIds={idsOf(entries, 'zone')}
      words={await wordsOfSite(entries)}
    />
  ),
);
