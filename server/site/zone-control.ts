import { randomUUID } from 'node:crypto';
import type { AdjustedSource, AdjustProgress, AdjustResult, Hold } from '#lib/contract/adjust.ts';
import type { SetCapacity } from '#lib/contract/capacity.ts';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { NotSavedError } from '#server/platform/database/storage-error.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import type { Clock } from '../clock.ts';
import { planAdjust } from '../engine/adjust-plan.ts';
import { type Factors, printFactors } from '../engine/calibration.ts';
import type { SourceConfig, ZoneConfig } from '../platform/config/configuration.ts';
import type { NewAuditEntry } from './audit-queue.ts';
import { isUncertain, resultOf } from './control-result.ts';
import type { Pipeline } from './pipeline.ts';
import type { Zone } from './zone.ts';
import { correcting, settingCapacity } from './zone-memory.ts';
import { sourceKey } from './zone-sources.ts';

/** The part of a device that commands need. */
export interface Settable {
  canSet(channel: string): boolean;
  setOccupancy(channel: string, occupancy: number): SensorAnswer<void>;
}

export interface ZoneControlParts {
  readonly pipeline: Pipeline;
  /** The running sensor at a path; undefined where there is none. */
  sensor(path: Path): Settable | undefined;
  /** Whether another zone uses the same channel as a level: setting it would change that zone as well. */
  isShared(zone: ZoneConfig, source: SourceConfig): boolean;
  /** Writes the result of a command into the audit log, later if that is not possible now. */
  audit(entry: NewAuditEntry): Promise<void>;
  /** A readable text for a device's error. */
  wordsFor(error: SensorError): string;
  onProgress(progress: AdjustProgress): void;
  readonly clock: Clock;
}

/** An adjust as a user or schedule requests it. */
export interface AdjustCommand {
  readonly to: number;
  readonly who: string;
  readonly action: 'adjust' | 'reset';
  readonly note?: string;
  /** Time limit for saving, milliseconds. */
  readonly withinMs?: number;
}

/** A hold or release as a user requests it. */
export interface HoldCommand {
  readonly who: string;
  /** Time limit for saving, milliseconds. */
  readonly withinMs?: number;
}

/** How long a device may take to show a number that was set. */
const readBackWithinMs = 10_000;

/**
 * Carries out commands. A command that cannot be saved changes nothing, and is logged as failed. An adjusted
 * number is shown once it is saved; then every device that can be set is set and read back.
 */
export class ZoneControl {
  readonly #parts: ZoneControlParts;

  constructor(parts: ZoneControlParts) {
    this.#parts = parts;
  }

