import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import type { Report, ReportKind } from '#lib/contract/report.ts';
import { languageOf } from '#lib/i18n/languages.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { Feature } from '#server/platform/feature.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { SiteCalendars } from '#server/site/site-calendars.ts';
import type { Sites } from '#server/site/sites.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { CalibrationMonitor } from '../calibration/calibration.ts';
import type { Forecasts } from '../forecast/forecasts.ts';
import type { HistoryReader } from '../history/history-reader.ts';
import { reportDocument } from './report-document.ts';
import { ReportMaker } from './report-maker.ts';
import { pngOf } from './report-pictures.ts';
import { reportRoutes } from './report-routes.ts';
import { csvRowsOf, type ReportMail, ReportSender } from './report-sender.ts';
import { chainScope, ReportStore } from './report-store.ts';

export interface ReportsFeatureParts {
  readonly platform: Platform;
  readonly sites: Sites;
  readonly calendars: SiteCalendars;
  readonly history: HistoryReader;
  readonly forecasts: Forecasts;
  readonly calibration: CalibrationMonitor;
  readonly alerts: Pick<Alerts, 'mail'>;
}

/** Weekly and monthly reports: on a page, on paper and by e-mail. */
export function reportsFeature(parts: ReportsFeatureParts): Feature & { readonly maker: ReportMaker } {
  const { platform, sites, alerts } = parts;
  const { database, clock, configuration, environment, logger, onUnreadable } = platform;
  const store = new ReportStore(database.db, onUnreadable);
  const maker = new ReportMaker({ ...parts, clock, sites, store });
  const sender = new ReportSender({
    store,
    clock,
    retention: platform.retentionClock,
    sites: () => configuration.sites,
    isElsewhere: (site) =>
      configuration.site(site) !== undefined && !sites.running().some(({ id }) => id === site),
    mail: (mail) => alerts.mail(mail),
    onError: (error) => logger.error({ error }, 'reports cannot be sent; it is tried again'),
    make: async (scope, kind, day) => {
      const made = await makeReport(scope, kind, day);
      return made && mailOf(made.report, made.language);
    },
  });
  const makeReport = async (scope: string, kind: ReportKind, day: string) => {
    const all = configuration.sites;
    if (scope === chainScope) {
      const { timezone = all[0]?.timezone ?? 'UTC', language = 'en' } = (await store.chain()) ?? {};
      const name = languageOf(language).console.reports.chain;
      return { report: await maker.make(all, { kind, day, language, chain: { name, timezone } }), language };
    }
    const site = configuration.site(scope);
    if (site === undefined) return undefined;
    const language = reportLanguage(site);
    return { report: await maker.make([site], { kind, day, language }), language };
  };
  const mailOf = async (report: Report, language: string): Promise<ReportMail> => {
    const pictures = new Map<string, string>();
    const { subject, html, text } = reportDocument({
      report,
      language: languageOf(language),
      publicUrl: environment.publicUrl,
      timezoneOf: (site) => configuration.site(site)?.timezone ?? report.timezone,
      picture: (svg) => {
        const cid = `${createHash('sha256').update(svg).digest('hex').slice(0, 16)}@doorlight`;
        pictures.set(cid, svg);
        return `cid:${cid}`;
      },
    });
    const drawn = [];
    for (const [cid, svg] of pictures) {
      drawn.push({
        filename: `${cid.slice(0, 8)}.png`,
        content: await pngOf(svg),
        contentType: 'image/png',
        cid,
      });
    }
    const csv = stringify(csvRowsOf(report), { header: true });
    const filename = `${report.site ?? 'all'}-${report.kind}-${report.from}.csv`;
    return {
      subject,
      text: `${text}\n\n${languageOf(language).report.csv}`,
      html,
      attachments: [...drawn, { filename, content: csv, contentType: 'text/csv; charset=utf-8' }],
    };
  };
  return {
    name: 'reports',
    maker,
    start: () => sender.start(),
    stop: () => sender.stop(),
    routes: [reportRoutes({ platform, maker, store, sender })],
  };
}

/** In which language a site's reports are. */
export function reportLanguage({ reports, languages }: SiteConfig): string {
  return languageOf(reports?.language ?? languages[0] ?? 'en').locale;
}
