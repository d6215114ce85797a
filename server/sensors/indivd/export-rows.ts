import type { DropInRow, ZoneDropIn } from './drop-in-rate.ts';
import type { Period } from './period.ts';
import type { ZoneVisits } from './zone-visitors.ts';

/** The columns of an export; each subject fills those that it has. */
export const exportColumns = [
  'period',
  'zone',
  'zoneName',
  'crossings',
  'visits',
  'uniqueVisits',
  'bounces',
  'meanDwellSeconds',
  'passersBy',
  'entries',
  'dropInRate',
] as const;

export type ExportRow = Partial<Record<(typeof exportColumns)[number], string | number>>;

/** `2026-01-31` or `2026-01-31 08:00`, in the location's time, from the parts that are there. */
export function rowOfPeriod({ year, month, day, hour, minute }: Period): ExportRow {
  const two = (part: number | undefined) => String(part ?? 0).padStart(2, '0');
  const date = [year, month, day].filter((part) => part !== undefined).map(two);
  const time = hour === undefined ? '' : ` ${two(hour)}:${two(minute)}`;
  return { period: `${date.join('-')}${time}` };
}

/** One row of `zone_visitors`. What the plan does not tell stays said so: it is no 0. */
export function rowOfVisits(visits: ZoneVisits): ExportRow {
  const { dwell } = visits;
  return {
    ...rowOfPeriod(visits.period),
    zone: visits.zone,
    ...(visits.zoneName !== undefined && { zoneName: visits.zoneName }),
    visits: visits.visits,
    uniqueVisits: visits.uniqueVisits,
    bounces: visits.bounces,
    meanDwellSeconds: typeof dwell === 'string' ? dwell : dwell.meanS,
  };
}

/** One row of `drop_in_rate`: of a zone, or of all that were asked for together. */
export function rowOfDropIn(row: DropInRow, zone?: ZoneDropIn): ExportRow {
  return {
    ...rowOfPeriod(row.period),
    ...(zone !== undefined && { zone: zone.zone }),
    ...(zone?.zoneName !== undefined && { zoneName: zone.zoneName }),
    passersBy: row.passersBy,
    entries: row.entries,
    dropInRate: row.rate,
  };
}
