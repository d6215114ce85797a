import { setImmediate } from 'node:timers/promises';
import { groupBy } from 'es-toolkit';
import { DateTime } from 'luxon';
import type { Forecast, ForecastRow } from '#lib/contract/forecast.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Clock } from '#server/clock.ts';
import {
  type DayGroup,
  type Expected,
  type ForecastDay,
  forecastDay,
  forecastWeeks,
} from '#server/engine/forecast.ts';
import { levelUp } from '#server/engine/light.ts';
import type { SiteCalendar } from '#server/engine/site-calendar.ts';
import type { SiteConfig, ZoneConfig } from '#server/platform/config/configuration.ts';
import { Rounds } from '#server/platform/rounds.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Zone } from '#server/site/zone.ts';
import { binEdges } from '../history/bins.ts';
import type { HistoryReader } from '../history/history-reader.ts';
import { meanOf, minuteMs, type Tally } from '../history/tally.ts';
import { type SiteDay, siteDay } from '../history/typical-day.ts';

export interface ForecastsParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly history: Pick<HistoryReader, 'bins'>;
  readonly zones: Pick<Sites, 'zone'>;
  sites(): readonly SiteConfig[];
  calendar(site: SiteConfig): SiteCalendar;
  onError(error: unknown, zone: Path): void;
}

const quarterMs = 15 * minuteMs;
const quartersOfDay = 96;
const minutesOfDay = 1440;
const everyMs = 60_000;
/** Fewer days say too little. */
const minDays = 7;
const judgedDays = 14;
/** What is shown at the door: judged on so many days at least, and better than last week. */
const minFounded = 10;
/** What counts as quieter: the difference, and how long it lasts. */
const quieterShare = 0.75;
const quieterQuarters = 4;
/** A number that is not well above the usual error of the forecast is nearly none. */
const minTimesError = 4;

interface Past {
  readonly date: string;
  readonly config: ZoneConfig;
  readonly days: readonly ForecastDay[];
  readonly accuracy: Forecast['accuracy'];
}

interface PastSpan {
  /** Epoch ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Of its quarter hours. */
  readonly edges: readonly number[];
}

/** Forecasts zones from their history, the calendar and the day so far; and gives zones what is coming today. */
export class Forecasts {
  readonly #parts: ForecastsParts;
  /** The days until yesterday, by time zone. */
  readonly #spans = new Map<string, PastSpan>();
  readonly #past = new Map<Path, Past>();
  #quarter = -1;
  readonly #rounds = new Rounds(() => this.#updateEachQuarter(), everyMs);
  #isStopped = false;

  constructor(parts: ForecastsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#rounds.start();
  }

