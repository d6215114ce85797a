import { groupBy } from 'es-toolkit';
import { DateTime } from 'luxon';
import { pathOf } from '#lib/contract/path.ts';
import type { HomeReport, ReportKind } from '#lib/contract/report.ts';
import type { Clock } from '#server/clock.ts';
import { lastPeriod, periodOf, type ReportPeriod } from '#server/engine/report-period.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { SiteCalendars } from '#server/site/site-calendars.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Zone } from '#server/site/zone.ts';
import type { CalibrationMonitor } from '../calibration/calibration.ts';
import type { Forecasts } from '../forecast/forecasts.ts';

export interface HomeReportParts {
  readonly clock: Clock;
  readonly calendars: Pick<SiteCalendars, 'of'>;
  readonly sites: Pick<Sites, 'zone'>;
  readonly forecasts: Pick<Forecasts, 'of'>;
  readonly calibration: Pick<CalibrationMonitor, 'of'>;
}

type ZoneAtHome = HomeReport[string];

const longestForecastDays = 7;

/** What only the sidecar that runs a site knows of it. @param day of the week or month */
export async function homeReport(
  parts: HomeReportParts,
  site: SiteConfig,
  kind: ReportKind,
  day: string,
): Promise<HomeReport> {
  const period = periodOf(kind, day, site.timezone);
  const found: HomeReport = {};
  for (const { id } of site.zones) {
    const zone = parts.sites.zone(pathOf(site.id, id));
    if (zone === undefined) continue;
    const drift = await driftOf(parts, site, zone, period);
    found[id] = { drift, forecast: await forecastOf(parts, site, zone, period) };
  }
  return found;
}

async function driftOf(
  { calibration }: HomeReportParts,
  site: SiteConfig,
  zone: Zone,
  { from, to }: ReportPeriod,
): Promise<ZoneAtHome['drift']> {
  const { closings } = await calibration.of(zone, site);
  const own = closings.filter(({ day }) => day >= from && day <= to);
  const worst = own.toSorted((a, b) => Math.abs(b.without) - Math.abs(a.without))[0];
  if (worst === undefined) return null;
  const sum = own.reduce((total, { without }) => total + Math.abs(without), 0);
  return { closings: own.length, mean: sum / own.length, worst: worst.without, worstDay: worst.day };
}

/** What is coming, where the period is the last one: the past has no forecast. */
async function forecastOf(
  { calendars, clock, forecasts }: HomeReportParts,
  site: SiteConfig,
  zone: Zone,
  { kind, from }: ReportPeriod,
): Promise<ZoneAtHome['forecast']> {
  if (lastPeriod(kind, clock.now(), site.timezone).from !== from) return [];
  const calendar = calendars.of(site);
  const { rows } = await forecasts.of(site, zone, longestForecastDays - 1);
  const byDate = groupBy(rows, ({ from }) => calendar.dayAt(Date.parse(from)));
  return Object.entries(byDate).map(([date, ofDay]) => {
    const open = ofDay.filter(({ light }) => light !== 'closed');
    const most = open.toSorted((a, b) => b.expected - a.expected)[0];
    const time = most && DateTime.fromISO(most.from, { zone: site.timezone }).toFormat('HH:mm');
    return {
      date,
      isClosed: open.length === 0,
      expected: most === undefined ? null : Math.round(most.expected),
      ...(time !== undefined && { at: time }),
      light: most?.light ?? 'closed',
    };
  });
}
