import { forbidden, notFound, redirect } from 'next/navigation';
import { DisplayPage } from '#components/display/display-page.tsx';
import { NoticePage } from '#components/display/notice-page.tsx';
import { fetchDisplay } from '#lib/api/sidecar.ts';
import { doorWords } from '#lib/i18n/door.ts';
import { nonceOfRequest } from '../../../nonce.ts';
import { wasPairedAs } from '../../remembered-display.ts';
import { wordsOfVisitor } from '../../words-of-visitor.ts';

export const dynamic = 'force-dynamic';

interface Address {
  readonly params: Promise<{ readonly site: string; readonly display: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** `/display/<site>/<id>?key=…`: the light at the door. */
export default async function Page({ params, searchParams }: Address) {
  const { site, display } = await params;
  const { key: asked } = await searchParams;
  const key = typeof asked === 'string' ? asked : undefined;
  const answer = await fetchDisplay(site, display, key);
  const nonce = await nonceOfRequest();
  switch (answer.kind) {
    case 'no-such-display':
      if (await wasPairedAs(site, display)) redirect('/display');
      return notFound();
    case 'wrong-key':
      if (await wasPairedAs(site, display)) redirect('/display');
      return forbidden();
    case 'unavailable':
      return <NoticePage nonce={nonce} words={await wordsOfVisitor()} kind="oneMoment" />;
    case 'view': {
      const words = await doorWords(answer.view.display.languages);
      return (
        <DisplayPage view={answer.view} ageMs={answer.ageMs} displayKey={key} words={words} nonce={nonce} />
      );
    }
  }
}
