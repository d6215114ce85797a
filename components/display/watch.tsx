import { watchdogScript } from '#lib/display/watchdog.ts';
import type { WatchdogOptions } from '#lib/display/watchdog-window.ts';

/** Shorter than a light is valid: where scripts are blocked, the next page comes before the veil. */
const refreshS = 3;

/** Guards a page of a screen: against scripts that never come to life, and for browsers that run none. */
export function Watch(options: WatchdogOptions) {
  return (
    <>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a function of ours and two numbers */}
      <script dangerouslySetInnerHTML={{ __html: watchdogScript(options) }} />
      <noscript>
        <meta httpEquiv="refresh" content={String(refreshS)} />
      </noscript>
    </>
  );
}
