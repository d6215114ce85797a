import type { Hold, HoldRequest } from '#lib/contract/adjust.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { pathOf } from '#lib/contract/path.ts';
import type { Clock } from '#server/clock.ts';
import { ProblemError } from '#server/platform/http/problem.ts';
import type { Zone } from '#server/site/zone.ts';
import type { ZoneKeeper } from '#server/site/zone-engine.ts';

export interface ZoneHoldsParts {
  readonly keeper: Pick<ZoneKeeper, 'hold'>;
  readonly clock: Clock;
  audit(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void>;
}

/** A green light that staff holds without naming an end is released after this time. */
const greenHoldMs = 3_600_000;

/** Fixes and releases the lights of zones, and records who did it. */
export class ZoneHolds {
  readonly #parts: ZoneHoldsParts;

  constructor(parts: ZoneHoldsParts) {
    this.#parts = parts;
  }

  /**
   * Fixes a light.
   *
   * @param by who asks
   * @throws {ProblemError} for an emergency that lets people in, and an end in the past
   */
  async hold(zone: Zone, by: string, request: HoldRequest): Promise<Hold> {
    const { light, until, note, emergency } = request;
    if (emergency !== undefined && light !== 'closed' && light !== 'red') {
      throw new ProblemError(400, `light: ${light} lets people in; an emergency is held at closed or red.`);
    }
    const nowMs = this.#parts.clock.now();
    const endMs = until === undefined ? undefined : Date.parse(until);
    if (endMs !== undefined && endMs <= nowMs) {
      throw new ProblemError(400, `until: ${until} is in the past; expected a time still to come.`, {
        code: 'past',
      });
    }
    const end = endMs ?? (light === 'green' ? nowMs + greenHoldMs : undefined);
    const held: Hold = {
      light,
      by,
      since: new Date(nowMs).toISOString(),
      ...(end === undefined ? {} : { until: new Date(end).toISOString() }),
      ...(note === undefined ? {} : { note }),
      ...(emergency === undefined ? {} : { emergency }),
    };
    const { site, id } = zone.config;
    const before = zone.hold?.light;
    await this.#parts.keeper.hold(pathOf(site, id), held);
    await this.#parts.audit({
      who: by,
      action: 'hold',
      site,
      zone: id,
      to: emergency ?? light,
      result: 'done',
      ...(before === undefined ? {} : { from: before }),
      ...(note === undefined ? {} : { note }),
    });
    return held;
  }

  /** Lets the light follow the count again; nothing happens where it is not held. */
  async release(zone: Zone, who: string): Promise<void> {
    const { site, id } = zone.config;
    const from = zone.hold?.light;
    if (from === undefined) return;
    await this.#parts.keeper.hold(pathOf(site, id), undefined);
    await this.#parts.audit({ who, action: 'release', site, zone: id, from, result: 'done' });
  }
}
