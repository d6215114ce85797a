import type { Generated } from 'kysely';

/** The tables of Doorlight's database, the same in SQLite and PostgreSQL. Sign-in has its own tables. */
export interface Schema {
  zone_state: ZoneStateTable;
  zone_state_aside: ZoneStateAsideTable;
  history_minute: HistoryMinuteTable & BackfilledColumn;
  history_rollup: HistoryRollUpTable;
  history_rolled: HistoryRolledTable;
  history_late: HistoryLateTable;
  backfill: BackfillTable;
  audit: AuditTable;
  sensor_identity: SensorIdentityTable;
  api_key: ApiKeyTable;
  config_entry: ConfigEntryTable;
  pin: PinTable;
  tablet: TabletTable;
  installation: InstallationTable;
  alert: AlertTable;
  alert_setting: AlertSettingTable;
  alert_message: AlertMessageTable;
  push_subscription: PushSubscriptionTable;
  display_sighting: DisplaySightingTable;
  push_memory: PushMemoryTable;
  kept_answer: KeptAnswerTable;
  media: MediaTable;
  calendar_feed: CalendarFeedTable;
  closing: ClosingTable;
  hand_counter: HandCounterTable;
  hand_passage: HandPassageTable;
  hand_phone: HandPhoneTable;
  hand_shift: HandShiftTable;
  report_sending: ReportSendingTable;
  sidecar: SidecarTable;
  site_home: SiteHomeTable;
  rate_limit: RateLimitTable;
  pairing_offer: PairingOfferTable;
}

/** Tries in a window of time. PostgreSQL only. */
export interface RateLimitTable {
  /** Of the limit. */
  name: string;
  who: string;
  points: number;
  ends_at: Date;
}

/** A screen that waits to be paired. */
export interface PairingOfferTable {
  ticket: string;
  /** Without the dash. */
  code: string;
  /** The address of the paired display. */
  path: string | null;
  /** Epoch ms. */
  until_ms: number;
}

/** A living sidecar, while its lease lasts by the database's clock. PostgreSQL only. */
export interface SidecarTable {
  id: string;
  /** JSON of a `SidecarCard`. */
  document: string;
  since: Date;
  ends_at: Date;
}

/** Which sidecar runs a site. PostgreSQL only. */
export interface SiteHomeTable {
  site: string;
  /** Null: it was released, and the next may take it. */
  sidecar: string | null;
  /** Grows with each take-over. */
  epoch: number;
  /** JSON of what the previous home knew and no table holds; null if it died. */
  handed_over: string | null;
  changed_at: Date;
}

/** The saved state of a zone; see `SavedZone`. */
export interface ZoneStateTable {
  site: string;
  zone: string;
  /** JSON of a `SavedZone`. */
  document: string;
  /** ISO 8601 UTC. */
  saved_at: string;
  /** Number of the save; see `ZoneStore`. */
  save_number: number;
  /** Number of the save before. */
  save_before: Generated<number>;
}

/** Saved documents of zones that could not be read at a start, unchanged. */
export interface ZoneStateAsideTable {
  site: string;
  zone: string;
  document: string;
  /** ISO 8601 UTC. */
  saved_at: string;
}

/** The last valid iCalendar of a site. */
export interface CalendarFeedTable {
  site: string;
  /** Its address: after a change of the address it is not used. */
  address: string;
  /** As received. */
  body: string;
  etag: string | null;
  /** `Last-Modified` as received. */
  modified: string | null;
  /** ISO 8601 UTC. */
  fetched_at: string;
}

/** What a source had counted in all when its zone was empty after a day. */
export interface ClosingTable {
  site: string;
  zone: string;
  /** The day that had ended, `2026-11-21`. */
  day: string;
  /** Its key, `<sensor>/<channel>`. */
  source: string;
  /** Epoch milliseconds. */
  at_ms: number;
  sum_in: number;
  sum_out: number;
}

