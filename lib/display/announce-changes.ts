import type { FaceWords } from '../i18n/door.ts';
import { type Announcement, Announcer } from './announcer.ts';
import type { Shown } from './display-store.ts';
import { doorText, emergencyWords, hintText, textValues } from './door-text.ts';
import type { ShownTheme } from './shown.ts';
import type { SoundState } from './sound-state.ts';

/** A light that stands for so long is worth a sound: who stands before the door hears one, not three. */
export const settledMs = 700;
/** Who has not left yet is told again. */
export const repeatMs = 15_000;

/** What a display shows, and when that changes. */
export interface ShownStore {
  shown(): Shown;
  subscribe(listener: () => void): () => void;
}

/**
 * Lets each change of the light be heard. The light that is there at the start is no change. For displays that are to
 * be heard only: it is loaded when one is.
 *
 * @returns ends it
 */
export function announceChanges(
  store: ShownStore,
  theme: Pick<ShownTheme, 'chime' | 'speak'>,
  words: FaceWords,
  onState: (state: SoundState) => void,
): () => void {
  const announcer = new Announcer(theme, onState);
  let last = heardOf(store.shown(), words).of;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const announce = () => {
    const heard = heardOf(store.shown(), words);
    announcer.announce(heard);
    const isWarning = heard.of === 'leave' || heard.of === 'keep-out';
    waiting = isWarning ? setTimeout(announce, repeatMs) : undefined;
  };
  const stopListening = store.subscribe(() => {
    const { of } = heardOf(store.shown(), words);
    if (of === last) return;
    last = of;
    clearTimeout(waiting);
    waiting = setTimeout(announce, settledMs);
  });
  return () => {
    stopListening();
    clearTimeout(waiting);
    announcer.stop();
  };
}

/** What stands on the glass, to be heard: the hint with it. */
function heardOf({ light, zone }: Shown, words: FaceWords): Announcement {
  const { lang } = words;
  if (!zone) return { of: light, text: doorText(words, light, {}), lang };
  const { emergency } = zone;
  if (emergency) return { of: emergency, text: doorText(emergencyWords(words, emergency), light, {}), lang };
  const hint = hintText(words, light, zone);
  const text = doorText(words, light, textValues(light, zone));
  return { of: light, text: hint ? `${text}. ${hint}` : text, lang };
}
