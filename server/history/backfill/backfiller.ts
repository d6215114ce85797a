import { type Path, pathOf } from '#lib/contract/ids.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import type { Clock } from '../../clock.ts';
import type { SiteConfig, ZoneConfig } from '../../config/configuration.ts';
import type { DeviceHistory, HistorySource, SensorConfig } from '../../sensors/driver.ts';
import type { Snapshot } from '../../sensors/reading.ts';
import type { BackfillStore } from '../../store/backfill-store.ts';
import type { HistoryStore } from '../../store/history-store.ts';
import type { BackfillRecord } from './backfill-record.ts';
import { type MergedZone, mergeEpisode } from './merge-episode.ts';
import { nextFetches, readyEpisodes } from './plan.ts';
import { afterAnswer, afterFailure, recordOfSilence, unavailable } from './progress.ts';
import type { Silence, SilenceWatch } from './silence-watch.ts';

export interface BackfillerParts {
  readonly store: BackfillStore;
  readonly history: HistoryStore;
  readonly watch: SilenceWatch;
  readonly clock: Clock;
  sites(): readonly SiteConfig[];
  /** What a sensor's device remembers; undefined where it offers no memory, or the sensor has gone. */
  memory(path: Path): Pick<HistorySource, 'history'> | undefined;
  /** What a zone shows over the sum of its levels; undefined where a source of it counts. */
  correction(zone: ZoneConfig): number | undefined;
  /** Minutes of a zone's history have changed. */
  onMerged(merged: MergedZone): void;
  onError(error: unknown): void;
  /** How often it is looked what has to be done, milliseconds. */
  readonly everyMs?: number;
}

const defaultEveryMs = 2000;
/** Devices that are asked at the same time; one is only ever asked one thing. */
const mostAtOnce = 4;
/** After an answer a device is left alone for so many times as long as it took, and for so long at least. */
const restPerWork = 4;
const leastRestMs = 500;
const keptDays = 90;

/**
 * Fetches from the devices what Doorlight has missed, in the background, and merges it into history. Silences
 * are put on disk when they end; a restart goes on where it was.
 */
export class Backfiller {
  readonly #parts: BackfillerParts;
  readonly #abort = new AbortController();
  #open: BackfillRecord[] = [];
  /** Sensors that are being asked, or left alone after an answer. */
  readonly #busy = new Set<string>();
  readonly #asking = new Set<Promise<void>>();
  readonly #rests = new Set<NodeJS.Timeout>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;

  constructor(parts: BackfillerParts) {
    this.#parts = parts;
  }

  /** Goes on with what is on disk. */
  async start(): Promise<void> {
    const { store, clock, everyMs = defaultEveryMs } = this.#parts;
    await store.removeBefore(clock.now() - keptDays * 86_400_000);
    this.#open = await store.open();
    this.#timer = setInterval(() => {
      this.#round ??= this.#work().finally(() => {
        this.#round = undefined;
      });
    }, everyMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#abort.abort();
    for (const rest of this.#rests) clearTimeout(rest);
    await Promise.allSettled([this.#round, ...this.#asking]);
  }

  /** Takes over a changed configuration. */
  replace(sites: readonly SiteConfig[]): void {
    this.#parts.watch.replace(sites);
  }

  /** Notes what a sensor says; call it before the zones take it. */
  take(config: SensorConfig, snapshot: Snapshot): void {
    const { watch, clock } = this.#parts;
    for (const silence of watch.take(config, snapshot, clock.now())) {
      this.#begin(silence).catch(this.#parts.onError);
    }
  }

  /** All that is under way, and the latest of the rest, newest first. */
  async list(limit: number): Promise<BackfillRecord[]> {
    const ended = await this.#parts.store.ended(limit);
    return [...this.#open, ...ended].sort((a, b) => b.toMs - a.toMs).slice(0, limit);
  }

  async #begin(silence: Silence): Promise<void> {
    const { store, history, clock, correction, memory } = this.#parts;
    const { zone, source } = silence;
    if (memory(pathOf(zone.site, source.sensor)) === undefined && silence.sinceMs === undefined) return;
    // Read before anything is waited for: the zone is about to take the reading.
    const nowMs = clock.now();
    const over = correction(zone);
    const firstMs = silence.sinceMs ?? (await history.firstMinute(zone.site, zone.id));
    const record = recordOfSilence(silence, { nowMs, historyBeginsMs: firstMs, correction: over });
    if (record === undefined) return;
    if (!(await store.add(record))) return;
    this.#open = [...this.#open.filter((other) => !isSame(other, record)), record];
  }

  async #work(): Promise<void> {
    try {
      await this.#mergeReady();
      this.#fetchNext();
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#parts.onError(error);
    }
  }

  #fetchNext(): void {
    const { clock, memory, onError } = this.#parts;
    for (const record of nextFetches(this.#open, this.#busy, clock.now())) {
      const source = memory(pathOf(record.site, record.sensor));
      if (source !== undefined && this.#asking.size >= mostAtOnce) continue;
      const asking: Promise<void> = (
        source === undefined ? this.#save(unavailable(record)) : this.#ask(record, source)
      )
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
    try {
      const { signal } = this.#abort;
      const answer = await source.history(record.channel, record.fetchedMs, record.toMs, signal);
      if (signal.aborted) return;
      await this.#took(record, answer);
    } finally {
      this.#rest(sensor, clock.monotonic() - startedMs);
    }
  }

  /** An answer serves every zone that waits for the same of the same device. */
  async #took(asked: BackfillRecord, answer: Result<DeviceHistory, SensorError>): Promise<void> {
    const nowMs = this.#parts.clock.now();
    const alike = this.#open.filter(
      (record) =>
        record.state === 'waiting' &&
        record.site === asked.site &&
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
    this.#open = this.#open.map((other) => (isSame(other, record) ? record : other));
  }

  #rest(sensor: string, workedMs: number): void {
    if (this.#abort.signal.aborted) return;
    const rest = setTimeout(
      () => {
        this.#rests.delete(rest);
        this.#busy.delete(sensor);
        this.#fetchNext();
      },
      Math.max(leastRestMs, workedMs * restPerWork),
    );
    this.#rests.add(rest);
  }

  async #mergeReady(): Promise<void> {
    const { clock, sites, watch, store, history, onMerged } = this.#parts;
    const nowMs = clock.now();
    const zoneOf = (site: string, id: string) =>
      sites()
        .find((each) => each.id === site)
        ?.zones.find((zone) => zone.id === id);
    const silentSince = (site: string, id: string) => {
      const zone = zoneOf(site, id);
      return zone === undefined ? [] : watch.silentSince(site, zone, nowMs);
    };
    for (const episode of readyEpisodes(this.#open, silentSince, nowMs)) {
      const [first] = episode;
      if (first === undefined) continue;
      const sources = zoneOf(first.site, first.zone)?.sources.length ?? 0;
      const merged = await mergeEpisode(episode, sources, { store, history });
      this.#open = this.#open.filter((record) => !episode.includes(record));
      onMerged(merged);
    }
  }
}

function isSame(a: BackfillRecord, b: BackfillRecord): boolean {
  return (
    a.site === b.site &&
    a.zone === b.zone &&
    a.sensor === b.sensor &&
    a.channel === b.channel &&
    a.fromMs === b.fromMs
  );
}
