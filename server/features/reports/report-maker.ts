import { DateTime } from 'luxon';
import type { HistoryRow } from '#lib/contract/history.ts';
import type { HealthRow, HomeReport, Report, ReportKind, ZoneReport } from '#lib/contract/report.ts';
import { nameOfDisplay, nameOfSensor } from '#lib/names.ts';
import { nameIn } from '#server/engine/calendar-day.ts';
import {
  daysOf,
  lastPeriod,
  periodBefore,
  periodOf,
  type ReportPeriod,
} from '#server/engine/report-period.ts';
import type { SiteCalendar } from '#server/engine/site-calendar.ts';
import type { SiteConfig, ZoneConfig } from '#server/platform/config/configuration.ts';
import type { Sites } from '#server/site/sites.ts';
import type { HistoryReader } from '../history/history-reader.ts';
import { type HomeReportParts, homeReport } from './home-report.ts';
import type { FailureSpan, ReportStore } from './report-store.ts';

export interface ReportMakerParts extends HomeReportParts {
  readonly history: Pick<HistoryReader, 'read'>;
  readonly sites: Pick<Sites, 'zone' | 'running' | 'elsewhere'>;
  readonly store: Pick<ReportStore, 'failures'>;
}

/** What a report is of. */
export interface ReportSubject {
  readonly kind: ReportKind;
  /** A day of the week or month; undefined: of the last one that has ended. */
  readonly day?: string | undefined;
  /** BCP 47 tag: of the names of closed days. */
  readonly language: string;
  /** Of the chain, where there is no single site. */
  readonly chain?: { readonly name: string; readonly timezone: string };
}

const minuteMs = 60_000;
const quarterS = 900;
const mostAbove = 50;

/** Makes reports from what is stored: how many came, what the light was, whether the capacity was kept. */
export class ReportMaker {
  readonly #parts: ReportMakerParts;

  constructor(parts: ReportMakerParts) {
    this.#parts = parts;
  }

