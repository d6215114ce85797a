import { DisplayForm } from '#components/console/settings/display-form.tsx';
import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { lightColours } from '#components/display/colours.ts';
import { titleOf } from '../../../../console-data.ts';
import { entryOf, settingsOfSite, zonesOf } from '../../../settings-data.ts';
import { wordsOfSite } from '../../../words-of-site.ts';

export const generateMetadata = () => titleOf('settings');

interface Address {
  readonly params: Promise<{ readonly site: string; readonly display: string }>;
}

export default async function DisplayPage({ params }: Address) {
  const { site, display } = await params;
  const answer = await settingsOfSite(site, `/console/settings/${site}/displays/${display}`);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  const { entries } = answer;
  return (
    <DisplayForm
      site={site}
      entry={entryOf(entries, 'display', display)}
      zones={zonesOf(entries)}
      usedIds={[]}
      words={await wordsOfSite(entries)}
      usualColours={lightColours}
    />
  );
}
