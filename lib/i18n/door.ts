import type { DisplayTheme } from '../contract/display-theme.ts';
import type { Emergency, Light } from '../contract/light.ts';

/** The texts at a door, in one language: a JSON file each, named by its BCP 47 tag in lower case. */
export interface DoorWords {
  /** BCP 47 tag, for the page's `lang`. */
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  /** One word or two, read from 5 m away by people who walk. */
  readonly light: Readonly<Record<Light, string>>;
  /** Read by screen readers with the number: `{occupancy}` and `{capacity}` are filled in. */
  readonly people: string;
  /** Below the number of people who may still come in; `one` if the singular differs. */
  readonly free: { readonly one?: string; readonly other: string };
  /** Below a red light, where the wait is known: `{wait}` minutes. */
  readonly wait: string;
  /** Below the word of a closed door: `{when}` is a time, with its weekday or date before it where that is another day. */
  readonly opens: string;
  /** Shown instead of everything else, while staff clears the building or keeps people out. */
  readonly emergency: Readonly<Record<Emergency, string>>;
  /** Marks numbers made up by Doorlight's own simulators. */
  readonly simulated: string;
  /** For the person who installs the screen; English if a language has none. */
  readonly setUp?: SetUpWords;
  /** For visitors of the public page; English if a language has none. */
  readonly now?: NowWords;
}

/** The texts of the public page. */
export interface NowWords {
  readonly title: string;
  /** Instead of the unknown light's text: visitors at home cannot ask the staff. */
  readonly unknown: string;
  readonly open: string;
  /** Instead of `people`, if the number is rounded. */
  readonly about: string;
  /** If the number is hidden: `{percent}`. */
  readonly share: string;
  readonly today: string;
  /** The second line of the curve: the typical weekday. */
  readonly usual: string;
  /** How full a zone is expected to be for the rest of the day. */
  readonly expected: string;
  /** `{times}` */
  readonly quietest: string;
  readonly hours: string;
  readonly noSuchPage: string;
}

export interface SetUpWords {
  readonly pairing: PairingWords;
  readonly noSuchDisplay: Notice;
  readonly wrongKey: Notice;
  readonly oneMoment: Notice;
}

/** The texts beside the code of a new screen. */
export interface PairingWords {
  readonly title: string;
  /** Above the picture of the code. */
  readonly scan: string;
  /** Before the address. */
  readonly enter: string;
  /** What happens there. */
  readonly next: string;
}

/** A heading and an instruction. */
export interface Notice {
  readonly title: string;
  readonly text: string;
}

export type NoticeKind = 'noSuchDisplay' | 'wrongKey' | 'oneMoment';

/** The part of the texts that a display page contains. */
export interface FaceWords
  extends Pick<
    DoorWords,
    'lang' | 'dir' | 'light' | 'people' | 'free' | 'wait' | 'opens' | 'emergency' | 'simulated'
  > {
  /** Names of the weekdays, Monday first. */
  readonly days: readonly string[];
  /**
   * How a date is written: `{day}. {month}`; made here, because old browsers and the server must write the
   * same.
   */
  readonly date: string;
  /** Names of the months as a date has them, January first. */
  readonly months: readonly string[];
  /** This display's own texts, with placeholders, instead of `light`. */
  readonly texts?: Readonly<Partial<Record<Light, string>>>;
}

/** The part of the texts that is sent to the browser. */
export function faceWords(words: DoorWords, theme?: Pick<DisplayTheme, 'texts'>): FaceWords {
  const { lang, dir, light, people, free, wait, opens, emergency, simulated } = words;
  const texts = theme?.texts?.[lang];
  return {
    lang,
    dir,
    light,
    people,
    free,
    wait,
    opens,
    emergency,
    simulated,
    ...calendarIn(lang),
    ...(texts !== undefined && { texts }),
  };
}

type CalendarWords = Pick<FaceWords, 'days' | 'date' | 'months'>;

/** By language: making them takes a millisecond, a tenth of a whole page. */
const calendars = new Map<string, CalendarWords>();

function calendarIn(lang: string): CalendarWords {
  const known = calendars.get(lang) ?? { days: weekdaysIn(lang), ...datesIn(lang) };
  calendars.set(lang, known);
  return known;
}

const dayMs = 86_400_000;
/** 1 January 2024 was a Monday. */
const someMonday = Date.UTC(2024, 0, 1);

/** Names of the weekdays, Monday first. */
export function weekdaysIn(lang: string, weekday: 'long' | 'short' = 'long'): readonly string[] {
  const { format } = new Intl.DateTimeFormat(lang, { weekday, timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format(someMonday + day * dayMs));
}

function datesIn(lang: string): Omit<CalendarWords, 'days'> {
  const format = new Intl.DateTimeFormat(`${lang}-u-nu-latn`, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  const partsOf = (month: number) => format.formatToParts(Date.UTC(2024, month, 1));
  const months = Array.from({ length: 12 }, (_, month) =>
    partsOf(month)
      .filter(({ type }) => type === 'month')
      .map(({ value }) => value)
      .join(''),
  );
  const date = partsOf(0)
    .map(({ type, value }) => (type === 'day' || type === 'month' ? `{${type}}` : value))
    .join('');
  return { date, months };
}

const fallback = 'en';

/**
 * The texts in the requested languages that Doorlight supports, in order: `['de-CH', 'rm', 'fr']` gives German
 * and French. English if it supports none; never empty. For the server: a page contains only the languages it
 * needs.
 *
 * @param languages BCP 47 tags
 */
export async function doorWords(languages: readonly string[]): Promise<readonly [DoorWords, ...DoorWords[]]> {
  const found = new Map<string, DoorWords>();
  for (const language of languages) {
    const words = await wordsFor(language);
    if (words) found.set(words.lang, words);
  }
  const [first, ...others] = found.values();
  return first ? [first, ...others] : [await load(fallback)];
}

async function wordsFor(language: string): Promise<DoorWords | undefined> {
  const tag = language.toLowerCase();
  if (!/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/.test(tag)) return undefined;
  for (const name of [tag, tag.replace(/-.*/, '')]) {
    const words = await load(name).catch(() => undefined);
    if (words) return words;
  }
  return undefined;
}

/** Each language is a file of `./door`: adding one is adding a file. */
async function load(name: string): Promise<DoorWords> {
  const file: { readonly default: DoorWords } = await import(`./door/${name}.json`);
  return file.default;
}

/** Texts that include those for installing a screen. */
export type FullDoorWords = DoorWords & { readonly setUp: SetUpWords };

/** The first of the languages with texts for installing a screen; English if none has. */
export async function setUpWords(languages: readonly string[]): Promise<FullDoorWords> {
  const found = [...(await doorWords(languages)), await load(fallback)].find(isFull);
  if (found === undefined) throw new Error('English has no words for setting up');
  return found;
}

/** The first of the languages with texts for the public page; English if none has. */
export async function nowWords(
  languages: readonly string[],
): Promise<DoorWords & { readonly now: NowWords }> {
  const found = [...(await doorWords(languages)), await load(fallback)].find(speaksFromElsewhere);
  if (found === undefined) throw new Error('English has no words for the public page');
  return found;
}

function speaksFromElsewhere(words: DoorWords): words is DoorWords & { readonly now: NowWords } {
  return words.now !== undefined;
}

function isFull(words: DoorWords): words is FullDoorWords {
  return words.setUp !== undefined;
}
