import type { Passage, SimulatedInsights } from './simulated-insights.ts';
import {
  type AskedDays,
  BadRequest,
  countOf,
  dateFields,
  groupBy,
  type SimulatedQuery,
} from './simulated-query.ts';

/** The account that is simulated, beside what it has seen. */
export interface SimulatedAccount {
  readonly plan: 'pro' | 'basic';
  /** Passers-by for each entry. Below 1 the drop-in rate is above 100 %; 0: no lines are set up. */
  readonly passersPerEntry: number;
  readonly location: number;
  readonly bounceThresholdS: number;
  readonly insights: SimulatedInsights;
}

const floor = 1;
const category = 1;
const maxDwellS = 10_800;

const totalOf = (passages: readonly Passage[], side: 'in' | 'out') =>
  passages.reduce((sum, passage) => sum + passage[side], 0);

/** `line_crosses`: of each zone, line N1 leads into it and line N2 out of it. */
export function lineCrosses(query: SimulatedQuery, { insights }: SimulatedAccount): unknown {
  const days = query.days();
  const count = countOf(days);
  const by = query.text('aggregate_by') ?? (count === 1 ? 'hour' : count <= 31 ? 'dayofmonth' : 'month');
  const isTooFine = (by === 'minute' && count > 3) || (by === 'hour' && count > 7);
  if (isTooFine || (by === 'week' && days.from.year !== days.to.year)) throw new BadRequest('aggregate_by');
  const lines = query.numbers('line_ids');
  const [zonesTo, zonesFrom] = [query.numbers('zone_to'), query.numbers('zone_from')];
  const isHere =
    query.numbers('floor')?.has(floor) !== false && query.numbers('category')?.has(category) !== false;
  const crossings = insights
    .between(days.from, days.to)
    .flatMap(({ zone, at, in: peopleIn, out: peopleOut }) => [
      { at, line: zone.id * 10 + 1, to: zone.id, from: undefined, count: peopleIn },
      { at, line: zone.id * 10 + 2, to: undefined, from: zone.id, count: peopleOut },
    ]);
  const wanted = crossings.filter(
    ({ line, to, from, count: people }) =>
      isHere &&
      people > 0 &&
      (lines === undefined || lines.has(line)) &&
      (zonesTo === undefined || (to !== undefined && zonesTo.has(to))) &&
      (zonesFrom === undefined || (from !== undefined && zonesFrom.has(from))),
  );
  return groupBy(wanted, ({ at }) => dateFields(at, by)).map(({ key, items }) => ({
    _id: key,
    count: items.reduce((sum, item) => sum + item.count, 0),
  }));
}

/** `zone_visitors`. */
export function zoneVisitors(query: SimulatedQuery, account: SimulatedAccount): unknown {
  const [days, compared] = [query.days(), query.comparedDays()];
  const by = query.list('aggregate_by') ?? [defaultGrouping(days, 'dayofmonth')];
  const longest = query.number('max_dwell');
  if (longest !== undefined && longest > maxDwellS) throw new BadRequest('max_dwell');
  const given = query.number('bounce_threshold') ?? -1;
  const threshold = given === -1 ? account.bounceThresholdS : given;
  const filters = { shortest: query.number('min_dwell'), longest };
  const period = (range: AskedDays) => ({
    startdate: range.from.toISODate(),
    enddate: range.to.toISODate(),
    insights: groupBy(entries(query, range, account, 'zones'), ({ at, zone }) => ({
      ...Object.assign({}, ...by.map((grouping) => groupFields(at, grouping, account))),
      zone_id: zone.id,
      zone_name: zone.name,
      bounce_threshold: threshold,
    })).map(({ key, items }) => ({ ...behaviour(items, account, threshold, filters), aggregation: key })),
  });
  return { current: period(days), comparison: compared === undefined ? {} : period(compared) };
}

/** `drop_in_rate`. */
export function dropInRate(query: SimulatedQuery, account: SimulatedAccount): unknown {
  const [days, compared] = [query.days(), query.comparedDays()];
  const interval = query.text('interval') ?? defaultGrouping(days, 'day');
  if (!['year', 'month', 'week', 'day', 'hour'].includes(interval)) throw new BadRequest('interval');
  const part = (range: AskedDays) => {
    const passages = account.passersPerEntry === 0 ? [] : [...entries(query, range, account, 'zone')];
    const all = rateOf(passages, account);
    return {
      summary: {
        startdate: range.from.toISODate(),
        enddate: range.to.toISODate(),
        passing_by: all.passing_by,
        enter: all.enter,
        enter_percentage: all.rate,
      },
      details: groupBy(passages, ({ at }) => dateFields(at, interval)).map(({ key, items }) => {
        const { rate, ...counts } = rateOf(items, account);
        return { ...key, ...counts, drop_in_rate: rate };
      }),
      zones: Object.fromEntries(
        groupBy(passages, ({ zone }) => zone).map(({ key, items }) => [
          key.id,
          zoneRate(key, items, interval, account),
        ]),
      ),
    };
  };
  const [current, comparison] = [part(days), compared === undefined ? undefined : part(compared)];
  return {
    summary: { current: current.summary, comparison: comparison?.summary ?? {} },
    details: { interval, current: current.details, comparison: comparison?.details ?? [] },
    zone_details: { current: current.zones, comparison: comparison?.zones ?? {} },
  };
}

