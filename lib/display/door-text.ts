import type { Emergency, Light } from '../contract/light.ts';
import type { FaceWords } from '../i18n/door.ts';
import type { ShownZone } from './shown.ts';

/** Values for placeholders in a text; undefined if unknown. */
export type TextValues = Readonly<Record<string, string | number | undefined>>;

/**
 * The numbers behind `{free}`, `{occupancy}`, `{about}`, `{capacity}`, `{wait}` and `{quieter}`; none where the light has
 * no number.
 */
export function textValues(light: Light, zone: ShownZone): TextValues {
  if (light === 'unknown' || light === 'closed') return {};
  const { free, occupancy, capacity, waitMinutes: wait } = zone;
  return {
    free,
    occupancy,
    capacity,
    about: rounded(occupancy, capacity),
    wait: light === 'red' ? wait : undefined,
    quieter: zone.quieter,
  };
}

/** To tens, and to fives where less than a hundred people are allowed. */
function rounded(occupancy: number, capacity: number): number {
  const step = capacity < 100 ? 5 : 10;
  return Math.round(occupancy / step) * step;
}

export function filled(text: string, values: TextValues): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}

/** The text of the light: the display's own, or the usual one if that has a placeholder without a value. */
export function doorText({ light: usual, texts }: FaceWords, light: Light, values: TextValues): string {
  const own = filled(texts?.[light] ?? '{}', values);
  return own.includes('{') ? usual[light] : own;
}

/**
 * The hint below the word: how long the wait is, or why the door is closed and when it opens; undefined if
 * neither is known.
 */
export function hintText(
  words: FaceWords,
  light: Light,
  { waitMinutes, opens, closedBecause }: ShownZone,
): string | undefined {
  if (light === 'red' && waitMinutes && !words.texts?.red) return filled(words.wait, { wait: waitMinutes });
  if (light !== 'closed' || words.texts?.closed) return undefined;
  const because = closedBecause && nameFor(words.lang, closedBecause);
  const opening = opens && filled(words.opens, { when: whenOf(words, opens) });
  return [because, opening].filter((each) => each).join(' · ') || undefined;
}

function whenOf(words: FaceWords, { time, weekday, date }: NonNullable<ShownZone['opens']>): string {
  if (date !== undefined) {
    const [, month, day] = date.split('-').map(Number);
    return `${filled(words.date, { day, month: words.months[(month ?? 1) - 1] })} ${time}`;
  }
  const day = weekday === undefined ? undefined : words.days[weekday - 1];
  return day === undefined ? time : `${day} ${time}`;
}

/** The name in a language: a page in `de` finds that of `de-CH`. */
function nameFor(lang: string, names: Readonly<Record<string, string>>): string | undefined {
  const tags = Object.keys(names);
  const tag =
    tags.find((each) => each === lang) ?? tags.find((each) => each.split('-')[0] === lang) ?? tags[0];
  return tag === undefined ? undefined : names[tag];
}

/** The texts in an emergency: the same for every light. */
export function emergencyWords(words: FaceWords, emergency: Emergency): FaceWords {
  const { texts: _texts, ...usual } = words;
  const text = words.emergency[emergency];
  return { ...usual, light: { green: text, amber: text, red: text, unknown: text, closed: text } };
}
