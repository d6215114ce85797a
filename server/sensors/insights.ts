import type { DayRange, InsightsPart, NowInsights, ZoneInsights } from '#lib/contract/insights.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';

/** The requested days, and the days of comparison; days of the site, inclusive. */
export interface InsightsPeriods {
  readonly period: DayRange;
  readonly comparison: DayRange;
}

/** What the system behind a sensor offers besides its counts. */
export interface SensorInsights {
  readonly zones: readonly ZoneInsights[];
  readonly now: NowInsights;
  /** Failed calls; the results of the others are included nevertheless. */
  readonly problems: readonly { readonly part: InsightsPart; readonly error: SensorError }[];
}

/** The capability of a sensor's system to report visits, dwell times, drop-in rates, queues or paths. */
export interface InsightsSource {
  /** Makes one request after another, and within the vendor's limits. Never throws for what a system does. */
  insights(periods: InsightsPeriods, signal: AbortSignal): Promise<SensorInsights>;
}

/** No live values: for systems that only report periods. */
export const nothingNow: NowInsights = { queues: [], stays: [], paths: [] };
