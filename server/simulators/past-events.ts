import { DateTime } from 'luxon';
import type { Alert } from '#lib/contract/alert.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { ClosingRow } from '../features/calibration/closing-store.ts';
import { type Incident, type PastDay, type PastZone, pastDay } from './past-day.ts';

export interface PastEntry {
  readonly entry: Omit<AuditEntry, 'id' | 'at'>;
  readonly atMs: number;
}

const closingDays = 60;
/** Of 100 people who leave, the doors of the branches miss so many at present. */
const missedAtPresent = 0.02;
const hourMs = 3_600_000;

/** What happened so many days ago, at an hour of the day, for so many hours. */
const happened = [
  { zone: 'demo/store', sensor: 'door-b', kind: 'silent', daysAgo: 131, at: 10.5, hours: 4.5 },
  { zone: 'demo/store', sensor: 'door-b', kind: 'silent', daysAgo: 38, at: 14, hours: 2.25 },
  { zone: 'demo/cafe', sensor: 'hall', kind: 'filled', daysAgo: 76, at: 9, hours: 6 },
  { zone: 'lakeside/market', sensor: 'gate', kind: 'silent', daysAgo: 19, at: 11, hours: 3 },
  { zone: 'station/shop', sensor: 'entry', kind: 'drift', daysAgo: 86, at: 6, hours: 14 * 24 },
] as const;

/** During the drift staff counted by hand, and a correction ended it, so many days ago. */
const countedByHand = [79, 75];
const correctedDaysAgo = 72;
const takenBackDaysAgo = 65;

/** The past of one zone, as seen from a moment. */
export class ZonePast {
  readonly zone: PastZone;
  readonly #untilMs: number;
  readonly #incidents: readonly (Incident & { readonly sensor: string })[];

  constructor(zone: PastZone, untilMs: number) {
    this.zone = zone;
    this.#untilMs = untilMs;
    this.#incidents = happened
      .filter((each) => each.zone === `${zone.site}/${zone.id}`)
      .map(({ sensor, kind, daysAgo, at, hours }) => {
        const fromMs = this.#moment(daysAgo, at);
        return { sensor, kind, fromMs, toMs: fromMs + hours * hourMs };
      });
  }

  /** Days, oldest first; the one `untilDaysAgo` is the first. */
  days(fromDaysAgo: number, untilDaysAgo: number): (PastDay & { readonly date: string })[] {
    const today = this.#today();
    return Array.from({ length: untilDaysAgo - fromDaysAgo }, (_, at) => {
      const date = today.minus({ days: untilDaysAgo - 1 - at }).toFormat('yyyy-MM-dd');
      return { date, ...pastDay(this.zone, date, this.#untilMs, this.#incidents) };
    });
  }

  /** The audit log of a drift: each night what was left over was set to 0, until a correction ended it. */
  audit(): PastEntry[] {
    const drift = this.#incidents.find(({ kind }) => kind === 'drift');
    if (drift === undefined) return [];
    const about = { site: this.zone.site, zone: this.zone.id, result: 'done' as const };
    const daysAgo = Math.ceil((this.#today().toMillis() - drift.fromMs) / (24 * hourMs)) + 1;
    const resets = this.days(correctedDaysAgo, daysAgo).flatMap(({ leftOver }): PastEntry[] => {
      if (leftOver === undefined) return [];
      const { people, atMs } = leftOver;
      return [{ entry: { ...about, who: 'schedule', action: 'reset', from: String(people), to: '0' }, atMs }];
    });
    const counted = countedByHand.map(
      (days): PastEntry => ({
        entry: { ...about, who: 'mia', action: 'adjust', from: '31', to: '24', note: 'counted by hand' },
        atMs: this.#moment(days, 16),
      }),
    );
    const factor = `${drift.sensor}/main out ×1.04`;
    const corrected: PastEntry = {
      entry: { ...about, who: 'mia', action: 'calibrate', to: factor },
      atMs: this.#moment(correctedDaysAgo, 8),
    };
    const takenBack: PastEntry = {
      entry: { ...about, who: 'mia', action: 'take-back', from: factor, note: 'the sensor was adjusted' },
      atMs: this.#moment(takenBackDaysAgo, 8),
    };
    return [...resets, ...counted, corrected, takenBack];
  }

  /** The alerts of its incidents, closed again. */
  alerts(): Alert[] {
    const { site, id: zone, name } = this.zone;
    return this.#incidents.map(({ sensor, kind, fromMs, toMs }) => ({
      id: `past-${site}-${sensor}-${fromMs}`,
      site,
      ...(kind === 'drift'
        ? { kind, subject: zone, name, facts: { drift: 21 } }
        : {
            kind: 'sensor',
            subject: sensor,
            name: sensor,
            facts: { condition: 'unreachable', error: { kind: 'unreachable', detail: 'ECONNREFUSED' } },
          }),
      openedAt: new Date(fromMs + hourMs / 12).toISOString(),
      closedAt: new Date(toMs).toISOString(),
    }));
  }

  /** What the only door of a zone had counted at each closing. */
  closings(source: string): ClosingRow[] {
    const { site, id: zone, timezone } = this.zone;
    const sum = { in: 0, out: 0 };
    return this.days(1, closingDays).flatMap(({ date, passed }, at): ClosingRow[] => {
      if (passed.in === 0) return [];
      sum.in += passed.in;
      sum.out += Math.round(passed.out * (1 - missedAtPresent * (0.7 + (at % 4) * 0.2)));
      const atMs = DateTime.fromISO(date, { zone: timezone }).plus({ hours: 23 }).toMillis();
      return [{ ...{ site, zone, day: date, source, at_ms: atMs }, sum_in: sum.in, sum_out: sum.out }];
    });
  }

  #today(): DateTime {
    return DateTime.fromMillis(this.#untilMs, { zone: this.zone.timezone }).startOf('day');
  }

  /** Epoch ms. */
  #moment(daysAgo: number, hour: number): number {
    return this.#today().minus({ days: daysAgo }).plus({ hours: hour }).toMillis();
  }
}
