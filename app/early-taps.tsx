import { earlyTapsScript } from '#components/ui/early-taps.ts';
import { OwnScript } from '#components/ui/own-script.tsx';
import { nonceOfRequest } from './nonce.ts';

/** Keeps what is tapped or entered before the page's scripts are there, and does it afterwards. */
export async function EarlyTaps() {
  return <OwnScript nonce={await nonceOfRequest()} script={earlyTapsScript} />;
}
