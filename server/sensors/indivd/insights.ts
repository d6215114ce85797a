import type { DropInFigures, InsightsPart, ZoneFigures, ZoneInsights } from '#lib/contract/insights.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import { type InsightsPeriods, type InsightsSource, nothingNow, type SensorInsights } from '../insights.ts';
import { asSensorError } from '../parse/parameters.ts';
import type { IndivdClient, IndivdError } from './api/client.ts';
import type { DropIn, DropInRange, DropInRate } from './api/drop-in-rate.ts';
import type { VisitRange, ZoneVisitors, ZoneVisits } from './api/zone-visitors.ts';
import type { Period } from './schema.ts';

/**
 * Insights from Indivd: three calls, one after another, each including the days of comparison, so that a
 * request always costs three calls.
 */
export class IndivdInsights implements InsightsSource {
  readonly #client: IndivdClient;
  readonly #location: number | undefined;

  constructor(client: IndivdClient, location: number | undefined) {
    this.#client = client;
    this.#location = location;
  }

  async insights({ period, comparison }: InsightsPeriods, signal: AbortSignal): Promise<SensorInsights> {
    const query = {
      ...period,
      compareFrom: comparison.from,
      compareTo: comparison.to,
      ...(this.#location !== undefined && { locations: [this.#location] }),
    };
    const problems: { part: InsightsPart; error: SensorError }[] = [];
    const noted = <T>(part: InsightsPart, answer: Result<T, IndivdError>): T | undefined => {
      if (answer.ok) return answer.value;
      problems.push({ part, error: asSensorError(answer.error) });
      return undefined;
    };
    const visits = noted('visits', await this.#client.zoneVisitors({ ...query, by: 'zone' }, signal));
    // If the sign-in was refused, or Indivd is unreachable, the other two calls are not made.
    if (visits === undefined) return { zones: [], now: nothingNow, problems };
    const by = period.from === period.to ? 'hour' : 'day';
    const course = noted('course', await this.#client.zoneVisitors({ ...query, by: [by] }, signal));
    const dropIn = noted('drop-in', await this.#client.dropInRate(query, signal));
    return { zones: zonesOf(visits, course, dropIn), now: nothingNow, problems };
  }
}

function zonesOf(
  visits: ZoneVisitors,
  course: ZoneVisitors | undefined,
  dropIn: DropInRate | undefined,
): ZoneInsights[] {
  const rows = [...visits.current.rows, ...(visits.comparison?.rows ?? [])];
  return [...new Set(rows.map(({ zone }) => zone))].map((zone) => {
    const { zoneName, bounceThresholdS } = rows.find((row) => row.zone === zone) ?? {};
    const current = visits.current.rows.find((row) => row.zone === zone);
    const compared = visits.comparison?.rows.find((row) => row.zone === zone);
    return {
      zone,
      ...(zoneName !== undefined && { name: zoneName }),
      ...(bounceThresholdS !== undefined && { bounceThresholdS }),
      current: figuresOf(current, courseOf(zone, course?.current), dropInOf(zone, dropIn?.current)),
      ...(compared !== undefined && {
        comparison: figuresOf(
          compared,
          courseOf(zone, course?.comparison),
          dropInOf(zone, dropIn?.comparison),
        ),
      }),
    };
  });
}

function figuresOf(
  row: ZoneVisits | undefined,
  course: ZoneFigures['course'],
  dropIn: ZoneFigures['dropIn'],
): ZoneFigures {
  // Without a visit it is unknown whether there are lines for passers-by.
  if (row === undefined)
    return { visits: 'none', course, ...(dropIn !== undefined && { dropIn: 'none' as const }) };
  const { visits, uniqueVisits, bounces, dwell } = row;
  return {
    visits,
    uniqueVisits,
    bounces,
    dwell: typeof dwell === 'string' ? dwell : dwellOf(dwell),
    ...(dropIn !== undefined && { dropIn }),
    course,
  };
}

function dwellOf({ meanS, quartilesS }: Exclude<ZoneVisits['dwell'], string>): ZoneFigures['dwell'] {
  if (quartilesS === undefined) return { meanS };
  const [first, median, third] = quartilesS;
  return { meanS, quartilesS: [first, median, third] };
}

/** Undefined if the call failed; `off` if no lines for passers-by are set up at this zone. */
function dropInOf(zone: string, range: DropInRange | undefined): ZoneFigures['dropIn'] | undefined {
  if (range === undefined) return undefined;
  const found = range.zones.find((each) => each.zone === zone);
  return found === undefined ? 'off' : dropInFigures(found);
}

function dropInFigures({ passersBy, entries, rate, isConfigurationSignal }: DropIn): DropInFigures {
  return { passersBy, entries, rate, isConfigurationSignal };
}

function courseOf(zone: string, range: VisitRange | undefined): ZoneFigures['course'] {
  const rows = range?.rows.filter((row) => row.zone === zone) ?? [];
  return rows
    .flatMap(({ period, visits }) => {
      const at = momentOf(period);
      return at === undefined ? [] : [{ at, visits }];
    })
    .sort((one, other) => (one.at < other.at ? -1 : 1));
}

/** `2026-11-03`, or `2026-11-03T14` if the period has an hour. */
function momentOf({ year, month, day, hour }: Period): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = `${year}-${twoDigits(month)}-${twoDigits(day)}`;
  return hour === undefined ? date : `${date}T${twoDigits(hour)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
