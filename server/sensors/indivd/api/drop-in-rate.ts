import type { Period, VendorDropIn } from '../schema.ts';

/** How many of those who passed a zone's entrance came in. */
export interface DropIn {
  readonly passersBy: number;
  readonly entries: number;
  /** Share of the passers-by who came in, as Indivd tells it: 0.605. `none` where nobody passed by. */
  readonly rate: number | 'none';
  /**
   * Set where more came in than passed by. That is no rate but a signal: lines are not set up right, or
   * cameras overlap. Indivd: "Contact support@indivd.com if you consistently see values above 100 %".
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

/** One range of days. All of it is empty where no lines for passers-by are set up. */
export interface DropInRange {
  readonly from: string;
  readonly to: string;
  /** All zones that were asked for, together. */
  readonly summary?: DropIn;
  readonly rows: readonly DropInRow[];
  readonly zones: readonly ZoneDropIn[];
}

export interface DropInRate {
  /** How rows are grouped, in Indivd's word: `day`, `hour`. */
  readonly by: string;
  readonly current: DropInRange;
  /** Only where it was asked for and there is something in it. */
  readonly comparison?: DropInRange;
}

interface Days {
  readonly from: string;
  readonly to: string;
}

/** One range of days of `drop_in_rate` in our words; undefined where there is nothing in it. */
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

/** Moves the point, so that 60.1 becomes 0.601 and nothing else. */
function shareOf(percent: number): number {
  const moved = Number(`${percent}e-2`);
  return Number.isNaN(moved) ? percent / 100 : moved;
}
