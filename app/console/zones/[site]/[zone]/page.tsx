import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ZoneView } from '#components/console/zones/zone-view.tsx';
import { ask } from '#lib/api/client.ts';
import { consoleAnswer, requireSignIn, visitorApi } from '../../../console-data.ts';

interface ZonePageProps {
  readonly params: Promise<{ readonly site: string; readonly zone: string }>;
}

async function zoneOf(params: ZonePageProps['params']) {
  const [{ site, zone }, answer] = await Promise.all([params, consoleAnswer()]);
  if (answer.kind !== 'data') return undefined;
  return answer.zones.find((state) => state.site === site && state.zone === zone);
}

export async function generateMetadata({ params }: ZonePageProps): Promise<Metadata> {
  const zone = await zoneOf(params);
  return zone === undefined ? {} : { title: zone.name };
}

export default async function ZonePage({ params }: ZonePageProps) {
  const { site, zone: id } = await params;
  const answer = await requireSignIn(`/console/zones/${site}/${id}`);
  if (answer.kind === 'unavailable') return null;
  if ((await zoneOf(params)) === undefined) notFound();
  const api = await visitorApi();
  const [displays, entries] = await Promise.all([
    ask(api.GET('/api/v1/displays', { params: { query: { site } } })),
    ask(api.GET('/api/v1/audit', { params: { query: { site, zone: id, limit: 8 } } })),
  ]);
  return (
    <ZoneView
      path={`${site}/${id}`}
      displays={displays.ok ? displays.value : []}
      entries={entries.ok ? entries.value : []}
    />
  );
}
