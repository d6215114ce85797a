import { type RefObject, useEffect, useRef } from 'react';
import { announcementOf } from '#lib/display/announcement.ts';
import type { Announcer } from '#lib/display/announcer.ts';
import type { Shown } from '#lib/display/glass-store.ts';
import type { ShownLook } from '#lib/display/shown.ts';
import type { SoundState } from '#lib/display/sound-state.ts';
import type { FaceWords } from '#lib/i18n/door.ts';

/** A light that stands for so long is worth a sound: who stands before the door hears one, not three. */
const settledMs = 700;
/** Who has not left yet is told again. */
const repeatMs = 15_000;

/**
 * Lets a change of the light be heard, where the display is to: its code is loaded only then. The light that the page
 * came with is no change.
 *
 * @returns whether it can be heard; undefined where it is not to
 */
export function useAnnouncer(
  { light, zone }: Shown,
  look: ShownLook,
  words: FaceWords | undefined,
): RefObject<SoundState | undefined> {
  const state = useRef<SoundState>(undefined);
  const announcer = useRef<Announcer>(undefined);
  const { chime, speak } = look;
  const of = zone?.emergency ?? light;
  const announced = useRef(of);

  useEffect(() => {
    if (!chime && !speak) return;
    let isGone = false;
    import('#lib/display/announcer.ts').then(
      (module) => {
        if (isGone) return;
        announcer.current = new module.Announcer({ chime, speak }, (now) => {
          state.current = now;
        });
      },
      () => {},
    );
    return () => {
      isGone = true;
      announcer.current?.stop();
      announcer.current = undefined;
    };
  }, [chime, speak]);

  const text = words && zone && announcementOf(words, light, zone);
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  });
  const lang = words?.lang ?? '';
  useEffect(() => {
    if (of === announced.current) return;
    const say = () => {
      announced.current = of;
      announcer.current?.announce({ of, text: latest.current ?? '', lang });
    };
    const settled = setTimeout(say, settledMs);
    const isWarning = of === 'leave' || of === 'keep-out';
    const again = isWarning ? setInterval(say, repeatMs) : undefined;
    return () => {
      clearTimeout(settled);
      clearInterval(again);
    };
  }, [of, lang]);

  return state;
}