  async make(sites: readonly SiteConfig[], subject: ReportSubject): Promise<Report> {
    const nowMs = this.#parts.clock.now();
    const { kind, day, chain } = subject;
    const timezone = chain?.timezone ?? sites[0]?.timezone ?? 'UTC';
    const period = day === undefined ? lastPeriod(kind, nowMs, timezone) : periodOf(kind, day, timezone);
    const zones: ZoneReport[] = [];
    const health: HealthRow[] = [];
    const here = new Set(this.#parts.sites.running().map(({ id }) => id));
    const away = sites.flatMap(({ id }) => (here.has(id) ? [] : [id]));
    const answers = await this.#parts.sites.elsewhere.reports(away, kind, period.from);
    for (const site of sites) {
      const own = periodOf(kind, period.from, site.timezone);
      const home = here.has(site.id) ? await this.atHome(site, kind, period.from) : answers.get(site.id);
      for (const zone of site.zones) {
        const ofHome = { drift: null, forecast: [], ...home?.[zone.id], isPartial: home === undefined };
        zones.push({ ...(await this.#zone(site, zone, own, subject.language)), ...ofHome });
      }
      health.push(...(await this.#health(site, own)));
    }
    return {
      kind,
      ...(chain === undefined && sites[0] !== undefined && { site: sites[0].id }),
      name: chain?.name ?? sites[0]?.name ?? '',
      from: period.from,
      to: period.to,
      timezone,
      madeAt: new Date(nowMs).toISOString(),
      isWhole: period.toMs <= nowMs,
      simulated: sites.some(({ simulated }) => simulated),
      zones,
      health: health.toSorted((a, b) => b.failedS - a.failedS),
      sensors: sites.reduce((sum, { sensors }) => sum + sensors.length, 0),
      displays: sites.reduce((sum, { displays }) => sum + displays.length, 0),
    };
  }

  /** What only the sidecar that runs a site knows of it. @param day of the week or month */
  atHome(site: SiteConfig, kind: ReportKind, day: string): Promise<HomeReport> {
    return homeReport(this.#parts, site, kind, day);
  }

  async #zone(
    site: SiteConfig,
    zone: ZoneConfig,
    period: ReportPeriod,
    language: string,
  ): Promise<Omit<ZoneReport, keyof HomeReport[string] | 'isPartial'>> {
    const { calendars, clock } = this.#parts;
    const calendar = calendars.of(site);
    const untilMs = Math.min(period.toMs, Math.max(period.fromMs, clock.now()));
    const quarters = await this.#rows(site, zone, period.fromMs, untilMs);
    const above = await this.#above(site, zone, quarters);
    return {
      site: site.id,
      siteName: site.name,
      zone: zone.id,
      name: zone.name,
      visitors: peopleIn(quarters),
      visitorsBefore: await this.#before(site, zone, periodBefore(period, site.timezone)),
      peak: await this.#peak(site, zone, quarters),
      lights: lightsOf(quarters),
      known: knownShare(quarters, calendar),
      above: above.slice(0, mostAbove),
      aboveCount: above.length,
      days: daysOf(period, site.timezone).map(({ date, fromMs, toMs }) => {
        const rows = quarters.filter(({ from }) => Date.parse(from) >= fromMs && Date.parse(from) < toMs);
        const { intervals, name } = calendar.day(date);
        const named = name === undefined ? undefined : nameIn(name, language);
        const isRecorded = rows.some((row) => row.recordedS > 0 || row.in > 0);
        return {
          date,
          isClosed: !calendar.isAlwaysOpen && intervals.length === 0,
          ...(named !== undefined && { name: named }),
          visitors: isRecorded ? peopleIn(rows) : null,
          peak: mostOf(rows),
        };
      }),
      hours: hoursOf(quarters, site.timezone),
    };
  }

  #rows(
    site: SiteConfig,
    zone: ZoneConfig,
    fromMs: number,
    toMs: number,
    resolution: '1m' | '15m' | '1d' = '15m',
  ) {
    if (toMs <= fromMs) return Promise.resolve([]);
    const { id, timezone } = site;
    return this.#parts.history.read({ site: id, zone: zone.id, timezone, fromMs, toMs, resolution });
  }

  async #before(site: SiteConfig, zone: ZoneConfig, { fromMs, toMs }: ReportPeriod): Promise<number | null> {
    const days = await this.#rows(site, zone, fromMs, toMs, '1d');
    return days.some(({ recordedS }) => recordedS > 0) ? peopleIn(days) : null;
  }

  /** The minutes of a row, or the row itself where minutes are no longer kept. */
  async #minutesOf(site: SiteConfig, zone: ZoneConfig, row: HistoryRow): Promise<readonly HistoryRow[]> {
    const minutes = await this.#rows(site, zone, Date.parse(row.from), Date.parse(row.to), '1m');
    return minutes.some(({ max }) => max !== null) ? minutes : [row];
  }

  async #peak(
    site: SiteConfig,
    zone: ZoneConfig,
    quarters: readonly HistoryRow[],
  ): Promise<ZoneReport['peak']> {
    const highest = highestOf(quarters);
    if (highest === undefined) return null;
    const row = highestOf(await this.#minutesOf(site, zone, highest)) ?? highest;
    return { at: row.from, occupancy: row.max ?? 0, capacity: row.capacity };
  }

  /** The times above the capacity, to the minute. */
  async #above(
    site: SiteConfig,
    zone: ZoneConfig,
    quarters: readonly HistoryRow[],
  ): Promise<ZoneReport['above']> {
    const above: ZoneReport['above'] = [];
    // The capacity of a longer time is the least in it: the minutes know which one applied when.
    for (const quarter of quarters.filter((row) => isAbove(row, zone))) {
      for (const row of await this.#minutesOf(site, zone, quarter)) {
        if (!isAbove(row, zone)) continue;
        const last = above.at(-1);
        const capacity = row.capacity ?? zone.capacity;
        const most = row.max ?? 0;
        if (last === undefined || Date.parse(row.from) - Date.parse(last.to) > minuteMs) {
          above.push({ from: row.from, to: row.to, most, capacity });
        } else {
          above[above.length - 1] = {
            from: last.from,
            to: row.to,
            most: Math.max(last.most, most),
            capacity: Math.min(last.capacity, capacity),
          };
        }
      }
    }
    return above;
  }

  async #health(site: SiteConfig, { fromMs, toMs }: ReportPeriod): Promise<HealthRow[]> {
    const nowMs = this.#parts.clock.now();
    const spans = await this.#parts.store.failures(site.id, fromMs, toMs, nowMs);
    const names = new Map<string, string>([
      ...site.sensors.map(
        ({ id, name }) => [`sensor/${id}`, nameOfSensor({ sensor: id, title: name })] as const,
      ),
      ...site.displays.map(
        ({ id, name }) => [`display/${id}`, nameOfDisplay({ display: id, name })] as const,
      ),
    ]);
    return [...names].flatMap(([key, name]): HealthRow[] => {
      const own = spans.filter(({ kind, subject }) => `${kind}/${subject}` === key);
      const [first] = own;
      return first === undefined ? [] : [healthOf(site.id, name, first, own)];
    });
  }
}

function healthOf(site: string, name: string, first: FailureSpan, spans: readonly FailureSpan[]): HealthRow {
  const lengths = spans.map(({ fromMs, toMs }) => Math.max(0, toMs - fromMs) / 1000);
  return {
    site,
    kind: first.kind,
    id: first.subject,
    name,
    failures: spans.length,
    failedS: lengths.reduce((sum, length) => sum + length, 0),
    longestS: Math.max(...lengths),
  };
}

function isAbove({ max, capacity }: HistoryRow, zone: ZoneConfig): boolean {
  return max !== null && max > (capacity ?? zone.capacity);
}

function peopleIn(rows: readonly HistoryRow[]): number {
  return rows.reduce((sum, row) => sum + row.in, 0);
}

function highestOf(rows: readonly HistoryRow[]): HistoryRow | undefined {
  let highest: HistoryRow | undefined;
  for (const row of rows) if (row.max !== null && row.max > (highest?.max ?? -1)) highest = row;
  return highest;
}

function mostOf(rows: readonly HistoryRow[]): number | null {
  return highestOf(rows)?.max ?? null;
}

function lightsOf(rows: readonly HistoryRow[]): ZoneReport['lights'] {
  const sum = (key: 'amberS' | 'redS' | 'unknownS' | 'closedS' | 'recordedS') =>
    rows.reduce((total, row) => total + row[key], 0);
  const [amberS, redS, unknownS, closedS] = [sum('amberS'), sum('redS'), sum('unknownS'), sum('closedS')];
  const greenS = Math.max(0, sum('recordedS') - amberS - redS - unknownS - closedS);
  return { greenS, amberS, redS, unknownS, closedS };
}

/** Of the time outside closing, recorded or not, the share in which the number was known. */
function knownShare(rows: readonly HistoryRow[], calendar: SiteCalendar): number | null {
  let [known, all] = [0, 0];
  for (const { from, recordedS, unknownS, closedS } of rows) {
    known += Math.max(0, recordedS - closedS - unknownS);
    const unrecordedS = calendar.wasOpenAt(Date.parse(from)) ? Math.max(0, quarterS - recordedS) : 0;
    all += Math.max(0, recordedS - closedS) + unrecordedS;
  }
  return all === 0 ? null : Math.min(1, known / all);
}

/** Mean people inside by hour of the clock, while it was open. */
function hoursOf(rows: readonly HistoryRow[], timezone: string): (number | null)[] {
  const sums = Array.from({ length: 24 }, () => ({ sum: 0, count: 0 }));
  for (const { from, avg, closedS, recordedS } of rows) {
    const hour = sums[DateTime.fromISO(from, { zone: timezone }).hour];
    if (hour === undefined || avg === null || closedS > recordedS / 2) continue;
    hour.sum += avg;
    hour.count += 1;
  }
  return sums.map(({ sum, count }) => (count === 0 ? null : Math.round((sum / count) * 10) / 10));
}
