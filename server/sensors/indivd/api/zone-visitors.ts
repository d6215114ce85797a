import type { Grouping, Insight, Period, VendorVisits } from '../schema.ts';

/** Not included in a Basic plan. */
export type NotInPlan = 'not-in-plan';

/** The length of visits, in seconds. */
export interface Dwell {
  readonly meanS: number;
  readonly shortestS?: number;
  readonly longestS?: number;
  /** The 25th, 50th and 75th percentile. */
  readonly quartilesS?: readonly [number, number, number];
  /** Visits it is made from. */
  readonly visits?: number;
}

/** The visits to one zone in one span of time. */
export interface ZoneVisits {
  readonly zone: string;
  readonly zoneName?: string;
  /** Only when rows are grouped by location. */
  readonly location?: string;
  readonly period: Period;
  readonly visits: number;
  /** Distinct people: a person who comes twice counts once. */
  readonly uniqueVisits: number | NotInPlan;
  /** Visits shorter than the threshold; `off` where the threshold is 0. */
  readonly bounces: number | 'off' | NotInPlan;
  readonly bounceThresholdS?: number;
  /** `none`: no visit was measured. */
  readonly dwell: Dwell | 'none' | NotInPlan;
  /** Visits shorter and longer than requested; they are included in `visits`. */
  readonly excluded: { readonly shorter: number; readonly longer: number };
}

/** All zones in one range of days. */
export interface VisitRange {
  readonly from: string;
  readonly to: string;
  /** In Indivd's order; none: no data. */
  readonly rows: readonly ZoneVisits[];
}

export interface ZoneVisitors {
  /** The grouping of rows in time, besides zones: as requested, else Indivd's default for this many days. */
  readonly by: 'zone' | readonly (Grouping | 'location')[];
  readonly current: VisitRange;
  /** Only if it was requested and is not empty. */
  readonly comparison?: VisitRange;
}

/** One range of days of `zone_visitors` in our format. */
export function visitRangeOf({ startdate, enddate, insights }: VendorVisits): VisitRange {
  const basic = basicZonesIn(insights);
  return {
    from: startdate,
    to: enddate,
    rows: insights.map((insight) => visitsOf(insight, basic.has(insight.aggregation.zone_id))),
  };
}

/**
 * Zones whose plan is Basic. It contains visits and gives 0 or nothing for what only Pro offers. A visitor is
 * at least one distinct person, so that a zone with visits, and without any such number in the whole range, has
 * the smaller plan. For a zone without visits it is unknown, and 0 is right in both plans.
 */
function basicZonesIn(insights: readonly Insight[]): ReadonlySet<string> {
  const zonesOf = (rows: readonly Insight[]) => rows.map(({ aggregation }) => aggregation.zone_id);
  const pro = new Set(zonesOf(insights.filter(isPro)));
  const visited = zonesOf(insights.filter(({ visits }) => visits > 0));
  return new Set(visited.filter((zone) => !pro.has(zone)));
}

function isPro({ unique_visits = 0, bounce = 0, dwell_time = 0, dwell_time_stats }: Insight): boolean {
  return unique_visits > 0 || bounce > 0 || dwell_time > 0 || (dwell_time_stats?.mean ?? 0) > 0;
}

function visitsOf(insight: Insight, isBasic: boolean): ZoneVisits {
  const { visits, unique_visits, aggregation, exclude } = insight;
  const { zone_id, zone_name, loc_id, bounce_threshold, period } = aggregation;
  return {
    zone: zone_id,
    ...(zone_name !== undefined && { zoneName: zone_name }),
    ...(loc_id !== undefined && { location: loc_id }),
    period,
    visits,
    uniqueVisits: isBasic ? 'not-in-plan' : (unique_visits ?? 'not-in-plan'),
    bounces: isBasic ? 'not-in-plan' : bouncesOf(insight),
    ...(bounce_threshold !== undefined && { bounceThresholdS: bounce_threshold }),
    dwell: isBasic ? 'not-in-plan' : dwellOf(insight),
    excluded: { shorter: exclude?.min_dwell_time ?? 0, longer: exclude?.max_dwell_time ?? 0 },
  };
}

function bouncesOf({ bounce, aggregation }: Insight): ZoneVisits['bounces'] {
  if (aggregation.bounce_threshold === 0) return 'off';
  return bounce ?? 'not-in-plan';
}

function dwellOf({ dwell_time, dwell_time_stats: stats }: Insight): ZoneVisits['dwell'] {
  // Without a measured visit the mean is 0; a measured visit may also last 0 seconds.
  const meanS = stats?.mean ?? dwell_time ?? 0;
  if (stats?.n === 0 || (meanS === 0 && !((stats?.n ?? 0) > 0))) return 'none';
  return {
    meanS,
    ...(stats?.min !== undefined && { shortestS: stats.min }),
    ...(stats?.max !== undefined && { longestS: stats.max }),
    ...(stats?.quantiles !== undefined && { quartilesS: stats.quantiles }),
    ...(stats?.n !== undefined && { visits: stats.n }),
  };
}
