import { randomUUID } from 'node:crypto';
import type { AdjustedSource, AdjustProgress, AdjustResult } from '#lib/contract/adjust.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import type { Clock } from '../clock.ts';
import { planAdjust } from '../engine/adjust-plan.ts';
import type { SourceConfig, ZoneConfig } from '../platform/config/configuration.ts';
import { isUncertain, resultOf } from './control-result.ts';
import type { Zone } from './zone.ts';
import type { ZoneKeeper } from './zone-engine.ts';
import { sourceKey } from './zone-sources.ts';

/** The devices as control needs them. */
export interface Settable {
  canSet(channel: string): boolean;
  setOccupancy(channel: string, occupancy: number): Promise<Result<void, SensorError>>;
}

export interface ZoneControlParts {
  readonly keeper: ZoneKeeper;
  /** The running sensor at a path; undefined where there is none. */
  sensor(path: Path): Settable | undefined;
  /** Whether another zone takes the same channel as a level: setting it would change that zone, too. */
  isShared(zone: ZoneConfig, source: SourceConfig): boolean;
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
  /** Words for a person, from a device's error. */
  wordsFor(error: SensorError): string;
  onProgress(progress: AdjustProgress): void;
  readonly clock: Clock;
}

/** Who asks for an adjust, and why. */
export interface AdjustOrder {
  readonly to: number;
  readonly who: string;
  readonly action: 'adjust' | 'reset';
  readonly note?: string;
}

/** How long a device may take to show what it was told. */
const confirmWithinMs = 10_000;

/** The new number could not be saved: nothing was shown, and no device was told. */
export class NotSavedError extends Error {}

/** Carries out adjusts: the number is shown at once, then every device that can be set is told and read back. */
export class ZoneControl {
  readonly #parts: ZoneControlParts;

  constructor(parts: ZoneControlParts) {
    this.#parts = parts;
  }

  /**
   * Sets a zone to a number of people. Resolves when every device has settled, after about ten seconds at
   * most; progress is told meanwhile.
   *
   * @throws NotSavedError when the new number cannot be saved; any other error comes after it was shown
   */
  async adjust(zone: Zone, order: AdjustOrder): Promise<AdjustResult> {
    const { keeper, clock, audit } = this.#parts;
    const { config } = zone;
    const path = pathOf(config.site, config.id);
    const adjustId = randomUUID();
    const targets = planAdjust(
      order.to,
      config.sources.map((source) => ({
        key: sourceKey(source),
        level: zone.levelOf(sourceKey(source)),
        canSet: this.#canSet(zone, source),
      })),
    );
    const from = await keeper
      .adjust(path, { id: adjustId, to: order.to, targets, atMs: clock.now() })
      .catch((cause: unknown) => {
        throw new NotSavedError(cause instanceof Error ? cause.message : String(cause), { cause });
      });
    const progress = new Progress(config, adjustId, order.to, this.#parts.onProgress);
    const sources = await Promise.all(
      config.sources.map(async (source) => {
        const target = targets.get(sourceKey(source));
        const settled =
          target === undefined
            ? answered(source, { outcome: 'software' })
            : await this.#tell(zone, source, target, adjustId);
        progress.settle(settled);
        return settled;
      }),
    );
    const result: AdjustResult = { result: resultOf(sources), from, to: order.to, sources };
    const isSuperseded = sources.some(({ reason }) => reason === 'superseded');
    try {
      await audit({
        who: order.who,
        action: order.action,
        site: config.site,
        zone: config.id,
        from: String(from),
        to: String(order.to),
        ...(order.note === undefined ? {} : { note: order.note }),
        result: isSuperseded ? 'superseded' : result.result,
        sources,
      });
    } finally {
      // Afterwards: who hears of the end looks into the log.
      progress.finish(result);
    }
    return result;
  }

  #canSet(zone: Zone, source: SourceConfig): boolean {
    if (source.use === 'count' || zone.isCounting(sourceKey(source))) return false;
    const sensor = this.#parts.sensor(pathOf(zone.config.site, source.sensor));
    return sensor?.canSet(source.channel) === true && !this.#parts.isShared(zone.config, source);
  }

  async #tell(zone: Zone, source: SourceConfig, target: number, adjustId: string): Promise<AdjustedSource> {
    const { keeper, wordsFor } = this.#parts;
    const path = pathOf(zone.config.site, zone.config.id);
    const key = sourceKey(source);
    const sensor = this.#parts.sensor(pathOf(zone.config.site, source.sensor));
    if (sensor === undefined) return answered(source, { outcome: 'software' });
    const told = await sensor.setOccupancy(source.channel, target);
    if (!told.ok) {
      const { error } = told;
      const code = error.kind === 'device' ? { code: error.code } : {};
      const words = { message: wordsFor(error), error, ...code };
      if (isUncertain(error)) return answered(source, { outcome: 'unreachable', ...words });
      await keeper.refuse(path, key, adjustId);
      return answered(source, { outcome: 'rejected', ...words });
    }
    switch (await this.#readBack(zone, path, key, adjustId)) {
      case 'settled':
        return answered(source, { outcome: 'confirmed' });
      case 'superseded':
        return answered(source, { outcome: 'accepted', reason: 'superseded', message: supersededMessage });
      case 'waiting':
        return answered(source, {
          outcome: 'accepted',
          reason: 'not-yet-visible',
          message: notYetVisibleMessage,
        });
    }
  }

  /** Waits until the readings show the new level, another adjust takes over, or time is up. */
  #readBack(zone: Zone, path: Path, key: string, adjustId: string): Promise<ReturnType<Zone['pendingOf']>> {
    return new Promise((resolve) => {
      const state = () => zone.pendingOf(key, adjustId);
      const finish = () => {
        clearTimeout(timer);
        stopWatching();
        resolve(state());
      };
      const timer = setTimeout(finish, confirmWithinMs);
      const stopWatching = this.#parts.keeper.watch((changed) => {
        if (changed === path && state() !== 'waiting') finish();
      });
      if (state() !== 'waiting') finish();
    });
  }
}

const supersededMessage = 'A later change to the same zone took its place.';
const notYetVisibleMessage = 'The sensor took the new number but does not show it yet.';

function answered(source: SourceConfig, answer: Omit<AdjustedSource, 'sensor' | 'channel'>): AdjustedSource {
  return { sensor: source.sensor, channel: source.channel, ...answer };
}

/** Tells the consoles how far an adjust is. */
class Progress {
  readonly #settled: AdjustedSource[] = [];
  readonly #waiting: Map<string, { sensor: string; channel: string }>;
  readonly #base: Pick<AdjustProgress, 'site' | 'zone' | 'adjustId' | 'to'>;
  readonly #tell: (progress: AdjustProgress) => void;

  constructor(zone: ZoneConfig, adjustId: string, to: number, tell: (progress: AdjustProgress) => void) {
    this.#base = { site: zone.site, zone: zone.id, adjustId, to };
    this.#tell = tell;
    this.#waiting = new Map(
      zone.sources.map((source) => [sourceKey(source), { sensor: source.sensor, channel: source.channel }]),
    );
    this.#send();
  }

  settle(source: AdjustedSource): void {
    this.#settled.push(source);
    this.#waiting.delete(sourceKey(source));
    this.#send();
  }

  finish(result: AdjustResult): void {
    this.#send(result);
  }

  #send(result?: AdjustResult): void {
    this.#tell({
      ...this.#base,
      sources: [...this.#settled],
      waiting: [...this.#waiting.values()],
      ...(result === undefined ? {} : { result }),
    });
  }
}
