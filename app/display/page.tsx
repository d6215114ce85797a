import { redirect } from 'next/navigation';
import { NoticePage } from '#components/display/notice-page.tsx';
import { PairingPage } from '#components/display/pairing-page.tsx';
import { fetchDisplay } from '#lib/api/sidecar.ts';
import { nonceOfRequest } from '../nonce.ts';
import { rememberedDisplay } from './remembered-display.ts';
import { wordsOfVisitor } from './words-of-visitor.ts';

export const dynamic = 'force-dynamic';

/** The address a screen opens: a paired one continues to its display, a new one shows a code. */
export default async function ScreenPage() {
  const words = await wordsOfVisitor();
  const nonce = await nonceOfRequest();
  const remembered = await rememberedDisplay();
  if (remembered === undefined) return <PairingPage nonce={nonce} words={words} />;
  const { site, display, key, path } = remembered;
  const answer = await fetchDisplay(site, display, key);
  if (answer.kind === 'view') redirect(path);
  if (answer.kind === 'unavailable') return <NoticePage nonce={nonce} words={words} kind="oneMoment" />;
  return <PairingPage nonce={nonce} words={words} />;
}
