import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import '#components/display/display.css';
import '#components/display/kiosk-guard.css';
import '#components/display/emergency.css';
import { lightColours } from '#components/display/colours.ts';
import { FirstStyle } from '#components/display/first-style.tsx';
import { OwnScript } from '#components/ui/own-script.tsx';
import { kioskGuardScript } from '#lib/display/kiosk-guard.ts';
import { nonceOfRequest } from '../nonce.ts';

export const metadata: Metadata = {
  title: 'Display',
  // A browser that offers to translate the page would cover the light with its bar.
  other: { google: 'notranslate' },
};

export const viewport: Viewport = { themeColor: lightColours.unknown.tone };

export default async function DisplayLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <FirstStyle />
      {children}
      {/* After the page's text, which sets the language. */}
      <OwnScript nonce={await nonceOfRequest()} script={kioskGuardScript()} />
    </>
  );
}
