import { escape as escaped } from 'es-toolkit';
import type { NowWords } from '#lib/i18n/door.ts';
import type { OpeningHours } from '#server/engine/opening-hours.ts';
import type { CoursePoint, DayCourse } from './day-course.ts';
import { clockTime, timesInWords } from './hours-in-words.ts';

const width = 320;
const height = 96;
const quarter = 15;
const line = (name: string) =>
  `<svg viewBox="0 0 26 8" aria-hidden="true"><path class="${name}" d="M2 4H24"/></svg>`;

/** Today's curve beside that of a typical day, and the quietest times; empty if neither is known. */
export function courseCard(
  course: DayCourse | undefined,
  {
    words,
    hours,
    title,
  }: { readonly words: NowWords; readonly hours: OpeningHours | undefined; readonly title: string },
): string {
  if (course === undefined || course.today.length + course.usual.length + course.coming.length < 2) return '';
  const { today, quietest } = course;
  // What is expected today says more than what is usual; both would be too much for a small picture.
  const hasForecast = course.coming.length > 0;
  const usual = hasForecast ? course.coming : course.usual;
  const span = spanOf(course, hours);
  const most = Math.max(1, ...[...today, ...usual].map(({ share }) => share));
  const place = ({ minute, share }: CoursePoint) => {
    const x = ((minute + quarter / 2 - span.from) / (span.to - span.from)) * width;
    return `${x.toFixed(1)},${(height - (share / most) * height).toFixed(1)}`;
  };
  const curve = (name: string, points: readonly CoursePoint[]) =>
    runsOf(points.filter(({ minute }) => minute >= span.from && minute < span.to))
      .map((run) => `<polyline class="${name}" points="${run.map(place).join(' ')}"/>`)
      .join('');
  const key = [
    ...(usual.length > 0 ? [`<span>${line('today')}${escaped(words.today)}</span>`] : []),
    ...(usual.length > 0
      ? [`<span>${line('usual')}${escaped(hasForecast ? words.expected : words.usual)}</span>`]
      : []),
  ];
  const full = height - height / most;
  return `<section class="card"><h2>${escaped(title)}</h2>
<svg class="curve" viewBox="0 -4 ${width} ${height + 24}" aria-hidden="true"><line x2="${width}" y1="${full}" y2="${full}"/><line x2="${width}" y1="${height}" y2="${height}"/>${curve('usual', usual)}${curve('today', today)}${hourMarks(span)}</svg>
${key.length > 0 ? `<p class="key">${key.join('')}</p>\n` : ''}${
  quietest.length > 0
    ? `<p class="quiet">${escaped(words.quietest.replace('{times}', timesInWords(quietest)))}</p>\n`
    : ''
}</section>
`;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** From the first hour to the last with data, or with opening hours. */
function spanOf({ today, usual, coming }: DayCourse, hours: OpeningHours | undefined): Span {
  const busy = [...today, ...usual, ...coming].filter(({ share }) => share > 0).map(({ minute }) => minute);
  const open = (hours ?? []).flat();
  const from = Math.min(...busy, ...open.map((interval) => interval.from), 1380);
  const to = Math.max(...busy.map((minute) => minute + quarter), ...open.map((interval) => interval.to), 60);
  return { from: Math.floor(from / 60) * 60, to: Math.min(1440, Math.ceil(to / 60) * 60) };
}

/** Each part without a gap: unknown time is not drawn. */
function runsOf(points: readonly CoursePoint[]): CoursePoint[][] {
  const runs: CoursePoint[][] = [];
  for (const point of points.toSorted((a, b) => a.minute - b.minute)) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run === undefined || before === undefined || point.minute - before.minute > quarter)
      runs.push([point]);
    else run.push(point);
  }
  return runs;
}

function hourMarks({ from, to }: Span): string {
  const every = to - from > 720 ? 240 : 120;
  const marks: string[] = [];
  for (let minute = Math.ceil(from / every) * every; minute <= to; minute += every) {
    const x = ((minute - from) / (to - from)) * width;
    const anchor = x < 15 ? 'start' : x > width - 15 ? 'end' : 'middle';
    marks.push(
      `<text x="${x.toFixed(0)}" y="${height + 16}" text-anchor="${anchor}">${clockTime(minute)}</text>`,
    );
  }
  return marks.join('');
}
