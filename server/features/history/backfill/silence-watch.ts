import { type Path, pathOf } from '#lib/contract/path.ts';
import type { Now } from '#server/clock.ts';
import { changeOfTotals } from '#server/engine/count-change.ts';
import type { LedgerState, SeenTotals } from '#server/engine/ledger-state.ts';
import type { SiteConfig, SourceConfig, ZoneConfig } from '#server/platform/config/configuration.ts';
import type { SensorConfig } from '#server/sensors/driver.ts';
import type { Reading, Snapshot } from '#server/sensors/reading.ts';
import { type ZoneSource, ZoneSources } from '#server/site/zone-sources.ts';
import { minuteMs } from '../tally.ts';
import type { Flow } from './backfill-record.ts';

/** A source that was silent for this long, or for three polls, has left a gap. */
const minGapMs = 2 * minuteMs;

/** A silence that ended with a reading, or a source's first reading. */
export interface Silence {
  readonly zone: ZoneConfig;
  readonly source: SourceConfig;
  /** The reading before (epoch ms); undefined if there was none. */
  readonly sinceMs: number | undefined;
  /** The counts that its live readings brought for the silence, by the device's directions. */
  readonly live: Flow;
  /** Whether that is everybody who walked. */
  readonly isWhole: boolean;
}

interface Heard {
  /** Epoch ms. */
  atMs: number;
  /** Undefined: before the last start. */
  monotonicMs?: number;
  totals: Writable<SeenTotals> | undefined;
  occupancy: number | undefined;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A source of a zone, and its key among all. */
interface WatchedSource {
  readonly zone: ZoneConfig;
  readonly sources: ZoneSources;
  readonly source: ZoneSource;
  readonly key: string;
}

type SourcesBySensor = ReadonlyMap<string, readonly WatchedSource[]>;

/** Knows the last reading of each source of each zone, over restarts, and detects gaps. */
export class SilenceWatch {
  readonly #heard = new Map<string, Heard>();
  /** Of each site. */
  readonly #zones = new Map<string, SourcesBySensor>();

  /**
   * Takes over a site that begins, or a change of it.
   *
   * @param saved the ledgers of zones as they were saved
   */
  set(site: SiteConfig, saved: ReadonlyMap<Path, { readonly ledger: LedgerState }> = new Map()): () => void {
    const bySensor = new Map<string, WatchedSource[]>();
    for (const zone of site.zones) {
      const path = pathOf(site.id, zone.id);
      const ledger = saved.get(path)?.ledger;
      if (ledger !== undefined) this.#remember(path, ledger);
      const sources = new ZoneSources(zone, 0);
      for (const source of sources.all) {
        const { sensor } = source.config;
        const watched = { zone, sources, source, key: `${path}/${source.key}` };
        bySensor.set(sensor, [...(bySensor.get(sensor) ?? []), watched]);
      }
    }
    return this.#put(site.id, bySensor);
  }

  remove({ id }: SiteConfig): () => void {
    return this.#put(id, new Map());
  }

  /** A site goes on elsewhere: what was heard of it here will be old. */
  release({ id }: SiteConfig): void {
    this.#zones.delete(id);
    for (const key of this.#heard.keys()) if (key.startsWith(`${id}/`)) this.#heard.delete(key);
  }

  #put(site: string, zones: SourcesBySensor): () => void {
    const before = this.#zones.get(site) ?? new Map();
    this.#zones.set(site, zones);
    return () => this.#put(site, before);
  }

  #remember(path: Path, { sources }: LedgerState): void {
    for (const [key, source] of Object.entries(sources)) {
      const { atMs } = source;
      this.#heard.set(
        `${path}/${key}`,
        source.kind === 'count'
          ? { atMs, totals: { ...source.last }, occupancy: undefined }
          : { atMs, totals: source.totals && { ...source.totals }, occupancy: source.occupancy },
      );
    }
  }

  /**
   * Observes a sensor's readings. Call it before the zones apply them.
   *
   * @returns the silences that end with it; usually none
   */
  observe(
    { site, id, pollMs }: SensorConfig,
    snapshot: Snapshot,
    { wallMs: nowMs, monotonicMs }: Now,
  ): Silence[] {
    const silences: Silence[] = [];
    for (const { zone, sources, source, key } of this.#zones.get(site)?.get(id) ?? noSources) {
      const reading = sources.pick(source, snapshot.readings);
      if (reading === undefined) continue;
      const known = this.#heard.get(key);
      if (known !== undefined && isHeardAgain(known, reading, snapshot, nowMs, monotonicMs)) continue;
      const now: Heard = {
        atMs: nowMs,
        monotonicMs,
        totals: totalsOf(reading, snapshot, nowMs),
        occupancy: reading.kind === 'level' ? reading.occupancy : undefined,
      };
      this.#heard.set(key, now);
      // People note the time of each passage themselves.
      if (reading.kind === 'count' && reading.sequence !== undefined) continue;
      const brought = broughtBy(known, now);
      const sinceMs = silentSinceMs(known, { wallMs: nowMs, monotonicMs }, brought.isWhole);
      if (sinceMs !== undefined && nowMs - sinceMs < Math.max(minGapMs, 3 * pollMs)) continue;
      // People have counted in its place meanwhile.
      if (sinceMs !== undefined && sinceMs < (snapshot.replacedUntilMs ?? Number.NEGATIVE_INFINITY)) continue;
      silences.push({ zone, source: source.config, sinceMs, ...brought });
    }
    return silences;
  }

  /** The last readings of a zone's required sources that are silent now (epoch ms; 0 for none). */
  silentSince(site: string, zone: ZoneConfig, now: Now): number[] {
    return zone.sources
      .filter(({ optional }) => !optional)
      .map(({ sensor, channel }) => this.#heard.get(`${site}/${zone.id}/${sensor}/${channel}`))
      .filter((heard) => silentMs(heard, now) >= Math.max(minGapMs, zone.staleAfterMs))
      .map((heard) => heard?.atMs ?? 0);
  }
}

