import type { Period, VendorDropIn } from '../schema.ts';

/** How many of those who passed a zone's entrance came in. */
export interface DropIn {
  readonly passersBy: number;
  readonly entries: number;
  /** Share of the passers-by who came in, from Indivd: 0.605. `none` if nobody passed by. */
  readonly rate: number | 'none';
  /**
   * Set if more came in than passed by. That is not a rate but a signal: lines are set up wrongly, or cameras
   * overlap. Indivd: "Contact support@indivd.com if you consistently see values above 100 %".
   */
  readonly isConfigurationSignal: boolean;
}

export interface DropInRow extends DropIn {
  readonly period: Period;
}

export interface ZoneDropIn extends DropIn {
  readonly zone: string;
  readonly zoneName?: string;
  readonly location?: string;
  readonly locationName?: string;
  readonly rows: readonly DropInRow[];
}

/** One range of days. Everything is empty if no lines for passers-by are set up. */
export interface DropInRange {
  readonly from: string;
  readonly to: string;
  /** All requested zones together. */
  readonly summary?: DropIn;
  readonly rows: readonly DropInRow[];
  readonly zones: readonly ZoneDropIn[];
}

export interface DropInRate {
  /** The grouping of the rows, in Indivd's term: `day`, `hour`. */
  readonly by: string;
  readonly current: DropInRange;
  /** Only if it was requested and is not empty. */
  readonly comparison?: DropInRange;
}

interface Days {
  readonly from: string;
  readonly to: string;
}

/** One range of days of `drop_in_rate` in our format; undefined if it is empty. */
export function dropInRangeOf(
  { summary, details, zone_details: zoneDetails }: VendorDropIn,
  which: 'current' | 'comparison',
  days: Days,
): DropInRange | undefined {
  const total = summary?.[which];
  const rows = details?.[which] ?? [];
  const zones = Object.values(zoneDetails?.[which] ?? {});
  if (total === undefined && rows.length === 0 && zones.length === 0) return undefined;
  return {
    from: total?.startdate ?? days.from,
    to: total?.enddate ?? days.to,
    ...(total !== undefined && {
      summary: dropInOf(total.passing_by, total.enter, total.enter_percentage),
    }),
    rows: rows.map((row) => ({
      period: row.period,
      ...dropInOf(row.passing_by, row.enter, row.drop_in_rate),
    })),
    zones: zones.map(zoneOf),
  };
}

type VendorZone = NonNullable<NonNullable<VendorDropIn['zone_details']>['current']>[string];

function zoneOf(zone: VendorZone): ZoneDropIn {
  return {
    zone: zone.zone_id,
    ...(zone.zone_name !== undefined && { zoneName: zone.zone_name }),
    ...(zone.loc_id !== undefined && { location: zone.loc_id }),
    ...(zone.loc_name !== undefined && { locationName: zone.loc_name }),
    ...dropInOf(zone.total_passing_by, zone.total_visits, zone.drop_in_rate),
    rows: zone.details.map((row) => ({
      period: row.period,
      ...dropInOf(row.passing_by, row.visits, row.drop_in_rate),
    })),
  };
}

function dropInOf(passersBy: number, entries: number, percent: number | undefined): DropIn {
  return {
    passersBy,
    entries,
    rate: passersBy === 0 || percent === undefined ? 'none' : shareOf(percent),
    isConfigurationSignal: entries > passersBy || (percent ?? 0) > 100,
  };
}

/** Moves the decimal point, so that 60.1 becomes exactly 0.601. */
function shareOf(percent: number): number {
  const moved = Number(`${percent}e-2`);
  return Number.isNaN(moved) ? percent / 100 : moved;
}
