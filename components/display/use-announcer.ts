import { type RefObject, useEffect, useRef } from 'react';
import type { ShownStore } from '#lib/display/announce-changes.ts';
import type { ShownTheme } from '#lib/display/shown.ts';
import type { SoundState } from '#lib/display/sound-state.ts';
import type { FaceWords } from '#lib/i18n/door.ts';

/**
 * Lets a change of the light be heard, where the display is to: its code is loaded only then.
 *
 * @returns whether it can be heard; undefined where it is not to
 */
export function useAnnouncer(
  store: ShownStore,
  { chime, speak }: ShownTheme,
  words: FaceWords | undefined,
): RefObject<SoundState | undefined> {
  const state = useRef<SoundState>(undefined);

  useEffect(() => {
    if (!words || !(chime || speak)) return;
    let isGone = false;
    let stop = () => {};
    import('#lib/display/announce-changes.ts').then(
      ({ announceChanges }) => {
        if (isGone) return;
        stop = announceChanges(store, { chime, speak }, words, (now) => {
          state.current = now;
        });
      },
      // A display that is not heard is still seen.
      () => {},
    );
    return () => {
      isGone = true;
      stop();
    };
  }, [store, chime, speak, words]);

  return state;
}