/** Here the vendor prints the day as `dayofmonth`, although it is `day` in the rows of all zones. */
function zoneRate(
  { id, name }: Passage['zone'],
  passages: readonly Passage[],
  interval: string,
  account: SimulatedAccount,
) {
  const { enter, passing_by, rate } = rateOf(passages, account);
  const grouping = interval === 'day' ? 'dayofmonth' : interval;
  return {
    zone_id: id,
    zone_name: name,
    loc_id: account.location,
    loc_name: 'Sample Location - Stockholm',
    location_custom_id: '',
    total_visits: enter,
    total_passing_by: passing_by,
    drop_in_rate: rate,
    details: groupBy(passages, ({ at }) => dateFields(at, grouping)).map(({ key, items }) => {
      const row = rateOf(items, account);
      return { ...key, visits: row.enter, passing_by: row.passing_by, drop_in_rate: row.rate };
    }),
  };
}

function defaultGrouping(days: AskedDays, day: string): string {
  const count = countOf(days);
  return count === 1 ? 'hour' : count <= 31 ? day : count < 365 ? 'week' : 'month';
}

function groupFields(at: Passage['at'], grouping: string, { location }: SimulatedAccount) {
  if (grouping === 'zone') return {};
  return grouping === 'loc_id' ? { loc_id: location } : dateFields(at, grouping);
}

/** Passages in which somebody came in, of the zones that are wanted. */
function entries(
  query: SimulatedQuery,
  { from, to }: AskedDays,
  { insights }: SimulatedAccount,
  parameter: 'zone' | 'zones',
): readonly Passage[] {
  const zones = query.numbers(parameter);
  return insights
    .between(from, to)
    .filter((passage) => passage.in > 0 && (zones === undefined || zones.has(passage.zone.id)));
}

/** Dwell times are invented from the minute, so that the same question has the same answer. */
function behaviour(
  passages: readonly Passage[],
  { plan }: SimulatedAccount,
  threshold: number,
  filters: { readonly shortest: number | undefined; readonly longest: number | undefined },
) {
  const visits = totalOf(passages, 'in');
  const dwells = passages
    .flatMap((passage) =>
      Array.from({ length: passage.in }, (_, index) => 12 + ((passage.at.minute * 37 + index * 131) % 900)),
    )
    .sort((one, other) => one - other);
  const [tooShort, tooLong] = [
    dwells.filter((dwell) => dwell < (filters.shortest ?? 0)).length,
    dwells.filter((dwell) => dwell > (filters.longest ?? Number.POSITIVE_INFINITY)).length,
  ];
  const measured = dwells.slice(tooShort, dwells.length - tooLong);
  const exclude = { min_dwell_time: tooShort, max_dwell_time: tooLong };
  if (plan === 'basic') {
    return { visits, unique_visits: 0, bounce: 0, dwell_time: 0, dwell_time_stats: {}, exclude };
  }
  const mean = measured.reduce((sum, dwell) => sum + dwell, 0) / Math.max(1, measured.length);
  const at = (share: number) => measured[Math.floor(measured.length * share)] ?? 0;
  return {
    visits,
    unique_visits: Math.ceil(visits * 0.88),
    bounce: dwells.filter((dwell) => dwell < threshold).length,
    dwell_time: Math.round(mean * 10) / 10,
    dwell_time_stats:
      measured.length === 0
        ? {}
        : {
            mean: Math.round(mean * 10) / 10,
            min: measured[0],
            max: measured.at(-1),
            quantiles: [at(0.25), at(0.5), at(0.75)],
            n: measured.length,
          },
    exclude,
  };
}

function rateOf(passages: readonly Passage[], { passersPerEntry }: SimulatedAccount) {
  const enter = totalOf(passages, 'in');
  const passers = Math.round(enter * passersPerEntry);
  const rate = passers === 0 ? 0 : Math.round((enter / passers) * 1000) / 10;
  return { passing_by: passers, enter, rate };
}
