import type { Reading } from '#lib/contract/reading.ts';
import type { Verdict } from '../engine/ledger.ts';
import type { UntrustedReason } from '../engine/light.ts';
import type { SourceConfig, ZoneConfig } from '../platform/config/configuration.ts';

/** When a source was last heard and believed. */
export interface HeardSource {
  /** Monotonic ms; undefined until the first reading since the start. */
  readonly heardMs: number | undefined;
  readonly isSuspect: boolean;
}

/** A source of a zone. */
export interface ZoneSource extends HeardSource {
  readonly key: string;
  readonly config: SourceConfig;
  heardMs: number | undefined;
  isSuspect: boolean;
}

/** Whether a zone's number can be trusted. */
export interface Trust {
  /** Undefined: it can. */
  readonly untrustedReason: UntrustedReason | undefined;
  /** Warnings for the console: silent optional sources, suspect readings. */
  readonly warnings: readonly string[];
}

/** The key of a source in its zone's ledger. */
export function sourceKey(source: Pick<SourceConfig, 'sensor' | 'channel'>): string {
  return `${source.sensor}/${source.channel}`;
}

/** The key in a zone's ledger of what people count at a sensor's door instead of it. */
export function handKey(sensor: string): string {
  return `${sensor}/#hand`;
}

/** The sources of one zone, by key and by sensor, with the arrival of each one's last reading. */
export class ZoneSources {
  readonly keys: ReadonlySet<string>;
  /** The keys in the zone's ledger: of the sources, and of people who count in their place. */
  readonly ledgerKeys: ReadonlySet<string>;
  /** Monotonic ms: from then on the sources have time for their first reading. */
  readonly startedMs: number;
  readonly all: readonly ZoneSource[];
  readonly #byKey: ReadonlyMap<string, ZoneSource>;
  readonly #bySensor: ReadonlyMap<string, readonly ZoneSource[]>;

  /** @param before when the sources of the zone were heard until now, by key (monotonic ms): those that stay were heard already */
  constructor(zone: ZoneConfig, startedMs: number, before: ReadonlyMap<string, HeardSource> = new Map()) {
    const all = zone.sources.map((config): ZoneSource => {
      const key = sourceKey(config);
      const known = before.get(key);
      return { key, config, heardMs: known?.heardMs, isSuspect: known?.isSuspect ?? false };
    });
    this.all = all;
    this.startedMs = startedMs;
    this.#byKey = new Map(all.map((source) => [source.key, source]));
    const bySensor = new Map<string, ZoneSource[]>();
    for (const source of all) {
      const others = bySensor.get(source.config.sensor);
      if (others === undefined) bySensor.set(source.config.sensor, [source]);
      else others.push(source);
    }
    this.#bySensor = bySensor;
    this.keys = new Set(this.#byKey.keys());
    this.ledgerKeys = new Set([...this.keys, ...[...bySensor.keys()].map(handKey)]);
  }

  get byKey(): ReadonlyMap<string, ZoneSource> {
    return this.#byKey;
  }

  of(sensor: string): readonly ZoneSource[] {
    return this.#bySensor.get(sensor) ?? [];
  }

  get(key: string): ZoneSource {
    const source = this.#byKey.get(key);
    if (source === undefined) throw new Error(`no source ${key} in this zone`);
    return source;
  }

  /** The reading that a source uses: of its channel, and of its kind; `auto` prefers the level. */
  pick(source: ZoneSource, readings: readonly Reading[]): Reading | undefined {
    const { channel, use } = source.config;
    let found: Reading | undefined;
    for (const reading of readings) {
      if (reading.channel !== channel) continue;
      if (use === 'auto' ? reading.kind === 'level' : reading.kind === use) return reading;
      if (use === 'auto') found = reading;
    }
    return found;
  }

  /** Records how a reading was received. Only accepted readings prove that a source is alive. */
  heard(key: string, verdict: Verdict, atMs: number): void {
    const source = this.get(key);
    source.isSuspect = verdict === 'suspect';
    if (verdict === 'taken' || verdict === 'same') source.heardMs = atMs;
  }
}

/** The usual case, decided several times a second for thousands of zones. */
const trusted: Trust = { untrustedReason: undefined, warnings: [] };

/** A zone that was made before its sensor. */
const unfed: Trust = { untrustedReason: 'no-sources', warnings: [] };

/** Sums up at a moment (monotonic ms) whether the sources of a zone can be trusted. */
export function describeTrust(sources: ZoneSources, staleAfterMs: number, nowMs: number): Trust {
  if (sources.all.length === 0) return unfed;
  let untrustedReason: UntrustedReason | undefined;
  let warnings: string[] | undefined;
  const warn = (warning: string) => {
    warnings ??= [];
    warnings.push(warning);
  };
  for (const source of sources.all) {
    const { sensor, optional } = source.config;
    if (source.isSuspect) warn(`suspect:${sensor}`);
    const silentMs = nowMs - (source.heardMs ?? sources.startedMs);
    if (source.heardMs !== undefined && silentMs <= staleAfterMs) continue;
    const reason = `${silentMs <= staleAfterMs ? 'starting' : 'stale'}:${sensor}` as const;
    if (optional) warn(reason);
    else untrustedReason ??= reason;
  }
  return untrustedReason === undefined && warnings === undefined
    ? trusted
    : { untrustedReason, warnings: warnings ?? [] };
}
