import type { DayRange, InsightsPart, NowInsights, ZoneInsights } from '#lib/contract/insights.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';

/** Which days are asked for, and which they are compared with; days of the site, both ends counted. */
export interface InsightsPeriods {
  readonly period: DayRange;
  readonly comparison: DayRange;
}

/** What the system behind a sensor tells managers, beside its counts. */
export interface SensorInsights {
  readonly zones: readonly ZoneInsights[];
  readonly now: NowInsights;
  /** Calls that failed; what the others told is in the answer all the same. */
  readonly problems: readonly { readonly part: InsightsPart; readonly error: SensorError }[];
}

/** The capability of a sensor's system to tell visits, dwell times, drop-in rates, queues or paths. */
export interface InsightsSource {
  /** Asks one request after the other, and within the vendor's limits. Never throws for what a system does. */
  insights(periods: InsightsPeriods, signal: AbortSignal): Promise<SensorInsights>;
}

/** Nothing of now: for systems that only tell periods. */
export const nothingNow: NowInsights = { queues: [], stays: [], paths: [] };
