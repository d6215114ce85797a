import { caretakerScript } from '#lib/display/kiosk-guard.ts';

/** Looks after the screen, whatever page of a display it shows. After the page's own words: they say its language. */
export function Care() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a function of ours
  return <script dangerouslySetInnerHTML={{ __html: caretakerScript() }} />;
}
