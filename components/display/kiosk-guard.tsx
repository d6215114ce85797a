import { kioskGuardScript } from '#lib/display/kiosk-guard.ts';
import { OwnScript } from './own-script.tsx';

/** Looks after the screen, whatever page of a display it shows. After the page's own words: they say its language. */
export function KioskGuard({ nonce }: { readonly nonce: string | undefined }) {
  return <OwnScript nonce={nonce} script={kioskGuardScript()} />;
}
