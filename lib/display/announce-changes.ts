import type { FaceWords } from '../i18n/door.ts';
import { type Announcement, Announcer } from './announcer.ts';
import type { Shown } from './display-store.ts';
import { doorText, emergencyWords, hintText, textValues } from './door-text.ts';
import type { ShownTheme } from './shown.ts';
import type { SoundState } from './sound-state.ts';

/**
 * A light must last this long before it is announced: visitors at the door hear one announcement, not three.
 */
export const settledMs = 700;
/** The announcement to leave is repeated. */
export const repeatMs = 15_000;

/** The shown state of a display, and its changes. */
export interface ShownStore {
  shown(): Shown;
  subscribe(listener: () => void): () => void;
}

/**
 * Announces each change of the light. The first light is no change. Loaded only for displays with sound.
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

/** The text to speak, including the hint. */
function heardOf({ light, zone }: Shown, words: FaceWords): Announcement {
  const { lang } = words;
  if (!zone) return { of: light, text: doorText(words, light, {}), lang };
  const { emergency } = zone;
  if (emergency) return { of: emergency, text: doorText(emergencyWords(words, emergency), light, {}), lang };
  const hint = hintText(words, light, zone);
  const text = doorText(words, light, textValues(light, zone));
  return { of: light, text: hint ? `${text}. ${hint}` : text, lang };
}