  async #updateEachQuarter(): Promise<void> {
    const quarter = Math.floor(this.#parts.clock.now() / quarterMs);
    if (quarter === this.#quarter) return;
    this.#quarter = quarter;
    await this.update();
  }

  /** A zone is new here. */
  updateSoon(): void {
    this.#quarter = -1;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#rounds.stop();
  }

  /** History was added: the days before today are read again. */
  forget(): void {
    this.#past.clear();
    this.#quarter = -1;
  }

  /** Gives every zone what is coming today. Never throws. */
  async update(): Promise<void> {
    for (const site of this.#parts.sites()) {
      for (const { id } of site.zones) {
        const zone = this.#parts.zones.zone(pathOf(site.id, id));
        if (this.#isStopped || zone === undefined) continue;
        try {
          const { rows, accuracy } = await this.of(site, zone, 0);
          zone.outlook = outlookOf(rows, accuracy, site.timezone);
        } catch (error) {
          this.#parts.onError(error, zone.path);
        }
        // Many zones are no reason to hold up a light.
        await setImmediate();
      }
    }
  }

  /** What is expected in a zone for the rest of today; nothing for one that is not there. */
  async today(path: Path): Promise<readonly ForecastRow[]> {
    const zone = this.#parts.zones.zone(path);
    const site = this.#parts.sites().find(({ id }) => id === zone?.config.site);
    return zone === undefined || site === undefined ? [] : (await this.of(site, zone, 0)).rows;
  }

  /** @param days after today */
  async of(site: SiteConfig, zone: Zone, days: number): Promise<Forecast> {
    const nowMs = this.#parts.clock.now();
    const calendar = this.#parts.calendar(site);
    const today = DateTime.fromMillis(nowMs, { zone: site.timezone });
    const past = await this.#pastOf(site, zone, today);
    const rows: ForecastRow[] = [];
    for (let ahead = 0; ahead <= days && past.days.length >= minDays; ahead++) {
      const day = siteDay(today.plus({ days: ahead }).toFormat('yyyy-MM-dd'), site.timezone);
      const soFar = ahead === 0 ? await this.#valuesOf(site, zone.config.id, day, nowMs) : [];
      const expected = forecastDay(past.days, { date: day.date, group: groupOf(calendar, day.date) }, soFar);
      rows.push(...rowsOf(day, expected, { site, zone, calendar, nowMs }));
      await setImmediate();
    }
    return {
      madeAt: new Date(nowMs).toISOString(),
      resolution: '15m',
      rows,
      quietest: quietestOf(rows, site.timezone),
      accuracy: past.accuracy,
    };
  }

  /** The days until yesterday: they are read, and judged, once a day. */
  async #pastOf(site: SiteConfig, zone: Zone, today: DateTime): Promise<Past> {
    const date = today.toFormat('yyyy-MM-dd');
    const known = this.#past.get(zone.path);
    if (known?.date === date && known.config === zone.config) return known;
    const calendar = this.#parts.calendar(site);
    const { edges, ...span } = this.#pastSpan(today, site.timezone);
    const query = { site: site.id, zone: zone.config.id, timezone: site.timezone, ...span } as const;
    const tallies = await this.#parts.history.bins({ ...query, resolution: '15m' }, edges);
    const byDate = groupBy(tallies, ({ start }) => calendar.dayAt(start * minuteMs));
    const days: ForecastDay[] = [];
    for (const [day, quarters] of Object.entries(byDate)) {
      if (calendar.day(day).intervals.length === 0) continue;
      days.push({ date: day, group: groupOf(calendar, day), values: valuesOf(quarters, site.timezone) });
      await setImmediate();
    }
    const past = { date, config: zone.config, days, accuracy: await accuracyOf(days) };
    this.#past.set(zone.path, past);
    return past;
  }

  /** The days that a forecast is made from. They are the same for thousands of zones. */
  #pastSpan(today: DateTime, timezone: string): PastSpan {
    const first = today.minus({ days: forecastWeeks * 7 + judgedDays }).toFormat('yyyy-MM-dd');
    const { fromMs } = siteDay(first, timezone);
    const toMs = siteDay(today.toFormat('yyyy-MM-dd'), timezone).fromMs;
    const known = this.#spans.get(timezone);
    if (known?.toMs === toMs) return known;
    const span = { fromMs, toMs, edges: binEdges(fromMs, toMs, '15m', timezone) };
    this.#spans.set(timezone, span);
    return span;
  }

  async #valuesOf(site: SiteConfig, zone: string, day: SiteDay, untilMs: number) {
    const values = valuesOf(await this.#quarters(site, zone, day.fromMs, untilMs), site.timezone);
    // The running quarter hour has only begun.
    return values.slice(0, partOf(untilMs, site.timezone));
  }

  #quarters(site: SiteConfig, zone: string, fromMs: number, toMs: number): Promise<Tally[]> {
    const { id, timezone } = site;
    const query = { site: id, zone, timezone, fromMs, toMs, resolution: '15m' } as const;
    return this.#parts.history.bins(query, binEdges(fromMs, toMs, '15m', timezone));
  }
}

function groupOf(calendar: SiteCalendar, date: string): DayGroup {
  if (calendar.kindOf(date) === 'workday') return 'workday';
  const isSaturday = new Date(`${date}T00:00:00Z`).getUTCDay() === 6;
  return isSaturday && calendar.day(date).source !== 'holiday' ? 'saturday' : 'sunday';
}

/** Which quarter hour of the site's clock a moment (epoch ms) is in. */
function partOf(atMs: number, timezone: string): number {
  const { hour, minute } = DateTime.fromMillis(atMs, { zone: timezone });
  return hour * 4 + Math.floor(minute / 15);
}

/** People inside by quarter hour of the clock, while it was open; an hour that a day has twice says the later one. */
function valuesOf(quarters: readonly Tally[], timezone: string): (number | undefined)[] {
  const values: (number | undefined)[] = new Array(quartersOfDay).fill(undefined);
  for (const quarter of quarters) {
    const mean = meanOf(quarter);
    const isClosed = quarter.closedMs > quarter.recordedMs / 2;
    if (mean !== null && !isClosed) values[partOf(quarter.start * minuteMs, timezone)] = mean;
  }
  return values;
}

interface RowContext {
  readonly site: SiteConfig;
  readonly zone: Zone;
  readonly calendar: SiteCalendar;
  readonly nowMs: number;
}

