import { type Path, pathOf } from '#lib/contract/path.ts';
import type { Clock } from '#server/clock.ts';
import type { SiteConfig, ZoneConfig } from '#server/platform/config/configuration.ts';
import type { OnUnreadable } from '#server/platform/database/stored-document.ts';
import type { RetentionTime } from '#server/platform/retention-clock.ts';
import { Rounds, SingleRun } from '#server/platform/rounds.ts';
import type { DeviceHistory, HistorySource } from '#server/sensors/driver.ts';
import type { Arrival } from '#server/sensors/sensor.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import type { SavedZones } from '#server/site/site-runner.ts';
import type { HistoryStore } from '../history-store.ts';
import { minuteMs } from '../tally.ts';
import { type BackfillKey, type BackfillRecord, isOf } from './backfill-record.ts';
import { type BackfillStore, openStates } from './backfill-store.ts';
import { gapOf } from './gap.ts';
import { type MergedZone, mergeEpisode } from './merge-episode.ts';
import { OpenRecords } from './open-records.ts';
import { nextFetches, readyEpisodes } from './plan.ts';
import { afterAnswer, afterFailure, recordOfSilence, unavailable } from './progress.ts';
import { type KeptHistory, recordsOfRequest, recordsToTryAgain, type WantedPast } from './request.ts';
import type { Silence, SilenceWatch } from './silence-watch.ts';
import { UnstoredGaps } from './unstored-gaps.ts';

/** Identifies a record in a list. */
export type BackfillPlace = BackfillKey & Pick<BackfillRecord, 'state' | 'toMs'>;

export interface BackfillQuery {
  /** Only records of these sites. */
  readonly sites?: readonly string[] | undefined;
  /** Only records of this site, of sensors with this id. */
  readonly site?: string | undefined;
  readonly sensor?: string | undefined;
  /** The last record of the page before. */
  readonly after?: BackfillPlace | undefined;
  readonly limit: number;
}

export interface BackfillerParts {
  readonly store: BackfillStore;
  /**
   * The same store with the connections reserved for saves, because zones wait for gaps to be on disk; default:
   * `store`.
   */
  readonly gapStore?: Pick<BackfillStore, 'addAll'> | undefined;
  readonly history: HistoryStore;
  /** Whether others run on other sidecars. */
  readonly isShared?: boolean;
  readonly watch: SilenceWatch;
  readonly clock: Clock;
  readonly retentionClock: RetentionTime;
  /** The configuration of a site. */
  site(id: string): SiteConfig | undefined;
  /** The memory of a sensor's device; undefined if it has none, or the sensor was removed. */
  memory(path: Path): Pick<HistorySource, 'history'> | undefined;
  /**
   * The difference between the zone's number and the sum of its levels; undefined if one of its sources counts.
   */
  correction(zone: ZoneConfig): number | undefined;
  /** Minutes of a zone's history have changed. */
  onMerged(merged: MergedZone): void;
  onError(error: unknown): void;
  readonly onUnreadable?: OnUnreadable | undefined;
  /** Interval of checking what has to be done, milliseconds. */
  readonly everyMs?: number;
}

/** A source with its first reading, and the time of it. */
interface FirstHeard {
  readonly silence: Silence;
  /** Epoch ms. */
  readonly nowMs: number;
  readonly correction: number | undefined;
}

const defaultEveryMs = 2000;
/** Limit of devices that are asked at the same time; each gets one request at a time. */
const maxAtOnce = 4;
/** Pause after an answer, as a multiple of its duration, and its minimum. */
const restPerWork = 4;
const minRestMs = 500;
/** Pause when an answer could not be stored: the device would be asked for the same again. */
const restAfterErrorMs = 30_000;
const keptDays = 90;

/**
 * Fetches from the devices what Doorlight has missed, in the background, and merges it into history. Silences
 * are stored when they end; a restart continues.
 */
