import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OpeningView } from '#components/console/opening/opening-view.tsx';
import { requireSignIn, titleOf } from '../../console-data.ts';
import { openingStart } from '../../opening-data.ts';

interface OpeningPageProps {
  readonly params: Promise<{ readonly site: string }>;
}

export const generateMetadata = (): Promise<Metadata> => titleOf('opening');

export default async function OpeningPage({ params }: OpeningPageProps) {
  const { site: id } = await params;
  const answer = await requireSignIn(`/console/opening/${id}`);
  if (answer.kind !== 'data') return null;
  const site = answer.sites.find((each) => each.id === id);
  if (site === undefined) notFound();
  return <OpeningView siteId={id} start={await openingStart(site)} />;
}
