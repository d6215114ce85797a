import { SettingsRefused } from '#components/console/settings/settings-refused.tsx';
import { SiteForm } from '#components/console/settings/site-form.tsx';
import { requireSignIn } from '../../console-data.ts';
import { idsOf, settingsOf } from '../settings-data.ts';

/** Paths of pages, which cannot be used as a site's id. */
const ownPages = ['add-site'];

export default async function AddSitePage() {
  const start = await requireSignIn('/console/settings/add-site');
  // Of many sites an id that is taken is refused when it is saved.
  const [only] = start.kind === 'data' && start.isMany ? start.sites : [];
  const answer = await settingsOf('/console/settings/add-site', only?.id);
  if (answer.kind !== 'entries') return <SettingsRefused why={answer.kind} />;
  return (
    <SiteForm
      entry={undefined}
      usedIds={[...idsOf(answer.entries, 'site'), ...ownPages]}
      timezones={Intl.supportedValuesOf('timeZone')}
      usualTimezone={Intl.DateTimeFormat().resolvedOptions().timeZone}
    />
  );
}
