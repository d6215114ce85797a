import { DisplayForm } from '#components/console/settings/display-form.tsx';
import { lightColours } from '#components/display/colours.ts';
import { pageOfSite } from '../../page-of-site.tsx';
import { idsOf, zonesOf } from '../../settings-data.ts';
import { wordsOfSite } from '../../words-of-site.ts';

export default pageOfSite(
  () => '/add-display',
  async (entries, { site }) => (
    <DisplayForm
      site={site}
      entry={undefined}
      zones={zonesOf(entries)}
      usedIds={idsOf(entries, 'display')}
      words={await wordsOfSite(entries)}
      usualColours={lightColours}
    />
  ),
);
