import { kioskGuardScript } from '#lib/display/kiosk-guard.ts';
import { OwnScript } from '../ui/own-script.tsx';

/** The kiosk guard of any display page. After the page's text, which sets the language. */
export function KioskGuard({ nonce }: { readonly nonce: string | undefined }) {
  return <OwnScript nonce={nonce} script={kioskGuardScript()} />;
}
