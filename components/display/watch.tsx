import { watchdogScript } from '#lib/display/watchdog.ts';
import type { WatchdogOptions } from '#lib/display/watchdog-window.ts';
import { OwnScript } from '../ui/own-script.tsx';

/** Shorter than a light's validity: with scripts blocked, the next page comes before the veil. */
const refreshS = 3;

interface WatchProps extends WatchdogOptions {
  readonly nonce: string | undefined;
}

/** Guards a display page: against scripts that never start, and for browsers without scripts. */
export function Watch({ nonce, ...options }: WatchProps) {
  return (
    <>
      <OwnScript nonce={nonce} script={watchdogScript(options)} />
      <noscript>
        <meta httpEquiv="refresh" content={String(refreshS)} />
      </noscript>
    </>
  );
}
