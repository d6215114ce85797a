import { stringify } from 'csv-stringify/sync';
import type { Insights, SensorInsightsView, ZoneFigures, ZoneInsights } from '#lib/contract/insights.ts';

const dayMs = 86_400_000;
const columns = ['sensor', 'zone', 'name', 'figure', 'at', 'current', 'comparison'] as const;
type Row = readonly [string, string, string, string, string, string | number, string | number];

/** The insights as a table: one line per figure, with its comparison beside it. */
export function insightsTable({ sensors, period, comparison }: Insights): string {
  const head: Row[] = [['', '', '', 'period', '', spanOf(period), spanOf(comparison)]];
  const daysApart = (Date.parse(period.from) - Date.parse(comparison.from)) / dayMs;
  const rows = [...head, ...sensors.flatMap((sensor) => rowsOf(sensor, daysApart))];
  return stringify(
    rows.map((row) => [...row]),
    { header: true, columns: [...columns] },
  );
}

function spanOf({ from, to }: Insights['period']): string {
  return `${from}/${to}`;
}

function rowsOf({ sensor, zones, now }: SensorInsightsView, daysApart: number): Row[] {
  return [
    ...zones.flatMap((zone) => zoneRows(sensor, zone, daysApart)),
    ...now.queues.map(
      ({ queue, name = '', people }): Row => [sensor, queue, name, 'queueNow', '', people, ''],
    ),
    ...now.stays.map(
      ({ zone, name = '', lastDayS, lastWeekS = '' }): Row => [
        sensor,
        zone,
        name,
        'stayLastDaySeconds',
        '',
        lastDayS,
        lastWeekS,
      ],
    ),
    ...now.paths.map(
      ({ zones, people }): Row => [sensor, '', zones.join(' > '), 'pathPeople', '', people, ''],
    ),
  ];
}

function zoneRows(
  sensor: string,
  { zone = '', name = '', current, comparison }: ZoneInsights,
  daysApart: number,
): Row[] {
  const before = new Map(comparison === undefined ? [] : figuresOf(comparison));
  const figures = figuresOf(current).map(
    ([figure, value]): Row => [sensor, zone, name, figure, '', value, before.get(figure) ?? ''],
  );
  const visitsBefore = new Map(comparison?.course.map(({ at, visits }) => [at, visits]));
  const course = current.course.map(
    ({ at, visits }): Row => [
      sensor,
      zone,
      name,
      'visits',
      at,
      visits,
      visitsBefore.get(earlier(at, daysApart)) ?? '',
    ],
  );
  return [...figures, ...course];
}

/** The hour or day that is compared with this one. */
function earlier(at: string, days: number): string {
  const day = new Date(Date.parse(at.slice(0, 10)) - days * dayMs).toISOString().slice(0, 10);
  return day + at.slice(10);
}

function figuresOf({
  visits,
  uniqueVisits,
  bounces,
  dwell,
  dropIn,
}: ZoneFigures): [string, string | number][] {
  const reported: [string, string | number | undefined][] = [
    ['visits', visits],
    ['uniqueVisits', uniqueVisits],
    ['bounces', bounces],
  ];
  if (typeof dwell === 'string') reported.push(['dwellMeanSeconds', dwell]);
  else if (dwell !== undefined) {
    const [first, median, third] = dwell.quartilesS ?? [];
    reported.push(['dwellMeanSeconds', dwell.meanS]);
    reported.push(
      ['dwellQuarterSeconds', first],
      ['dwellMedianSeconds', median],
      ['dwellThreeQuartersSeconds', third],
    );
  }
  if (typeof dropIn === 'string') reported.push(['dropInRate', dropIn]);
  else if (dropIn !== undefined) {
    reported.push(['passersBy', dropIn.passersBy], ['entries', dropIn.entries], ['dropInRate', dropIn.rate]);
    if (dropIn.isConfigurationSignal) reported.push(['dropInRateIsConfigurationSignal', 'yes']);
  }
  return reported.flatMap(([figure, value]) => (value === undefined ? [] : [[figure, value]]));
}
