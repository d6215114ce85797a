import { randomUUID } from 'node:crypto';
import { groupBy } from 'es-toolkit';
import type { Calibration } from '#lib/contract/calibration.ts';
import { type Path, pathOf, siteOf } from '#lib/contract/path.ts';
import type { Clock } from '#server/clock.ts';
import { type Closing, type Factors, type Flow, type Learnt, learn } from '#server/engine/calibration.ts';
import { passagesOf } from '#server/engine/ledger-state.ts';
import type { SiteCalendar } from '#server/engine/site-calendar.ts';
import type { SiteConfig, ZoneConfig } from '#server/platform/config/configuration.ts';
import { Rounds } from '#server/platform/rounds.ts';
import type { Pipeline } from '#server/site/pipeline.ts';
import type { Zone } from '#server/site/zone.ts';
import type { ZoneControl } from '#server/site/zone-control.ts';
import { sourceKey } from '#server/site/zone-sources.ts';
import type { ClosingRow, ClosingStore } from './closing-store.ts';

export interface CalibrationParts {
  readonly store: Pick<ClosingStore, 'load' | 'save'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly pipeline: Pick<Pipeline, 'zone' | 'adjust'>;
  readonly control: Pick<ZoneControl, 'adjust' | 'correct'>;
  sites(): readonly SiteConfig[];
  calendar(site: SiteConfig): SiteCalendar;
  onError(error: unknown, zone: Path): void;
}

const everyMs = 30_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A zone that is closed and that nobody has passed for this long is empty. */
const usualQuietMs = 30 * 60_000;
/** The hours after midnight belong to the evening before. */
const eveningMs = 3 * hourMs;
/** Weeks with holidays, and a sensor that was away, leave enough of them. */
const lookBackMs = 120 * dayMs;
/** A new result is applied when a factor differs by at least this much. */
const minChange = 0.002;

interface Known {
  readonly config: ZoneConfig;
  readonly rows: readonly ClosingRow[];
  readonly learnt: Learnt;
}

/**
 * Watches zones after closing: remembers what their sources had counted when nobody was inside, learns from that how
 * much each misses, and sets zones to 0 where they are to be. What it learns it suggests, or applies where it may.
 */
export class CalibrationMonitor {
  readonly #parts: CalibrationParts;
  readonly #known = new Map<Path, Known>();
  /** Since when each site is seen to be closed (epoch ms). */
  readonly #closedMs = new Map<string, number>();
  readonly #rounds = new Rounds(() => this.checkAll(), everyMs);

  constructor(parts: CalibrationParts) {
    this.#parts = parts;
  }

