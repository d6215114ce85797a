import type { DisplayTheme, Layout } from '#lib/contract/display-theme.ts';
import type { LampState, lampDrivers } from '#lib/contract/lamp.ts';
import type { SpecialDay } from '#server/engine/calendar-day.ts';
import type { Factor } from '#server/engine/ledger.ts';
import type { OpeningHours } from '#server/engine/opening-hours.ts';
import type { ScheduledNumber } from '#server/engine/schedule.ts';
import type { SensorConfig, Use } from '#server/sensors/driver.ts';
import type { DeviceTls } from '#server/sensors/http/device-http.ts';
import type { HolidaysConfig } from './parse-calendar.ts';

/** The checked configuration, with defaults filled in. */
export interface Configuration {
  readonly sites: readonly SiteConfig[];
}

/** One store. */
export interface SiteConfig {
  readonly id: string;
  readonly name: string;
  /** IANA timezone: `Europe/Zurich`. */
  readonly timezone: string;
  /** BCP 47 tags; the first is the main language. Never empty. */
  readonly languages: readonly string[];
  /** What it is grouped by; absent: nothing. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Local time of the daily reset. */
  readonly resetAt?: { readonly hour: number; readonly minute: number };
  /** Outside of these hours the lights are closed; absent: always open. */
  readonly hours?: OpeningHours;
  readonly holidays?: HolidaysConfig;
  /** Days with hours of their own. */
  readonly specialDays?: readonly SpecialDay[];
  /** Address or file of an iCalendar that says when the site is closed. */
  readonly calendarFeed?: string;
  readonly sensors: readonly SensorConfig[];
  readonly zones: readonly ZoneConfig[];
  readonly displays: readonly DisplayConfig[];
  readonly lamps?: readonly LampConfig[];
  /** What is public; absent: nothing. */
  readonly public?: PublicConfig;
  /** Who gets reports by e-mail; absent: nobody. */
  readonly reports?: ReportConfig;
  /** True for the demo site, whose sensors are Doorlight's own simulators. */
  readonly simulated: boolean;
}

/** To whom the reports of a site go, and when. */
export interface ReportConfig {
  readonly emails: readonly string[];
  readonly weekly: boolean;
  readonly monthly: boolean;
  /** By the clock of the site. */
  readonly at: { readonly hour: number; readonly minute: number };
  /** BCP 47 tag; default: the site's main language. */
  readonly language?: string;
}

/** What a site makes public. */
export interface PublicConfig {
  /** How exactly the number of people is published. */
  readonly number: 'exact' | 'rounded' | 'hidden';
  /** Whether the forecast is published too, if there is one. */
  readonly forecast: boolean;
  /** The published zones; absent: all. */
  readonly zones?: readonly string[];
}

/** A counted space with a capacity. */
export interface ZoneConfig {
  readonly site: string;
  readonly id: string;
  readonly name: string;
  /** People allowed at once, 1 or more. */
  readonly capacity: number;
  /** Capacities of some days and hours; the last matching one is used. */
  readonly capacityAt?: readonly ScheduledNumber[];
  /** Staff members who are counted but are no visitors; default 0. */
  readonly staff?: number;
  /** The same by days and hours. */
  readonly staffAt?: readonly ScheduledNumber[];
  /** Shares of capacity: 0.8 is 80 %. */
  readonly amberAt: number;
  readonly redAt: number;
  readonly release: number;
  readonly minHoldMs: number;
  /** If a required source is silent for longer, the light is unknown. */
  readonly staleAfterMs: number;
  readonly onStale: 'unknown' | 'red';
  /** People by which one source may change within a minute before its reading is suspect. */
  readonly maxStep: number;
  /** Outside opening hours: after this long without a passage the zone is empty. */
  readonly zeroAfterMs?: number;
  /** What becomes of what closings teach about misses; default `suggest`. */
  readonly calibration?: 'off' | 'suggest' | 'auto';
  /** The light follows the most people that may plausibly be inside. */
  readonly careful?: true;
  readonly sources: readonly SourceConfig[];
}

/** The link from a sensor's channel to a zone. */
export interface SourceConfig {
  readonly sensor: string;
  readonly channel: string;
  /** `reverse` for a door between two zones. */
  readonly direction: 'normal' | 'reverse';
  readonly use: Use;
  /** What its counts are multiplied by. */
  readonly factor?: Factor;
  /** A silent optional source is shown on the console, and does not affect the light. */
  readonly optional: boolean;
}

/** A lamp or barrier at the door that shows the light of a zone. */
export interface LampConfig {
  readonly site: string;
  readonly id: string;
  readonly name?: string;
  readonly zone: string;
  readonly driver: (typeof lampDrivers)[number];
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly token?: string;
  readonly tls: DeviceTls;
  readonly unit: number;
  readonly topic?: string;
  readonly statusTopic?: string;
  /** What each state is for this lamp; none is missing. */
  readonly settings: ReadonlyMap<LampState, LampSetting>;
  /** What it falls to when Doorlight stops in good order. */
  readonly failSafe: LampState;
  readonly isBarrier: boolean;
  /** How often its command is repeated. */
  readonly repeatMs: number;
  /** Axis: an output goes off by itself this long after the last command. */
  readonly holdMs?: number;
  readonly isEntered?: boolean;
}

/** How a lamp shows a state: outputs that are on or off, a request, or what is published. */
export type LampSetting =
  | { readonly kind: 'outputs'; readonly outputs: ReadonlyMap<number, boolean> }
  | {
      readonly kind: 'request';
      readonly url: string;
      readonly method: 'GET' | 'POST' | 'PUT';
      readonly body: string;
      readonly type: string;
    }
  | { readonly kind: 'payload'; readonly text: string };

/** A screen that shows a zone. */
export interface DisplayConfig {
  readonly site: string;
  readonly id: string;
  readonly zone: string;
  /** Without a key anyone on the network may see it. */
  readonly key?: string;
  readonly showNumber: boolean;
  /** The name that people use. */
  readonly name?: string;
  /** Default: the traffic light. */
  readonly layout?: Layout;
  /** Of the layout `zones`: all zones, this display's own first. */
  readonly zones?: readonly string[];
  readonly look?: DisplayTheme;
}