export class Backfiller {
  readonly #parts: BackfillerParts;
  readonly #abort = new AbortController();
  readonly #open = new OpenRecords();
  /** Sensors that are being asked, or paused after an answer. */
  readonly #busy = new Set<string>();
  readonly #asking = new Set<Promise<void>>();
  readonly #rests = new Set<NodeJS.Timeout>();
  readonly #rounds: Rounds;
  #requests: Promise<unknown> = Promise.resolve();
  readonly #gaps: UnstoredGaps;
  /** New sources whose past has not been requested yet. */
  #newSources: FirstHeard[] = [];
  /** Requests the past of new sources. */
  readonly #beginning = new SingleRun(() => this.#beginNew());

  constructor(parts: BackfillerParts) {
    this.#parts = parts;
    this.#rounds = new Rounds(() => this.#work(), parts.everyMs ?? defaultEveryMs);
    this.#gaps = new UnstoredGaps({
      ...parts,
      store: parts.gapStore ?? parts.store,
      onStored: (records) => this.#open.put(records),
    });
  }

  /**
   * Stores the gaps that sources left.
   *
   * @throws when it cannot
   */
  saveGaps(): Promise<void> {
    return this.#gaps.store();
  }

  /** Continues with the stored records. @param sites only their records */
  async load(sites?: readonly string[]): Promise<void> {
    const open = await this.#parts.store.open(this.#parts.onUnreadable);
    const ours = sites && new Set(sites);
    this.#open.put(open.filter(({ site }) => ours?.has(site) ?? true));
  }

  async start(): Promise<void> {
    const { store, retentionClock } = this.#parts;
    await store.removeBefore(retentionClock.now() - keptDays * 86_400_000);
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    for (const rest of this.#rests) clearTimeout(rest);
    await Promise.allSettled([this.#rounds.stop(), this.#requests, ...this.#asking]);
  }

  /** Takes over a site that begins, or a change of it. */
  set(site: SiteConfig, saved?: SavedZones): () => void {
    return this.#parts.watch.set(site, saved);
  }

  remove(site: SiteConfig): () => void {
    return this.#parts.watch.remove(site);
  }

  /** The site continues on another sidecar: its open records are stored. */
  release(site: SiteConfig): void {
    this.#parts.watch.release(site);
    this.#open.removeSite(site.id);
    this.#newSources = this.#newSources.filter(({ silence }) => silence.zone.site !== site.id);
  }

  /** Observes a sensor's readings; call it before the zones apply them. */
  observe({ config, snapshot }: Pick<Arrival, 'config' | 'snapshot'>): void {
    const { watch, clock, correction, memory } = this.#parts;
    const nowMs = clock.now();
    for (const silence of watch.observe(config, snapshot, {
      wallMs: nowMs,
      monotonicMs: clock.monotonic(),
    })) {
      const { zone, source, sinceMs } = silence;
      const heard: FirstHeard = { silence, nowMs, correction: correction(zone) };
      if (sinceMs !== undefined) {
        const record = recordOfSilence(silence, { ...heard, historyBeginsMs: undefined });
        if (record !== undefined) this.#gaps.add(record);
      } else if (memory(pathOf(zone.site, source.sensor)) !== undefined) this.#newSources.push(heard);
    }
  }

  /** All running back-fills, then the others; both newest first. */
  async list({ sites, site, sensor, after, limit }: BackfillQuery): Promise<BackfillRecord[]> {
    const { store, isShared = false } = this.#parts;
    const running = isShared ? await store.open(this.#parts.onUnreadable) : [...this.#open.all()];
    const open = running
      .filter((record) => sites === undefined || sites.includes(record.site))
      .filter(
        (record) => (site ?? record.site) === record.site && (sensor ?? record.sensor) === record.sensor,
      )
      .toSorted(newestFirst)
      .filter((record) => after === undefined || (isOpen(after) && newestFirst(record, after) > 0))
      .slice(0, limit);
    if (open.length === limit) return open;
    const ended = await this.#parts.store.ended({
      sites,
      site,
      sensor,
      limit: limit - open.length,
      ...(after !== undefined && !isOpen(after) && { after }),
    });
    return [...open, ...ended];
  }

  /**
   * Fetches what is still missing of the zones that a sensor feeds: failed ones are tried again, waiting ones
   * are asked at once, and the time before their history is fetched from all their doors together. Running ones
   * continue: a second call changes nothing.
   *
   * @returns all running back-fills of these zones; empty if nothing is missing
   */
  request(site: string, sensor: string, wanted: WantedPast): Promise<BackfillRecord[]> {
    // One after another: two at once would both find the same gap, and enter it twice.
    const answer = Promise.all([this.#requests, this.#gaps.store(), this.#beginning.run()]).then(() =>
      this.#requested(site, sensor, wanted),
    );
    this.#requests = answer.catch(() => undefined);
    return answer;
  }

  async #requested(site: string, sensor: string, wanted: WantedPast): Promise<BackfillRecord[]> {
    const { store, clock } = this.#parts;
    const nowMs = clock.now();
    const zones = (this.#parts.site(site)?.zones ?? []).filter(({ sources }) =>
      sources.some((source) => source.sensor === sensor),
    );
    for (const zone of zones) {
      for (const record of this.#open.of(site).filter((each) => isOf(each, zone) && each.attempts > 0)) {
        await this.#save({ ...record, attempts: 0, dueMs: nowMs });
      }
      const ended = await store.endedOf(site, zone.id);
      const kept = await this.#keptOf(zone);
      const again = recordsToTryAgain(ended, sensor, wanted, nowMs, kept);
      for (const record of again) await store.update(record);
      this.#open.put(again);
      for (const record of this.#missingOf(zone, ended, wanted, kept)) await this.#add(record);
    }
    this.#fetchNext();
    return this.#open.of(site).filter((record) => zones.some((zone) => isOf(record, zone)));
  }

  async #keptOf({ site, id }: ZoneConfig): Promise<KeptHistory> {
    const { history } = this.#parts;
    const minutesBeginMs = await history.firstMinute(site, id);
    const rolledMs = await history.firstRollUp(site, id);
    const begins = [minutesBeginMs, rolledMs].filter((each) => each !== undefined);
    return { minutesBeginMs, beginsMs: begins.length === 0 ? undefined : Math.min(...begins) };
  }

  #missingOf(
    zone: ZoneConfig,
    ended: readonly BackfillRecord[],
    wanted: WantedPast,
    { beginsMs: historyBeginsMs }: KeptHistory,
  ): BackfillRecord[] {
    const { clock, correction, memory } = this.#parts;
    const records = [...ended, ...this.#open.of(zone.site).filter((record) => isOf(record, zone))];
    const past = { zone, nowMs: clock.now(), historyBeginsMs, correction: correction(zone), records };
    return zone.sources
      .filter(({ sensor }) => memory(pathOf(zone.site, sensor)) !== undefined)
      .flatMap((source) => recordsOfRequest({ ...past, source }, wanted));
  }

  async #beginNew(): Promise<void> {
    const records: BackfillRecord[] = [];
    const begun = new Set(this.#newSources);
    for (const { silence, nowMs, correction } of begun) {
      const { beginsMs: historyBeginsMs } = await this.#keptOf(silence.zone);
      const record = recordOfSilence(silence, { nowMs, historyBeginsMs, correction });
      if (record !== undefined) records.push(record);
    }
    if (begun.size === 0) return;
    const added = await this.#parts.store.addAll(records);
    this.#newSources = this.#newSources.filter((heard) => !begun.has(heard));
    // Together, however long the database takes: a device is asked once for all its zones.
    this.#open.put(added);
  }

  async #add(record: BackfillRecord): Promise<void> {
    if (await this.#parts.store.add(record)) this.#open.put([record]);
  }

  async #work(): Promise<void> {
    await this.#gaps.retry();
    try {
      await this.#beginning.run();
      await this.#mergeReady();
      await this.#endUnavailable();
      this.#fetchNext();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#parts.onError(error);
    }
  }

  /** Ends what no device remembers: that waits for none that is asked. */
  async #endUnavailable(): Promise<void> {
    const { clock, memory } = this.#parts;
    for (const record of nextFetches(this.#open.sites(), this.#busy, clock.now()))
      if (memory(pathOf(record.site, record.sensor)) === undefined) await this.#save(unavailable(record));
  }

  #fetchNext(): void {
    const { clock, memory, onError } = this.#parts;
    for (const record of nextFetches(this.#open.sites(), this.#busy, clock.now())) {
      if (this.#asking.size >= maxAtOnce) return;
      const source = memory(pathOf(record.site, record.sensor));
      if (source === undefined) continue;
      const asking: Promise<void> = this.#ask(record, source)
        .catch((error: unknown) => {
          if (!this.#abort.signal.aborted) onError(error);
        })
        .finally(() => this.#asking.delete(asking));
      this.#asking.add(asking);
    }
  }

  async #ask(record: BackfillRecord, source: Pick<HistorySource, 'history'>): Promise<void> {
    const { clock } = this.#parts;
    const sensor = pathOf(record.site, record.sensor);
    this.#busy.add(sensor);
    const startedMs = clock.monotonic();
    let minMs = restAfterErrorMs;
    try {
      const { signal } = this.#abort;
      const answer = await source.history(record.channel, record.fetchedMs, record.toMs, signal);
      if (signal.aborted) return;
      await this.#took(record, answer);
      minMs = minRestMs;
    } finally {
      this.#rest(sensor, Math.max(minMs, (clock.monotonic() - startedMs) * restPerWork));
    }
  }

  /** Applies an answer to every zone that waits for the same data of the same device. */
  async #took(asked: BackfillRecord, answer: SensorResult<DeviceHistory>): Promise<void> {
    const nowMs = this.#parts.clock.now();
    const alike = this.#open
      .of(asked.site)
      .filter(
        (record) =>
          record.state === 'waiting' &&
          record.sensor === asked.sensor &&
          record.channel === asked.channel &&
          record.fetchedMs === asked.fetchedMs &&
          record.toMs === asked.toMs,
      );
    for (const record of alike) {
      await this.#save(
        answer.ok ? afterAnswer(record, answer.value) : afterFailure(record, answer.error, nowMs),
      );
    }
  }

  async #save(record: BackfillRecord): Promise<void> {
    await this.#parts.store.update(record);
    this.#open.update(record);
  }

  #rest(sensor: string, forMs: number): void {
    if (this.#abort.signal.aborted) return;
    const rest = setTimeout(() => {
      this.#rests.delete(rest);
      this.#busy.delete(sensor);
      this.#fetchNext();
    }, forMs);
    this.#rests.add(rest);
  }

  /**
   * Whether the minutes that contain the people of these silences are on disk: elapsed time does not prove it
   * when the database was away. Without them nobody could be moved, and some would be counted twice.
   */
  async #hasArrivals(episode: readonly BackfillRecord[]): Promise<boolean> {
    const silences = episode.filter(({ reason }) => reason === 'silence');
    const [first] = silences;
    if (first === undefined) return true;
    const arrival = Math.max(...silences.map((record) => gapOf(record).arrival));
    // Minutes are saved in order.
    const { history } = this.#parts;
    return (await history.firstMinute(first.site, first.zone, (arrival + 1) * minuteMs)) !== undefined;
  }

  async #mergeReady(): Promise<void> {
    const { clock, site: siteOf, watch, store, history, onMerged } = this.#parts;
    const nowMs = clock.now();
    const zoneOf = (site: string, id: string) => siteOf(site)?.zones.find((zone) => zone.id === id);
    const silentSince = (site: string, id: string) => {
      const zone = zoneOf(site, id);
      return zone === undefined
        ? []
        : watch.silentSince(site, zone, { wallMs: nowMs, monotonicMs: clock.monotonic() });
    };
    for (const episode of readyEpisodes(this.#open.sites(), silentSince, nowMs)) {
      const [first] = episode;
      if (first === undefined) continue;
      const zone = zoneOf(first.site, first.zone);
      if (zone !== undefined && !(await this.#hasArrivals(episode))) continue;
      const sources = zone?.sources.length ?? 0;
      const merged = await mergeEpisode(episode, sources, { store, history });
      this.#open.remove(episode);
      onMerged(merged);
    }
  }
}

function isOpen({ state }: Pick<BackfillRecord, 'state'>): boolean {
  return openStates.includes(state);
}

function newestFirst(a: BackfillPlace, b: BackfillPlace): number {
  if (a.toMs !== b.toMs) return b.toMs - a.toMs;
  return nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b));
}

function nameOf({ site, zone, sensor, channel, fromMs }: BackfillKey): string {
  return [site, zone, sensor, channel, fromMs].join('/');
}