  /**
   * Sets a zone to a number of people. Resolves when every device has settled, after about ten seconds at most;
   * progress is reported meanwhile.
   *
   * @throws {NotSavedError} when the new number cannot be saved: nothing was shown, and no device was changed
   */
  async adjust(zone: Zone, request: AdjustCommand): Promise<AdjustResult> {
    const { pipeline, clock, audit } = this.#parts;
    const { config, path } = zone;
    const adjustId = randomUUID();
    const counted = zone.countedFor(request.to, clock.now());
    const targets = planAdjust(
      counted,
      config.sources.map((source) => ({
        key: sourceKey(source),
        level: zone.levelOf(sourceKey(source)),
        canSet: this.#canSet(zone, source),
      })),
    );
    const command = {
      who: request.who,
      action: request.action,
      site: config.site,
      zone: config.id,
      to: String(request.to),
      ...(request.note === undefined ? {} : { note: request.note }),
    } as const;
    const countedBefore = await pipeline
      .adjust(path, { id: adjustId, to: counted, targets, atMs: clock.now() }, request.withinMs)
      .catch((cause: unknown) => {
        if (!(cause instanceof NotSavedError)) throw cause;
        void audit({ ...command, from: String(zone.shownOf(zone.occupancy)), result: 'failed' });
        throw cause;
      });
    const from = zone.shownOf(countedBefore);
    const progress = new Progress(config, adjustId, request.to, this.#parts.onProgress);
    const sources = await Promise.all(
      config.sources.map(async (source) => {
        const target = targets.get(sourceKey(source));
        const settled =
          target === undefined
            ? answered(source, { outcome: 'software' })
            : await this.#report(zone, source, target, adjustId);
        progress.settle(settled);
        return settled;
      }),
    );
    const result: AdjustResult = { result: resultOf(sources), from, to: request.to, sources };
    const isSuperseded = sources.some(({ reason }) => reason === 'superseded');
    await audit({
      ...command,
      from: String(from),
      result: isSuperseded ? 'superseded' : result.result,
      sources,
    });
    // After the log entry: a client that learns of the end reads the log.
    progress.finish(result);
    return result;
  }

  /**
   * Fixes a zone's light.
   *
   * @throws {NotSavedError} when it cannot be saved: nothing was changed
   */
  async hold(zone: Zone, hold: Hold, request: HoldCommand): Promise<void> {
    const { light, note, emergency } = hold;
    await this.#setHold(zone, hold, request, {
      action: 'hold',
      to: emergency ?? light,
      ...(note === undefined ? {} : { note }),
    });
  }

  /**
   * Releases a hold: the zone's light follows the count again.
   *
   * @throws {NotSavedError} when it cannot be saved: nothing was changed
   */
  async release(zone: Zone, request: HoldCommand): Promise<void> {
    if (zone.hold !== undefined) await this.#setHold(zone, undefined, request, { action: 'release' });
  }

  async #setHold(
    zone: Zone,
    hold: Hold | undefined,
    { who, withinMs }: HoldCommand,
    about: Pick<NewAuditEntry, 'action' | 'to' | 'note'>,
  ): Promise<void> {
    const { site, id } = zone.config;
    const entry = (before: Hold | undefined, result: 'done' | 'failed'): NewAuditEntry => ({
      ...about,
      who,
      site,
      zone: id,
      result,
      ...(before === undefined ? {} : { from: before.light }),
    });
    const before = await this.#parts.pipeline.hold(zone.path, hold, withinMs).catch((cause: unknown) => {
      if (cause instanceof NotSavedError) void this.#parts.audit(entry(zone.hold, 'failed'));
      throw cause;
    });
    await this.#parts.audit(entry(before, 'done'));
  }

  /**
   * Sets a zone's capacity for now, or goes back to the configured one (undefined).
   *
   * @throws {NotSavedError} when it cannot be saved: nothing was changed
   */
  async setCapacity(zone: Zone, set: SetCapacity | undefined, { who, withinMs }: HoldCommand): Promise<void> {
    if (set === undefined && zone.setCapacity === undefined) return;
    const { site, id, capacity } = zone.config;
    const entry = (before: SetCapacity | undefined, result: 'done' | 'failed'): NewAuditEntry => ({
      action: set === undefined ? 'end-capacity' : 'set-capacity',
      who,
      site,
      zone: id,
      from: String(before?.capacity ?? capacity),
      ...(set === undefined ? {} : { to: String(set.capacity) }),
      ...(set?.note === undefined ? {} : { note: set.note }),
      result,
    });
    const change = this.#parts.pipeline.change(zone.path, settingCapacity(set), withinMs);
    const before = await change.catch((cause: unknown) => {
      if (cause instanceof NotSavedError) void this.#parts.audit(entry(zone.setCapacity, 'failed'));
      throw cause;
    });
    await this.#parts.audit(entry(before.capacity, 'done'));
  }

  /**
   * Corrects what a zone's sources count from now on by factors that were learnt; undefined: no more, and what was
   * corrected since the number was last set is taken back.
   *
   * @throws {NotSavedError} when it cannot be saved: nothing was changed
   */
  async correct(zone: Zone, factors: Factors | undefined, { who, withinMs }: HoldCommand): Promise<void> {
    if (factors === undefined && zone.factors === undefined) return;
    const { site, id } = zone.config;
    const from = printFactors(zone.factors);
    const entry = (result: 'done' | 'failed'): NewAuditEntry => ({
      action: factors === undefined ? 'take-back' : 'calibrate',
      who,
      site,
      zone: id,
      ...(from === undefined ? {} : { from }),
      ...(factors === undefined ? {} : { to: printFactors(factors) ?? '1' }),
      result,
    });
    const change = correcting(factors, (key) => zone.isFactored(key));
    await this.#parts.pipeline.change(zone.path, change, withinMs).catch((cause: unknown) => {
      if (cause instanceof NotSavedError) void this.#parts.audit(entry('failed'));
      throw cause;
    });
    await this.#parts.audit(entry('done'));
  }

  #canSet(zone: Zone, source: SourceConfig): boolean {
    if (source.use === 'count' || zone.isCounting(sourceKey(source))) return false;
    const sensor = this.#parts.sensor(pathOf(zone.config.site, source.sensor));
    return sensor?.canSet(source.channel) === true && !this.#parts.isShared(zone.config, source);
  }

  async #report(zone: Zone, source: SourceConfig, target: number, adjustId: string): Promise<AdjustedSource> {
    const { pipeline, wordsFor } = this.#parts;
    const path = pathOf(zone.config.site, zone.config.id);
    const key = sourceKey(source);
    const sensor = this.#parts.sensor(pathOf(zone.config.site, source.sensor));
    if (sensor === undefined) return answered(source, { outcome: 'software' });
    const reported = await sensor.setOccupancy(source.channel, target);
    if (!reported.ok) {
      const { error } = reported;
      const code = error.kind === 'device' ? { code: error.code } : {};
      const words = { message: wordsFor(error), error, ...code };
      if (isUncertain(error)) return answered(source, { outcome: 'unreachable', ...words });
      pipeline.refuse(path, key, adjustId);
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

  /** Waits until the readings show the new level, a newer adjust replaces this one, or the time is over. */
  #readBack(zone: Zone, path: Path, key: string, adjustId: string): Promise<ReturnType<Zone['pendingOf']>> {
    return new Promise((resolve) => {
      const state = () => zone.pendingOf(key, adjustId);
      const finish = () => {
        clearTimeout(timer);
        stopWatching();
        resolve(state());
      };
      const timer = setTimeout(finish, readBackWithinMs);
      const stopWatching = this.#parts.pipeline.watch((changed) => {
        if (changed === path && state() !== 'waiting') finish();
      });
      if (state() !== 'waiting') finish();
    });
  }
}

const supersededMessage = 'A later change to the same zone took its place.';
const notYetVisibleMessage = 'The sensor accepted the new number but does not show it yet.';

function answered(source: SourceConfig, answer: Omit<AdjustedSource, 'sensor' | 'channel'>): AdjustedSource {
  return { sensor: source.sensor, channel: source.channel, ...answer };
}

/** Reports the progress of an adjust to the consoles. */
class Progress {
  readonly #settled: AdjustedSource[] = [];
  readonly #waiting: Map<string, { sensor: string; channel: string }>;
  readonly #base: Pick<AdjustProgress, 'site' | 'zone' | 'adjustId' | 'to'>;
  readonly #report: (progress: AdjustProgress) => void;

  constructor(zone: ZoneConfig, adjustId: string, to: number, report: (progress: AdjustProgress) => void) {
    this.#base = { site: zone.site, zone: zone.id, adjustId, to };
    this.#report = report;
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
    this.#report({
      ...this.#base,
      sources: [...this.#settled],
      waiting: [...this.#waiting.values()],
      ...(result === undefined ? {} : { result }),
    });
  }
}
