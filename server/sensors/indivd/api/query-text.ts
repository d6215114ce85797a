import type { DropInRateQuery, LineCrossesQuery, ZoneVisitorsQuery } from './queries.ts';

type Values = Readonly<Record<string, string | number | readonly (string | number)[] | undefined>>;

/** Our words for groupings that Indivd names otherwise. */
const vendorWords: Readonly<Record<string, string>> = {
  day: 'dayofmonth',
  weekday: 'dayofweek',
  location: 'loc_id',
};

const vendorWord = (grouping: string): string => vendorWords[grouping] ?? grouping;

/** The query of `line_crosses`: `start_date=2025-03-01&end_date=2025-03-02&aggregate_by=dayofmonth`. */
export function lineCrossesText(query: LineCrossesQuery): string {
  return textOf({
    start_date: query.from,
    end_date: query.to,
    aggregate_by: query.by === undefined ? undefined : vendorWord(query.by),
    organization: query.organization,
    location: query.location,
    floor: query.floors,
    zone_to: query.zonesTo,
    zone_from: query.zonesFrom,
    category: query.categories,
    line_ids: query.lines,
  });
}

export function zoneVisitorsText(query: ZoneVisitorsQuery): string {
  return textOf({
    start_date: query.from,
    end_date: query.to,
    comparison_start_date: query.compareFrom,
    comparison_end_date: query.compareTo,
    aggregate_by: typeof query.by === 'object' ? query.by.map(vendorWord) : query.by,
    location: query.locations,
    zones: query.zones,
    bounce_threshold: query.bounceThresholdS,
    min_dwell: query.minDwellS,
    max_dwell: query.maxDwellS,
    tz: query.timezone,
  });
}

/** Here the vendor's word for a day is `day`, and its word for zones is `zone`. */
export function dropInRateText(query: DropInRateQuery): string {
  return textOf({
    start_date: query.from,
    end_date: query.to,
    comparison_start_date: query.compareFrom,
    comparison_end_date: query.compareTo,
    interval: query.by,
    location: query.locations,
    zone: query.zones,
  });
}

/** Commas stay as they are, as the vendor prints them. */
function textOf(values: Values): string {
  return Object.entries(values)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      const list = typeof value === 'object' ? value : [value];
      return [`${name}=${list.map((each) => encodeURIComponent(each)).join(',')}`];
    })
    .join('&');
}
