import type { Light } from '../contract/light.ts';
import type { FaceWords } from '../i18n/door.ts';
import { doorText, emergencyWords, hintText, textValues } from './door-text.ts';
import type { ShownZone } from './shown.ts';

/** What a screen says aloud: what stands on it, the hint with it. */
export function announcementOf(words: FaceWords, light: Light, zone: ShownZone): string {
  const { emergency } = zone;
  if (emergency) return doorText(emergencyWords(words, emergency), light, {});
  const hint = hintText(words, light, zone);
  const text = doorText(words, light, textValues(light, zone));
  return hint ? `${text}. ${hint}` : text;
}
