import type { DisplayView } from '#lib/contract/display.ts';
import { longestValidityMs } from '#lib/display/glass.ts';
import { shownDisplay, shownZone } from '#lib/display/shown.ts';
import { type DoorWords, faceWords } from '#lib/i18n/door.ts';
import { LiveLight } from './live-light.tsx';
import { Watch } from './watch.tsx';

interface DisplayPageProps {
  readonly view: DisplayView;
  /** For how long the view was under way to us, at most. */
  readonly ageMs: number;
  readonly displayKey: string | undefined;
  readonly words: readonly DoorWords[];
}

/** The page of a display: the true light in the HTML, what keeps it alive, and what takes it away. */
export function DisplayPage({ view, ageMs, displayKey, words }: DisplayPageProps) {
  const { display, zone } = view;
  const validForMs = Math.max(0, Math.floor(Math.min(zone.validForMs, longestValidityMs) - ageMs));
  return (
    <>
      <LiveLight
        display={shownDisplay(display)}
        zone={{ ...shownZone(zone), validForMs }}
        displayKey={displayKey}
        words={words.map(faceWords)}
      />
      <Watch validForMs={validForMs} />
    </>
  );
}
