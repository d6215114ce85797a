import type { Light } from '../contract/light.ts';
import type { FaceWords } from '../i18n/door.ts';
import type { ShownZone } from './shown.ts';

/** What a text may name; undefined where it is not known. */
export type TextValues = Readonly<Record<string, string | number | undefined>>;

/** The numbers behind `{free}`, `{occupancy}`, `{capacity}` and `{wait}`; none where the light has no number. */
export function textValues(light: Light, zone: ShownZone): TextValues {
  if (light === 'unknown' || light === 'closed') return {};
  const { free, occupancy, capacity, waitMinutes: wait } = zone;
  return { free, occupancy, capacity, wait: light === 'red' ? wait : undefined };
}

export function filled(text: string, values: TextValues): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}

/** What the light says: the display's own text, or the usual one where that has a gap nobody can fill. */
export function doorText({ light: usual, texts }: FaceWords, light: Light, values: TextValues): string {
  const own = filled(texts?.[light] ?? '{}', values);
  return own.includes('{') ? usual[light] : own;
}
