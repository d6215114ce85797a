import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { idSchema } from '#lib/contract/ids.ts';
import {
  chainReportSchema,
  type Report,
  reportKindSchema,
  reportQuerySchema,
  reportSchema,
  reportSendingSchema,
} from '#lib/contract/report.ts';
import { consoleLanguage, wantedLanguages } from '#lib/i18n/console.ts';
import { languageOf } from '#lib/i18n/languages.ts';
import { lastPeriod, periodOf } from '#server/engine/report-period.ts';
import { toWebHeaders } from '#server/platform/access/web-request.ts';
import { findSite } from '#server/platform/http/find-site.ts';
import { operationIn } from '#server/platform/http/operation.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Platform } from '#server/platform/platform.ts';
import { reportDocument } from './report-document.ts';
import type { ReportMaker } from './report-maker.ts';
import { csvRowsOf, type ReportSender } from './report-sender.ts';
import { chainScope, type ReportStore } from './report-store.ts';

export interface ReportRoutesParts {
  readonly platform: Platform;
  readonly maker: ReportMaker;
  readonly store: ReportStore;
  readonly sender: ReportSender;
}

const operation = operationIn('reports');
const siteParams = z.object({ site: idSchema });
const pageQuery = reportQuerySchema.extend({ site: idSchema.optional() });
const sendRequestSchema = z.strictObject({ kind: reportKindSchema, day: z.iso.date().optional() });
type Query = z.infer<typeof reportQuerySchema>;
const shown = 20;

