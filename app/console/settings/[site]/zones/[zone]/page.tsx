import { ZoneForm } from '#components/console/settings/zone-form.tsx';
import { pageOfSite } from '../../../page-of-site.tsx';
import { entryOf, idsOf } from '../../../settings-data.ts';
import { wordsOfSite } from '../../../words-of-site.ts';

export default pageOfSite<{ site: string; zone: string }>(
  ({ zone }) => `/zones/${zone}`,
  async (entries, { site, zone }) => (
    <ZoneForm
      site={site}
      entry={entryOf(entries, 'zone', zone)}
      sensors={idsOf(entries, 'sensor')}
      usedIds={[]}
      words={await wordsOfSite(entries)}
    />
  ),
);
