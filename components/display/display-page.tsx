import type { DisplayView } from '#lib/contract/display.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { longestValidityMs } from '#lib/display/display-state.ts';
import { shownDisplay, shownTheme, shownZone } from '#lib/display/shown.ts';
import { type DoorWords, faceWords } from '#lib/i18n/door.ts';
import { KioskGuardStyle } from './kiosk-guard-style.tsx';
import { LiveLight } from './live-light.tsx';
import { ThemeStyle } from './theme-style.tsx';
import { Watch } from './watch.tsx';

interface DisplayPageProps {
  readonly view: DisplayView;
  /** Maximum age of the view when it arrived. */
  readonly ageMs: number;
  readonly displayKey: string | undefined;
  readonly words: readonly DoorWords[];
  readonly nonce: string | undefined;
}

/** The page of a display: the true light in the HTML, the live code, and the guards that cover an old light. */
export function DisplayPage({ view, ageMs, displayKey, words, nonce }: DisplayPageProps) {
  const { display, zone, others = [], look: theme } = view;
  const layout = display.layout ?? 'light';
  const withAge = (state: ZoneState) => ({
    ...shownZone(state),
    validForMs: Math.max(0, Math.floor(Math.min(state.validForMs, longestValidityMs) - ageMs)),
  });
  const first = withAge(zone);
  return (
    <>
      <KioskGuardStyle theme={theme} />
      <ThemeStyle theme={theme} layout={layout} languageCount={theme?.rotate ? words.length : 1} />
      <LiveLight
        display={shownDisplay(display)}
        theme={shownTheme(layout, theme)}
        zone={first}
        others={others.map(withAge)}
        names={layout === 'zones' ? [zone, ...others].map(({ name }) => name) : []}
        displayKey={displayKey}
        words={words.map((each) => faceWords(each, theme))}
      />
      <Watch nonce={nonce} validForMs={first.validForMs} />
    </>
  );
}