/** What people have counted by hand at a sensor's door, in all. */
export interface HandCounterTable {
  site: string;
  sensor: string;
  /** The number of the last passage. */
  sequence: number;
  total_in: number;
  total_out: number;
  /** Of the link by which anybody may count; null: there is none. */
  key_hash: string | null;
}

/** One passage that was counted by hand, or taken back; see `Passage`. */
export interface HandPassageTable {
  site: string;
  sensor: string;
  /** Made by the phone; with `~` at the end: that passage was taken back. */
  id: string;
  sequence: number;
  /** When they passed, epoch milliseconds. */
  at_ms: number;
  came: number;
  went: number;
  /** The minute of history in which it stands, in minutes since 1970-01-01T00:00Z. */
  minute: number;
  /** 1: that minute was changed when it became known. */
  is_placed: number;
  /** When it became known, epoch milliseconds. */
  stored_ms: number;
}

/** A phone that counts at a door and has not said that it stops. */
export interface HandPhoneTable {
  site: string;
  sensor: string;
  phone: string;
  who: string;
  /** When it was heard, epoch milliseconds; a few minutes less than the truth. */
  seen_ms: number;
}

/** A time in which people count instead of a sensor. */
export interface HandShiftTable {
  site: string;
  sensor: string;
  /** Epoch milliseconds. */
  from_ms: number;
  until_ms: number;
  who: string;
}

/** One report to one receiver; see `ReportStore`. */
export interface ReportSendingTable {
  /** The site, or `*` for the chain. */
  scope: string;
  kind: 'week' | 'month';
  /** The first day, `2026-11-16`. */
  from_day: string;
  email: string;
  state: 'waiting' | 'sending' | 'sent' | 'given-up';
  /** When it is tried next, when a claim is no longer believed, or when it was sent (epoch ms). */
  due_ms: number;
  tries: number;
  /** The process that sends it. */
  claimed_by: string | null;
  /** Why the last try failed, in English. */
  error: string | null;
}

/** One minute of one zone; see `MinuteRecord`. */
export interface HistoryMinuteTable {
  site: string;
  zone: string;
  /** Minutes since 1970-01-01T00:00Z. */
  minute: number;
  min: number | null;
  max: number | null;
  /** Occupancy integrated over the known time: people × milliseconds. */
  area: number;
  known_ms: number;
  amber_ms: number;
  red_ms: number;
  unknown_ms: number;
  closed_ms: number;
  recorded_ms: number;
  came: number;
  went: number;
  /** The least that applied in it; null for what is older than this column. */
  capacity: number | null;
}

/** Set for minutes whose numbers were filled in afterwards; the hot path leaves it at 0. */
export interface BackfilledColumn {
  backfilled_ms: Generated<number>;
}

/** Finished quarter hours, hours and days of a zone; see `Tally`. */
export interface HistoryRollUpTable extends Omit<HistoryMinuteTable, 'minute'> {
  /** `15m`, `1h` or `1d`. */
  resolution: string;
  /** Minutes since 1970-01-01T00:00Z. */
  start: number;
  backfilled_ms: number;
}

/** How far a zone's history is rolled up. */
export interface HistoryRolledTable {
  site: string;
  zone: string;
  /** Minutes since 1970-01-01T00:00Z: every bin that ends at or before it is in the roll-ups. */
  until: number;
  /** The timezone of these hours and days. */
  timezone: string;
}

/** Minutes of a zone that changed after they were rolled up, and are not rolled up again yet. */
export interface HistoryLateTable {
  site: string;
  zone: string;
  /** Minutes since 1970-01-01T00:00Z; the last is exclusive. */
  from_minute: number;
  to_minute: number;
}

/** A span of a source's past that is fetched from its device; see `Backfill`. */
export interface BackfillTable {
  site: string;
  zone: string;
  sensor: string;
  channel: string;
  /** Epoch milliseconds. */
  from_ms: number;
  to_ms: number;
  state: 'waiting' | 'settled' | 'done' | 'unavailable' | 'failed';
  /** JSON of a `BackfillRecord`. */
  document: string;
}