/** Reports as JSON, CSV and a page to print; who gets them, and what was sent. */
export function reportRoutes({ platform, maker, store, sender }: ReportRoutesParts): FastifyPluginAsyncZod {
  const { guard, configuration, audit, clock } = platform;
  const find = (id: string) => findSite(configuration, id);
  /** As the console is written for the caller: the language that was chosen, with the browser's region. */
  const localeOf = (request: FastifyRequest) =>
    consoleLanguage(wantedLanguages(toWebHeaders(request))).locale;
  /** The report of a site, or of all that the caller may see. */
  const reportOf = async (
    request: FastifyRequest,
    site: string | undefined,
    query: Query,
  ): Promise<Report> => {
    const language = languageOf(localeOf(request));
    if (site !== undefined) {
      await guard.require(request, 'view', site);
      return maker.make([find(site)], { ...query, language: language.locale });
    }
    const { reaches } = await guard.requireSomewhere(request, 'view');
    const sites = configuration.sites.filter(({ id }) => reaches(id));
    const timezone = (await store.chain())?.timezone ?? sites[0]?.timezone ?? 'UTC';
    const chain = { name: language.console.reports.chain, timezone };
    return maker.make(sites, { ...query, language: language.locale, chain });
  };
  const answer = (request: FastifyRequest, reply: FastifyReply, report: Report) => {
    reply.header('vary', 'accept, accept-language, cookie');
    if (!/\btext\/csv\b/.test(request.headers.accept ?? '')) return report;
    reply.header('content-type', 'text/csv; charset=utf-8');
    reply.header(
      'content-disposition',
      `attachment; filename="${report.site ?? 'all'}-${report.kind}-${report.from}.csv"`,
    );
    return reply
      .serializer((text: unknown) => String(text))
      .send(stringify(csvRowsOf(report), { header: true }));
  };
  const description =
    'People in, peaks, time at each light, times above the capacity to the minute, failures of sensors and displays, errors at closing, and what is coming. Days follow the site’s calendar and clock. CSV with `Accept: text/csv`: a line for each day. ';

  return async (app) => {
    app.get(
      '/api/v1/sites/:site/report',
      operation({
        summary: 'The report of a site on a week or month',
        description: `${description}Needs the right to view at the site.`,
        params: siteParams,
        querystring: reportQuerySchema,
        response: { 200: z.union([reportSchema, z.string()]) },
      }),
      async (request, reply) =>
        answer(request, reply, await reportOf(request, request.params.site, request.query)),
    );

    app.get(
      '/api/v1/report',
      operation({
        summary: 'The report of all sites on a week or month',
        description: `${description}Only of sites that the caller may look at. Needs the right to view.`,
        querystring: reportQuerySchema,
        response: { 200: z.union([reportSchema, z.string()]) },
      }),
      async (request, reply) => answer(request, reply, await reportOf(request, undefined, request.query)),
    );

    app.get(
      '/console/reports/page',
      { schema: { hide: true, querystring: pageQuery } },
      async (request, reply) => {
        const { site, ...query } = request.query;
        const report = await reportOf(request, site, query);
        const locale = localeOf(request);
        const { html } = reportDocument({
          report,
          language: languageOf(locale),
          locale,
          timezoneOf: (id) => find(id).timezone,
          picture: (svg) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
        });
        return reply
          .header('content-type', 'text/html; charset=utf-8')
          .header('content-security-policy', pagePolicy)
          .header('cache-control', 'no-store')
          .send(html);
      },
    );

    app.get(
      '/api/v1/sites/:site/report/sent',
      operation({
        summary: 'The reports of a site that were sent lately or are to be',
        description: 'Newest first. Needs the right to configure at the site.',
        params: siteParams,
        response: { 200: z.object({ sent: z.array(reportSendingSchema) }) },
      }),
      async (request) => {
        await guard.require(request, 'configure', request.params.site);
        return { sent: await sendingsOf(request.params.site) };
      },
    );

    app.post(
      '/api/v1/sites/:site/report/send',
      operation({
        summary: 'Send a report now, to the receivers of the site',
        description:
          'Also to those who have it already. 409 where nobody is to get it. Needs the right to configure at the site.',
        params: siteParams,
        body: sendRequestSchema,
        response: { 202: z.null() },
      }),
      async (request, reply) => {
        const { username: who } = await guard.require(request, 'configure', request.params.site);
        const site = find(request.params.site);
        const { kind, day } = request.body;
        const emails = site.reports?.emails ?? [];
        if (emails.length === 0) {
          throw new ProblemError(409, `${site.name} has no receivers of reports. Name some in its settings.`);
        }
        const { from } =
          day === undefined
            ? lastPeriod(kind, clock.now(), site.timezone)
            : periodOf(kind, day, site.timezone);
        await sender.sendNow(site.id, kind, from, emails);
        await audit({
          who,
          action: 'send-report',
          site: site.id,
          to: emails.join(', '),
          note: from,
          result: 'done',
        });
        return reply.code(202).send(null);
      },
    );

    app.get(
      '/api/v1/report/settings',
      operation({
        summary: 'Who gets the reports of all sites, and what was sent lately',
        description: 'Those of a site are in its configuration, as `reports`. Needs the right to administer.',
        response: {
          200: z.object({ settings: chainReportSchema.nullable(), sent: z.array(reportSendingSchema) }),
        },
      }),
      async (request) => {
        await guard.require(request, 'administer');
        return { settings: (await store.chain()) ?? null, sent: await sendingsOf(chainScope) };
      },
    );

    app.put(
      '/api/v1/report/settings',
      operation({
        summary: 'Set who gets the reports of all sites, and when',
        description: 'Without receivers nobody does. Needs the right to administer.',
        body: chainReportSchema,
        response: { 200: chainReportSchema },
      }),
      async (request) => {
        const { username: who } = await guard.require(request, 'administer');
        const { timezone, emails, language, ...rest } = request.body;
        if (!IANAZone.isValidZone(timezone)) {
          throw new ProblemError(400, `timezone: expected a name such as Europe/Zurich, found ${timezone}`);
        }
        const settings = {
          ...rest,
          timezone,
          emails: [...new Set(emails)],
          language: languageOf(language).locale,
        };
        await store.setChain(settings);
        await audit({ who, action: 'configure', to: 'reports of all sites', result: 'done' });
        return settings;
      },
    );
  };

  async function sendingsOf(scope: string) {
    const rows = await store.latest(scope, shown);
    return rows.map(({ kind, from_day: from, email, state, due_ms, error }) => ({
      ...{ scope, kind, from, email, state },
      at: new Date(due_ms).toISOString(),
      ...(error !== null && { message: error }),
    }));
  }
}

/** A page of tables and pictures: it loads and runs nothing. */
const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