  start(): void {
    void this.#rounds.run();
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** The site continues on another sidecar, which learns from its next closings. */
  release(site: string): void {
    for (const path of this.#known.keys()) if (siteOf(path) === site) this.#known.delete(path);
    this.#closedMs.delete(site);
  }

  /** Checks every zone once. Never throws. */
  async checkAll(): Promise<void> {
    for (const site of this.#parts.sites()) {
      const calendar = this.#parts.calendar(site);
      const nowMs = this.#parts.clock.now();
      if (calendar.isOpenAt(nowMs)) this.#closedMs.delete(site.id);
      else if (!this.#closedMs.has(site.id)) this.#closedMs.set(site.id, nowMs);
      for (const config of site.zones) {
        const zone = this.#parts.pipeline.zone(pathOf(site.id, config.id));
        if (zone === undefined) continue;
        try {
          const known = await this.#knownOf(zone, calendar);
          await this.#afterClosing(zone, calendar, known);
          await this.#follow(zone, (await this.#knownOf(zone, calendar)).learnt);
        } catch (error) {
          this.#parts.onError(error, zone.path);
        }
      }
    }
  }

  /** What was learnt about a zone, as it is shown to people. */
  async of(zone: Zone, site: SiteConfig): Promise<Calibration> {
    const calendar = this.#parts.calendar(site);
    const { learnt } = await this.#knownOf(zone, calendar);
    const counts = zone.config.sources.filter((source) => zone.isCounting(sourceKey(source)));
    const { mean } = learnt;
    return {
      mode: zone.config.calibration ?? 'suggest',
      advice: calendar.isAlwaysOpen
        ? 'no-closings'
        : counts.length === 0 && learnt.days === 0
          ? 'levels'
          : learnt.advice,
      days: learnt.days,
      misses: learnt.misses.map(({ key, kind, side, share, within }) => ({
        ...placeOf(key),
        kind,
        side,
        of100: rounded(share * 100),
        within: rounded(within * 100),
      })),
      closings: learnt.errors.map((error) => ({
        day: error.day,
        without: rounded(error.without),
        ...(error.with === undefined ? {} : { with: rounded(error.with) }),
      })),
      ...(mean === undefined ? {} : { mean: { without: rounded(mean.without), with: rounded(mean.with) } }),
      applied: zone.factors === undefined ? null : appliedOf(zone.factors),
    };
  }

  /** What would be applied now; undefined where nothing would help. */
  async suggestionOf(zone: Zone, site: SiteConfig): Promise<Factors | undefined> {
    const { learnt } = await this.#knownOf(zone, this.#parts.calendar(site));
    return learnt.advice === 'correct' ? learnt.factors : undefined;
  }

  async #knownOf(zone: Zone, calendar: SiteCalendar): Promise<Known> {
    const known = this.#known.get(zone.path);
    if (known?.config === zone.config) return known;
    const { site, id } = zone.config;
    const rows =
      known?.rows ?? (await this.#parts.store.load(site, id, this.#parts.clock.now() - lookBackMs));
    return this.#learn(zone, calendar, rows);
  }

  #learn(zone: Zone, calendar: SiteCalendar, rows: readonly ClosingRow[], before?: Learnt): Known {
    const learnt = learn(
      closingsOf(rows, zone.config, (day) => calendar.kindOf(day)),
      before,
    );
    const known = { config: zone.config, rows, learnt };
    this.#known.set(zone.path, known);
    return known;
  }

  /** The store is closed, and nobody passed for long enough: nobody is inside. */
  async #afterClosing(zone: Zone, calendar: SiteCalendar, { rows, learnt }: Known): Promise<void> {
    const { zeroAfterMs, site, id } = zone.config;
    const nowMs = this.#parts.clock.now();
    const closedMs = this.#closedMs.get(site);
    const quietMs = zeroAfterMs ?? usualQuietMs;
    if (closedMs === undefined || !zone.isTrusted) return;
    if (nowMs - Math.max(closedMs, zone.passedMs) < quietMs) return;
    const lastMs = rows.at(-1)?.at_ms;
    if (lastMs === undefined || calendar.nextChangeAfter(lastMs) <= nowMs) {
      const day = calendar.dayAt(closedMs - eveningMs);
      const closing = Object.entries(zone.ledger.sources).flatMap(([source, state]): ClosingRow[] => {
        if (state.kind !== 'count') return [];
        const sum = state.sum ?? { in: 0, out: 0 };
        return [{ site, zone: id, day, source, at_ms: nowMs, sum_in: sum.in, sum_out: sum.out }];
      });
      await this.#parts.store.save(closing);
      const kept = rows.filter(({ at_ms }) => at_ms > nowMs - lookBackMs);
      this.#learn(zone, calendar, [...kept, ...closing], learnt);
    }
    if (zeroAfterMs === undefined) return;
    if (zone.occupancy > 0) {
      const note = `zeroAfter: ${Math.round(zeroAfterMs / 60_000)}m`;
      await this.#parts.control.adjust(zone, {
        to: 0,
        who: 'schedule',
        action: 'reset',
        note,
      });
    } else if (passagesOf(zone.ledger) > 0) {
      // The number is right already; from here on it is known to be.
      await this.#parts.pipeline.adjust(zone.path, {
        id: randomUUID(),
        to: 0,
        targets: new Map(),
        atMs: nowMs,
      });
    }
  }

  /** The zone is as unsure as was learnt, and corrected where that is left to Doorlight. */
  async #follow(zone: Zone, learnt: Learnt): Promise<void> {
    const mode = zone.config.calibration ?? 'suggest';
    const command = { who: 'schedule' };
    if (mode === 'off' || (mode === 'auto' && learnt.advice === 'no-help')) {
      await this.#parts.control.correct(zone, undefined, command);
    } else if (mode === 'auto' && learnt.advice === 'correct' && isOther(zone.factors, learnt.factors)) {
      await this.#parts.control.correct(zone, learnt.factors, command);
    }
    zone.spread = zone.factors === undefined ? learnt.spread.without : learnt.spread.with;
  }
}

/**
 * What passed between closings, by the factors that are configured. Left out are closings at which a source's sum is
 * not known: it is new, or was counted anew.
 */
export function closingsOf(
  rows: readonly ClosingRow[],
  config: ZoneConfig,
  kindOf: (day: string) => Closing['kind'],
): Closing[] {
  const factors = new Map(config.sources.map((source) => [sourceKey(source), source.factor]));
  const known = rows.filter(({ source }) => factors.has(source));
  const moments = Object.values(groupBy(known, ({ at_ms }) => at_ms));
  const closings: Closing[] = [];
  let before: readonly ClosingRow[] | undefined;
  for (const now of moments) {
    const flows: Record<string, Flow> = {};
    for (const row of now) {
      const earlier = before?.find(({ source }) => source === row.source);
      const factor = factors.get(row.source) ?? { in: 1, out: 1 };
      if (earlier === undefined || row.sum_in < earlier.sum_in || row.sum_out < earlier.sum_out) continue;
      flows[row.source] = {
        in: (row.sum_in - earlier.sum_in) * factor.in,
        out: (row.sum_out - earlier.sum_out) * factor.out,
      };
    }
    const day = now[0]?.day ?? '';
    if (Object.keys(flows).length === now.length && now.length > 0) {
      closings.push({ day, kind: kindOf(day), flows });
    }
    before = now;
  }
  return closings;
}

function isOther(a: Factors | undefined, b: Factors): boolean {
  if (a === undefined) return true;
  return (['workday', 'weekend'] as const).some((kind) =>
    Object.entries(b[kind]).some(([key, factor]) => {
      const applied = a[kind][key] ?? { in: 1, out: 1 };
      return Math.max(Math.abs(applied.in - factor.in), Math.abs(applied.out - factor.out)) > minChange;
    }),
  );
}

function appliedOf(factors: Factors): NonNullable<Calibration['applied']> {
  return (['workday', 'weekend'] as const).flatMap((kind) =>
    Object.entries(factors[kind]).map(([key, factor]) => ({ ...placeOf(key), kind, ...factor })),
  );
}

function placeOf(key: string): { sensor: string; channel: string } {
  const slash = key.indexOf('/');
  return { sensor: key.slice(0, slash), channel: key.slice(slash + 1) };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
