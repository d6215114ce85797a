import type { AuditQuery } from '#lib/api/client.ts';

/** What of the audit log somebody wants to see; empty text means all. */
export interface AuditChoice {
  readonly who: string;
  readonly action: string;
  readonly site: string;
  /** `site/zone`. */
  readonly zone: string;
  /** Days, `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
}

/** The wish as the sidecar is asked. A day is one of the reader's own clock. */
export function auditQuery(choice: AuditChoice): Omit<AuditQuery, 'limit'> {
  const [zoneSite, zone] = choice.zone.split('/');
  const site = zone === undefined ? choice.site : zoneSite;
  const from = dayStart(choice.from, 0);
  const to = dayStart(choice.to, 1);
  return {
    ...(choice.who !== '' && { who: choice.who }),
    ...(choice.action !== '' && { action: choice.action }),
    ...(site !== undefined && site !== '' && { site }),
    ...(zone !== undefined && { zone }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** The moment a day begins, or one some days later; undefined for no day. */
function dayStart(day: string, daysLater: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const start = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}
