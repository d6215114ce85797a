import type { LampStatus } from '#lib/contract/lamp.ts';
import type { HomeReport, ReportKind } from '#lib/contract/report.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';

/** What other sidecars know of the sites that run on them. */
export interface Elsewhere {
  /** Of a site; nothing if it runs here or nowhere. */
  site(id: string): Promise<Known>;
  /** Of all of them; those of a sidecar that does not answer are missing. */
  all(): Promise<Known>;
  /** What their homes add to the reports of sites; those whose home does not answer are missing. */
  reports(sites: readonly string[], kind: ReportKind, day: string): Promise<ReadonlyMap<string, HomeReport>>;
  /** When their open alerts close, as far as that is known: ISO 8601 by alert. */
  closing(): Promise<Closing>;
}

/** When open alerts close whose causes have gone, by their ids. */
export type Closing = Readonly<Record<string, string>>;

/** What is known of sites that run on one or several sidecars. */
export interface Known {
  readonly zones: readonly ZoneState[];
  readonly sensors: readonly SensorStatus[];
  readonly lamps: readonly LampStatus[];
}

export const nothingKnown: Known = { zones: [], sensors: [], lamps: [] };

/** With one sidecar. */
export const nowhere: Elsewhere = {
  site: async () => nothingKnown,
  all: async () => nothingKnown,
  reports: async () => new Map(),
  closing: async () => ({}),
};
