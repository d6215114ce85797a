import type { Generated } from 'kysely';

/** The tables of Doorlight's database, the same in SQLite and PostgreSQL. Sign-in keeps its own beside. */
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
  sidecar: SidecarTable;
  site_home: SiteHomeTable;
}

/** A sidecar that lives, as long as its lease lasts by the clock of the database. PostgreSQL only. */
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
  /** Grows with each taking over. */
  epoch: number;
  /** JSON of what the home before knew and no table holds; null where it died. */
  handed_over: string | null;
  changed_at: Date;
}

/** What a zone must remember over a restart; see `SavedZone`. */
export interface ZoneStateTable {
  site: string;
  zone: string;
  /** JSON of a `SavedZone`. */
  document: string;
  /** ISO 8601 UTC. */
  saved_at: string;
  /** Of the save it came with; see `ZoneStore`. */
  save_number: number;
  /** Of the one before. */
  save_before: Generated<number>;
}

/** Saved documents of zones that could not be read at a start, as they were. */
export interface ZoneStateAsideTable {
  site: string;
  zone: string;
  document: string;
  /** ISO 8601 UTC. */
  saved_at: string;
}

/** The last good iCalendar of a site. */
export interface CalendarFeedTable {
  site: string;
  /** Where it is from: that of another address is of no use. */
  address: string;
  /** As it was sent. */
  body: string;
  etag: string | null;
  /** `Last-Modified` as it was sent. */
  modified: string | null;
  /** ISO 8601 UTC. */
  fetched_at: string;
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
}

/** Set where numbers of a minute were filled in afterwards; the hot path leaves it at 0. */
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
  /** Whose hours and days they are. */
  timezone: string;
}

/** Minutes of a zone that have changed behind its roll-ups, and are not rolled up again yet. */
export interface HistoryLateTable {
  site: string;
  zone: string;
  /** Minutes since 1970-01-01T00:00Z; the last is not one of them. */
  from_minute: number;
  to_minute: number;
}

/** A stretch of a source's past that is fetched from its device; see `Backfill`. */
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
  /** Different for each entry that may be written again: it stands in the log once. */
  entry_key: Generated<string | null>;
}

/** The serial number a sensor had at first contact. */
export interface SensorIdentityTable {
  site: string;
  sensor: string;
  /** A sensor whose address is changed in the configuration is met anew. */
  url: string;
  serial: string;
  pinned_at: string;
}

/** A key of a program; see `ApiKey`. */
export interface ApiKeyTable {
  id: string;
  name: string;
  /** At all sites, unless `sites` is there. */
  role: string;
  /** JSON of a role at each of some sites. */
  sites: string | null;
  hash: string;
  hint: string;
  created_at: string;
  created_by: string;
}

/** What people configured in the console; see `StoredEntry`. */
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
  /** Of the token in its cookie. */
  hash: string;
  created_at: string;
  created_by: string;
}

/** What is remembered of the installation itself, by name. */
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

/** What a site wants to be told, and how; see `KeptAlertSettings`. */
export interface AlertSettingTable {
  site: string;
  /** JSON. */
  document: string;
}

/** A message on its way; see `AlertMessage`. */
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
  /** Why it did not arrive, in English. */
  error: string | null;
  /** JSON of the `DeliveryProblem`; null in rows of versions that knew none. */
  problem: string | null;
  is_given_up: number;
}

/** A browser that wants to be told of a site's alerts, and whose it is. */
export interface PushSubscriptionTable {
  endpoint: string;
  site: string;
  user_id: string;
  p256dh: string;
  auth: string;
}

/** A display that has been connected: from then on it is missed. */
export interface DisplaySightingTable {
  site: string;
  display: string;
  /** When a screen last came or went (ISO 8601 UTC); null: before it was written down. */
  seen_at: string | null;
  /** What the screen said of itself last (JSON). */
  document: string | null;
}

/** What a sensor's device pushed; see `PushMemory`. */
export interface PushMemoryTable {
  site: string;
  sensor: string;
  url: string;
  /** JSON. */
  document: string;
}

/** A command that came with a key, and what was answered; see `KeptAnswerStore`. */
export interface KeptAnswerTable {
  /** Id of the user or program. */
  caller: string;
  key: string;
  /** A digest of what was asked for. */
  request: string;
  /** JSON; null while it is carried out. */
  answer: string | null;
  /** Epoch ms, when it came. */
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
