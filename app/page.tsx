import '#components/ui/ui.css';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { FirstPage } from '#components/console/first-page/first-page.tsx';
import { Words } from '#components/console/words.tsx';
import { ask } from '#lib/api/client.ts';
import { sidecarFor } from '#lib/api/console-sidecar.ts';
import { consoleLanguage, wantedLanguages } from '#lib/i18n/console.ts';
import { EarlyTaps } from './early-taps.tsx';
import { consoleViewport, installable } from './installable.ts';

export const viewport = consoleViewport;

export async function generateMetadata(): Promise<Metadata> {
  const { words } = consoleLanguage(wantedLanguages(await headers()));
  return { ...installable, title: words.firstPage.title };
}

/** People open the console here; in the demo a page leads around. Screens use the address of their display. */
export default async function StartPage() {
  const asked = await headers();
  const api = sidecarFor(asked.get('cookie'));
  const address = { params: { path: { site: 'demo', display: 'entrance' } } };
  const [door, me, simulator] = await Promise.all([
    ask(api.GET('/api/v1/displays/{site}/{display}', address)),
    ask(api.GET('/api/v1/me')),
    ask(api.GET('/api/v1/simulator')),
  ]);
  if (!door.ok || !door.value.display.simulated) redirect('/console');
  const { locale, words } = consoleLanguage(wantedLanguages(asked));
  const sensor = simulator.ok ? simulator.value.items.find(({ sensor }) => sensor === 'door-b') : undefined;
  const mayOperate = me.ok && me.value.role !== 'viewer';
  return (
    <Words locale={locale} words={words} timezone="UTC">
      <EarlyTaps />
      <FirstPage isSignedIn={me.ok} {...(mayOperate && sensor && { isBroken: sensor.fault !== null })} />
    </Words>
  );
}