function rowsOf(
  day: SiteDay,
  expected: readonly (Expected | undefined)[],
  { site, zone, calendar, nowMs }: RowContext,
): ForecastRow[] {
  const edges = binEdges(day.fromMs, day.toMs, '15m', site.timezone);
  const evening = DateTime.fromISO(day.date).minus({ days: 1 }).toFormat('yyyy-MM-dd');
  const open = calendar.day(day.date).intervals;
  const night = calendar.day(evening).intervals;
  const isOpenAt = (minute: number) =>
    open.some(({ from, to }) => from <= minute && minute < to) ||
    night.some(({ to }) => minute + minutesOfDay < to);
  return edges.slice(0, -1).flatMap((fromMs) => {
    const part = partOf(fromMs, site.timezone);
    const row = expected[part];
    const isOpen = isOpenAt(part * 15);
    if (fromMs + quarterMs <= nowMs || (row === undefined && isOpen)) return [];
    const { expected: mean, low, high } = row && isOpen ? row : { expected: 0, low: 0, high: 0 };
    const rules = { ...zone.config, capacity: zone.capacityAt(fromMs) };
    return [
      {
        from: new Date(fromMs).toISOString(),
        to: new Date(fromMs + quarterMs).toISOString(),
        expected: rounded(mean),
        low: rounded(low),
        high: rounded(high),
        light: isOpen ? levelUp(Math.round(mean), rules) : 'closed',
      },
    ];
  });
}

/** Each of the last days forecast from those before it, in the hours that are known of both weeks. */
async function accuracyOf(days: readonly ForecastDay[]): Promise<Forecast['accuracy']> {
  const sum = { error: 0, baseline: 0, count: 0, days: 0 };
  for (const day of days.slice(-judgedDays)) {
    const before = days.filter(({ date }) => date < day.date);
    const lastWeek = before.find(({ date }) => Date.parse(day.date) - Date.parse(date) === 7 * 86_400_000);
    if (lastWeek === undefined || before.length < minDays) continue;
    const expected = forecastDay(before, day);
    sum.days++;
    for (const [part, value] of day.values.entries()) {
      const row = expected[part];
      const then = lastWeek.values[part];
      if (value === undefined || row === undefined || then === undefined) continue;
      sum.error += Math.abs(row.expected - value);
      sum.baseline += Math.abs(then - value);
      sum.count++;
    }
    await setImmediate();
  }
  const mean = (total: number) => (sum.count === 0 ? null : Math.round((total / sum.count) * 100) / 100);
  return { mae: mean(sum.error), baselineMae: mean(sum.baseline), days: sum.days };
}

/** Of each day the open hour in which the fewest are expected. */
function quietestOf(rows: readonly ForecastRow[], timezone: string): Forecast['quietest'] {
  const openRows = rows.filter(({ light }) => light !== 'closed');
  const days = groupBy(openRows, ({ from }) =>
    DateTime.fromISO(from, { zone: timezone }).toFormat('yyyy-MM-dd'),
  );
  return Object.values(days).flatMap((open) => {
    const max = Math.max(...open.map(({ expected }) => expected));
    const hours = open.flatMap((first, at) => {
      const last = open[at + 3];
      if (last === undefined || Date.parse(last.to) - Date.parse(first.from) !== 4 * quarterMs) return [];
      const mean = open.slice(at, at + 4).reduce((sum, { expected }) => sum + expected, 0) / 4;
      return [{ from: first.from, to: last.to, mean }];
    });
    const quietest = hours.toSorted((a, b) => a.mean - b.mean)[0];
    if (quietest === undefined || quietest.mean > max * quieterShare) return [];
    return [{ from: quietest.from, to: quietest.to }];
  });
}

/** What is worth saying of the rest of the day: only where the forecast has proved itself. */
export function outlookOf(
  rows: readonly ForecastRow[],
  { mae, baselineMae, days }: Forecast['accuracy'],
  timezone: string,
): ZoneState['outlook'] {
  if (days < minFounded || mae === null || baselineMae === null || mae > baselineMae) return undefined;
  const [now, ...later] = rows;
  if (now === undefined || now.light === 'closed') return undefined;
  const closes = later.findIndex(({ light }) => light === 'closed');
  const open = closes < 0 ? later : later.slice(0, closes);
  const timeOf = (row: ForecastRow | undefined) =>
    row && { at: row.from, time: DateTime.fromISO(row.from, { zone: timezone }).toFormat('HH:mm') };
  const isQuiet = ({ high, expected }: ForecastRow) =>
    expected <= now.expected * quieterShare && high <= Math.max(now.high, now.expected);
  const quieter = timeOf(
    open.find((_, at) => {
      const span = open.slice(at, at + quieterQuarters);
      return span.length === quieterQuarters && span.every(isQuiet);
    }),
  );
  const full = now.light === 'red' ? undefined : timeOf(open.find(({ light }) => light === 'red'));
  // Where few are inside, nobody needs a quieter hour.
  const isWorth = now.expected >= minTimesError * mae;
  const outlook = { ...(quieter && isWorth && { quieter }), ...(full && { full }) };
  return Object.keys(outlook).length === 0 ? undefined : outlook;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