export interface AuditTable {
  id: Generated<number>;
  /** ISO 8601 UTC. */
  at: string;
  who: string;
  action: string;
  site: string | null;
  zone: string | null;
  from_value: string | null;
  to_value: string | null;
  note: string | null;
  result: string | null;
  /** JSON of `AdjustedSource[]`. */
  sources: string | null;
  /** Unique for each entry that may be written again: it is in the log once. */
  entry_key: Generated<string | null>;
}

/** The serial number a sensor had at first contact. */
export interface SensorIdentityTable {
  site: string;
  sensor: string;
  /** A sensor with a changed address has a new first contact. */
  url: string;
  serial: string;
  pinned_at: string;
}

/** An API key of a program; see `ApiKey`. */
export interface ApiKeyTable {
  id: string;
  name: string;
  /** At all sites, unless `sites` is set. */
  role: string;
  /** JSON of a role at each of some sites. */
  sites: string | null;
  hash: string;
  hint: string;
  created_at: string;
  created_by: string;
}

/** Configuration made in the console; see `StoredEntry`. */
export interface ConfigEntryTable {
  site: string;
  kind: string;
  id: string;
  /** JSON. */
  document: string;
  changed_at: string;
  changed_by: string;
}

/** A person's PIN; see `KeptPin`. */
export interface PinTable {
  user_id: string;
  hash: string;
  wrong: number;
  locked_until: string | null;
}

/** A shared tablet; see `Tablet`. */
export interface TabletTable {
  id: string;
  name: string;
  site: string;
  /** Hash of the token in its cookie. */
  hash: string;
  created_at: string;
  created_by: string;
}

/** Facts about the installation itself, by name. */
export interface InstallationTable {
  name: string;
  value: string;
}

/** An alert; see `Alert`. */
export interface AlertTable {
  id: string;
  site: string;
  kind: string;
  subject: string;
  name: string;
  /** JSON of `AlertFacts`. */
  facts: string;
  opened_at: string;
  closed_at: string | null;
}

/** The alert settings of a site; see `KeptAlertSettings`. */
export interface AlertSettingTable {
  site: string;
  /** JSON. */
  document: string;
}

/** A message to be delivered; see `AlertMessage`. */
export interface AlertMessageTable {
  id: string;
  alert_id: string;
  site: string;
  channel: string;
  target: string;
  event: string;
  /** JSON of the `Alert`. */
  document: string;
  due_ms: number;
  tries: number;
  failed_at: string | null;
  /** Why it was not delivered, in English. */
  error: string | null;
  /** JSON of the `DeliveryProblem`; null in rows of older versions. */
  problem: string | null;
  is_given_up: number;
}

/** A browser's subscription to a site's alerts, and its user. */
export interface PushSubscriptionTable {
  endpoint: string;
  site: string;
  user_id: string;
  p256dh: string;
  auth: string;
}

/** A display that has been connected: since then its absence is noticed. */
export interface DisplaySightingTable {
  site: string;
  display: string;
  /** When a screen last connected or disconnected (ISO 8601 UTC); null: not recorded by older versions. */
  seen_at: string | null;
  /** The last report of the screen (JSON). */
  document: string | null;
}

/** The state of a sensor's pushes; see `PushMemory`. */
export interface PushMemoryTable {
  site: string;
  sensor: string;
  url: string;
  /** JSON. */
  document: string;
}

/** A command with an idempotency key, and its answer; see `KeptAnswerStore`. */
export interface KeptAnswerTable {
  /** Id of the user or program. */
  caller: string;
  key: string;
  /** A digest of the request. */
  request: string;
  /** JSON; null while it is carried out. */
  answer: string | null;
  /** Epoch ms of its arrival. */
  at_ms: number;
}

/** A logo, picture or video of displays. */
export interface MediaTable {
  name: string;
  /** Base64: the same column in both databases. */
  content: string;
  /** ISO 8601 UTC. */
  kept_at: string;
  kept_by: string;
}
