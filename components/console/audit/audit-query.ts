import type { paths } from '#lib/api/generated/calls.d.ts';
import { knownAction } from '#lib/contract/audit-actions.ts';

type AuditQuery = NonNullable<paths['/api/v1/audit']['get']['parameters']['query']>;

/** The filter of the audit log; empty text means all. */
export interface AuditChoice {
  readonly who: string;
  readonly action: string;
  readonly site: string;
  /** `site/zone`. */
  readonly zone: string;
  /** Days, `YYYY-MM-DD`, inclusive. */
  readonly from: string;
  readonly to: string;
}

/** The filter as a query. Days are in the browser's timezone. */
export function auditQuery(choice: AuditChoice): AuditQuery {
  const [zoneSite, zone] = choice.zone.split('/');
  const site = zone === undefined ? choice.site : zoneSite;
  const from = dayStart(choice.from, 0);
  const to = dayStart(choice.to, 1);
  return {
    who: choice.who || undefined,
    action: knownAction(choice.action),
    site: site || undefined,
    zone,
    from,
    to,
  };
}

/** Where what somebody wants to see is as a table, for who accepts `text/csv`. */
export function auditPath(query: AuditQuery): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `/api/v1/audit?${new URLSearchParams(given)}`;
}

/** The start of a day, or of one some days later; undefined for an empty day. */
function dayStart(day: string, daysLater: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const start = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}
