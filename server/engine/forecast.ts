/** Days on which a place is used alike: holidays are as Sundays are. */
export type DayGroup = 'workday' | 'saturday' | 'sunday';
const groups: readonly DayGroup[] = ['workday', 'saturday', 'sunday'];

/** A day in equal parts of the site's own clock; undefined where nothing is known of a part. */
export interface ForecastDay {
  /** `2026-11-21`. */
  readonly date: string;
  readonly group: DayGroup;
  readonly values: readonly (number | undefined)[];
}

export interface Expected {
  readonly expected: number;
  /** Nine times of ten it lies between these. */
  readonly low: number;
  readonly high: number;
}

/** Weeks whose days are looked at. */
export const forecastWeeks = 8;
/** The same day of the week says more than another one of its group, and the parts before and after say something. */
const sameWeekdayWeight = 3;
const neighbourWeight = 0.25;
/** A group with fewer days is expected as all days together. */
const minDays = 2;
/** After how many hours the present day counts more than earlier days, and after how many it is forgotten. */
const inertiaHours = 4.5;
const fadeHours = 4;
/** What it takes, as a difference of logarithms of likelihood, to take a day for one of another group. */
const otherGroupPenalty = 3;
/** Parts that follow each other are alike: each says less than the first. */
const temper = 4;

/**
 * Expects each part of a day to be as it was on the days of the same group: the median, the same weekday counted more.
 * What is known of the day itself moves what follows, and shows a day of another group than the calendar says, such as
 * a holiday that nobody has entered.
 *
 * @param past days before it, any order; older ones than {@link forecastWeeks} are left out
 * @param soFar its own parts until now; undefined from now on
 * @returns for each part; undefined where no day says anything about it
 */
export function forecastDay(
  past: readonly ForecastDay[],
  day: Pick<ForecastDay, 'date' | 'group'>,
  soFar: readonly (number | undefined)[] = [],
): readonly (Expected | undefined)[] {
  const near = past.filter(({ date }) => date < day.date && daysBetween(date, day.date) <= forecastWeeks * 7);
  const known = new Map<DayGroup, Profile>();
  const profile = (group: DayGroup): Profile => {
    const before = known.get(group) ?? profileOf(near, day.date, group);
    known.set(group, before);
    return before;
  };
  const isBegun = soFar.some((value) => value !== undefined);
  const chosen = profile(isBegun ? likeliest(day.group, profile, near, soFar) : day.group);
  return moved(chosen, soFar);
}

/** Where each half of a hundred lies in the range: the middle nine tenths, and the middle itself. */
const share = { low: 0.05, middle: 0.5, high: 0.95 };

type Profile = readonly (Expected | undefined)[];

function profileOf(past: readonly ForecastDay[], date: string, group: DayGroup): Profile {
  const ofGroup = past.filter((day) => day.group === group);
  const days = ofGroup.length >= minDays ? ofGroup : past;
  const weekday = weekdayOf(date);
  const parts = Math.max(0, ...days.map(({ values }) => values.length));
  return Array.from({ length: parts }, (_, part) => {
    const samples: Sample[] = [];
    for (const day of days) {
      const weight = weekdayOf(day.date) === weekday && day.group === group ? sameWeekdayWeight : 1;
      for (const beside of [-1, 0, 1]) {
        const value = day.values[part + beside];
        if (value !== undefined)
          samples.push({ value, weight: beside === 0 ? weight : weight * neighbourWeight });
      }
    }
    return samples.length === 0 ? undefined : summarised(samples);
  });
}

interface Sample {
  readonly value: number;
  readonly weight: number;
}

function summarised(samples: readonly Sample[]): Expected {
  const sorted = samples.toSorted((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const at = (part: number) => {
    let sum = 0;
    for (const { value, weight } of sorted) {
      sum += weight;
      if (sum >= part * total) return value;
    }
    return sorted.at(-1)?.value ?? 0;
  };
  return { expected: at(share.middle), low: at(share.low), high: at(share.high) };
}

/** The group whose days are most like the day so far; another than the calendar's only where that is clear. */
function likeliest(
  group: DayGroup,
  profile: (group: DayGroup) => Profile,
  past: readonly ForecastDay[],
  soFar: readonly (number | undefined)[],
): DayGroup {
  const candidates = groups.filter(
    (each) => each === group || past.filter((day) => day.group === each).length >= minDays,
  );
  const score = (each: DayGroup) =>
    soFar.reduce<number>(
      (sum, value, part) => {
        const mean = Math.max(0.5, profile(each)[part]?.expected ?? 0.5);
        return value === undefined ? sum : sum + (value * Math.log(mean) - mean) / temper;
      },
      each === group ? 0 : -otherGroupPenalty,
    );
  const scores = candidates.map((each) => ({ each, score: score(each) }));
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).each;
}

/** What follows the parts that are known is more, or less, as those were; the further away the less so. */
function moved(profile: Profile, soFar: readonly (number | undefined)[]): Profile {
  const now = soFar.findLastIndex((value) => value !== undefined);
  if (now < 0) return profile;
  const perHour = profile.length / 24;
  const fade = (parts: number) => 0.5 ** (parts / (fadeHours * perHour));
  const means = profile.flatMap((each) => (each !== undefined && each.expected > 0 ? each.expected : []));
  const inertia =
    (means.reduce((sum, mean) => sum + mean, 0) / Math.max(1, means.length)) * inertiaHours * perHour;
  let happened = 0;
  let expected = 0;
  for (let part = 0; part <= now; part++) {
    const value = soFar[part];
    const usual = profile[part]?.expected;
    if (value === undefined || usual === undefined) continue;
    happened += value * fade(now - part);
    expected += usual * fade(now - part);
  }
  const factor = inertia === 0 ? 1 : (happened + inertia) / (expected + inertia);
  return profile.map((usual, part) => {
    if (usual === undefined || part <= now) return usual;
    const by = 1 + (factor - 1) * fade(part - now - 1);
    return {
      expected: usual.expected * by,
      low: usual.low * Math.min(1, by),
      high: usual.high * Math.max(1, by),
    };
  });
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** 1 (Monday) to 7. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
