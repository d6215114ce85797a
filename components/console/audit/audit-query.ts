import type { AuditQuery } from '#lib/api/client.ts';

/** What of the audit log somebody wants to see; empty text means all. */
export interface AuditWish {
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
export function auditQuery(wish: AuditWish): Omit<AuditQuery, 'limit'> {
  const [zoneSite, zone] = wish.zone.split('/');
  const site = zone === undefined ? wish.site : zoneSite;
  const from = dayStart(wish.from, 0);
  const to = dayStart(wish.to, 1);
  return {
    ...(wish.who !== '' && { who: wish.who }),
    ...(wish.action !== '' && { action: wish.action }),
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
