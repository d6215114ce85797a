import '#components/display/display.css';
import '#components/display/emergency.css';
import { AllDisplays } from '#components/console/displays/all-displays.tsx';
import { DisplayList } from '#components/console/displays/display-list.tsx';
import { loadDisplayParts } from '#components/console/displays/display-parts-of.ts';
import { ask } from '#lib/api/client.ts';
import { requireSignIn, titleOf, visitorApi } from '../console-data.ts';

export const generateMetadata = () => titleOf('displays');

/** More displays are fetched by the page itself: in its HTML they would be included twice. */
const maxInPage = 60;

interface DisplaysPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function DisplaysPage({ searchParams }: DisplaysPageProps) {
  const answer = await requireSignIn('/console/displays');
  const isMany = answer.kind === 'data' && answer.isMany;
  if (isMany && (await searchParams).site === undefined) return <AllDisplays />;
  const site = isMany ? answer.sites[0]?.id : undefined;
  const query = site === undefined ? {} : { site };
  const displays = await ask((await visitorApi()).GET('/api/v1/displays', { params: { query } }));
  const start = displays.ok && displays.value.length <= maxInPage ? displays.value : undefined;
  const parts = await loadDisplayParts(answer.kind === 'data' ? answer.sites : []);
  return <DisplayList start={start} parts={parts} />;
}
