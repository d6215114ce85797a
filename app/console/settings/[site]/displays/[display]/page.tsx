import { DisplayForm } from '#components/console/settings/display-form.tsx';
import { lightColours } from '#components/display/colours.ts';
import { pageOfSite } from '../../../page-of-site.tsx';
import { entryOf, zonesOf } from '../../../settings-data.ts';
import { wordsOfSite } from '../../../words-of-site.ts';

export default pageOfSite<{ site: string; display: string }>(
  ({ display }) => `/displays/${display}`,
  async (entries, { site, display }) => (
    <DisplayForm
      site={site}
      entry={entryOf(entries, 'display', display)}
      zones={zonesOf(entries)}
      usedIds={[]}
      words={await wordsOfSite(entries)}
      usualColours={lightColours}
    />
  ),
);