const noSources: readonly WatchedSource[] = [];

/**
 * Whether a reading came shortly after the one before, on both clocks, and brings the same numbers: most do. Its time is
 * entered.
 */
function isHeardAgain(
  heard: Heard,
  reading: Reading,
  { deviceClockMs }: Snapshot,
  wallMs: number,
  monotonicMs: number,
): boolean {
  const own = reading.kind === 'count' ? reading : reading.totals;
  const { totals, monotonicMs: heardMs } = heard;
  const occupancy = reading.kind === 'level' ? reading.occupancy : undefined;
  if (heardMs === undefined || monotonicMs - heardMs >= minGapMs) return false;
  if (wallMs < heard.atMs || wallMs - heard.atMs >= minGapMs || occupancy !== heard.occupancy) return false;
  if (own?.in !== totals?.in || own?.out !== totals?.out || own?.epoch !== totals?.epoch) return false;
  heard.atMs = wallMs;
  heard.monotonicMs = monotonicMs;
  if (totals !== undefined) {
    totals.atMs = wallMs;
    if (deviceClockMs === undefined) delete totals.clockMs;
    else totals.clockMs = deviceClockMs;
  }
  return true;
}

function totalsOf(reading: Reading, { deviceClockMs }: Snapshot, atMs: number): Heard['totals'] {
  const own = reading.kind === 'count' ? reading : reading.totals;
  if (own === undefined) return undefined;
  return {
    in: own.in,
    out: own.out,
    atMs,
    ...(own.epoch !== undefined && { epoch: own.epoch }),
    ...(deviceClockMs !== undefined && { clockMs: deviceClockMs }),
  };
}

/** For how long a source has been silent; setting a clock is no silence. */
function silentMs(heard: Heard | undefined, { wallMs, monotonicMs }: Now): number {
  if (heard === undefined) return Number.POSITIVE_INFINITY;
  return heard.monotonicMs === undefined ? wallMs - heard.atMs : monotonicMs - heard.monotonicMs;
}

/**
 * Since when a source was silent (epoch ms); undefined if it had no reading before.
 *
 * @param isWhole whether everybody who walked meanwhile is known
 */
function silentSinceMs(before: Heard | undefined, now: Now, isWhole: boolean): number | undefined {
  if (before?.monotonicMs === undefined) return before?.atMs;
  const lastedMs = Math.round(silentMs(before, now));
  const isClockSet = Math.abs(now.wallMs - before.atMs - lastedMs) >= minGapMs;
  // The machine may have slept, and the monotonic clock with it. If everybody is known nobody is counted
  // twice.
  const mayHaveSlept = isWhole && lastedMs < minGapMs && now.wallMs > before.atMs;
  return isClockSet && !mayHaveSlept ? now.wallMs - lastedMs : before.atMs;
}

/** People between two readings, as far as these show. */
function broughtBy(before: Heard | undefined, now: Heard): { live: Flow; isWhole: boolean } {
  if (before === undefined) return { live: { in: 0, out: 0 }, isWhole: false };
  if (before.totals !== undefined && now.totals !== undefined) {
    const live = changeOfTotals(before.totals, now.totals);
    const isWhole =
      before.totals.epoch === now.totals.epoch &&
      live.in === now.totals.in - before.totals.in &&
      live.out === now.totals.out - before.totals.out;
    return { live, isWhole };
  }
  const moved = (now.occupancy ?? 0) - (before.occupancy ?? now.occupancy ?? 0);
  return { live: { in: Math.max(0, moved), out: Math.max(0, -moved) }, isWhole: false };
}
