import type { DeviceFact, ExportOffer, ExportResolution } from '#lib/contract/device.ts';
import { ok } from '#lib/result.ts';
import {
  type ActionAccess,
  type ActionMeans,
  type DeviceAccess,
  type DeviceAnswer,
  type Done,
  type ExportAccess,
  type ExportRequest,
  rejectParameter,
} from '#server/sensors/device-access.ts';
import type { DeviceFile } from '#server/sensors/http/device-file.ts';
import { daysBetween, periodOfDays } from '#server/sensors/parse/days.ts';
import type { Snapshot } from '#server/sensors/reading.ts';
import { rowsFile } from '#server/sensors/rows-file.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import type { HistoryBin } from '../history.ts';
import type { V5Client } from './client.ts';

const minutesOf: Partial<Record<ExportResolution, number>> = { '1m': 1, '15m': 15, '1h': 60, '1d': 1440 };

/** A day of minutes is one request; more in a row would keep the sensor busy for long. */
const offers: readonly ExportOffer[] = [
  { subject: 'counts', formats: ['csv', 'json'], resolutions: ['1m', '15m', '1h', '1d'], mostDays: 31 },
];

export interface V5DeviceParts {
  readonly client: V5Client;
  /** Resets the counters of one line; returns their last values. */
  resetLine(channel: string, signal: AbortSignal): SensorAnswer<Snapshot>;
  /** The known lines of the sensor, by their channel. */
  lines(): ReadonlySet<string>;
  /** IANA zone of the site, whose days are exported. */
  readonly timezone: string;
}

/** What staff can read from and do with a Xovis sensor. */
export class V5Device implements DeviceAccess {
  readonly exports: ExportAccess;
  readonly actions: ActionAccess;
  readonly #parts: V5DeviceParts;

  constructor(parts: V5DeviceParts) {
    this.#parts = parts;
    this.exports = { offers, fetch: (request, signal) => this.#export(request, signal) };
    this.actions = {
      offers: () => [{ id: 'reset-counters', isDestructive: false, channels: [...parts.lines()] }],
      run: ({ id, channel }, by) => {
        if (id !== 'reset-counters')
          return Promise.resolve(rejectParameter('action', ['reset-counters'], id));
        return channel === undefined ? this.#resetAll(by) : this.#resetOne(channel, by);
      },
    };
  }

  /** The device, and every number it stores. */
  async facts(signal: AbortSignal): DeviceAnswer<readonly DeviceFact[]> {
    const { client } = this.#parts;
    const info = await client.deviceInfo(signal);
    if (!info.ok) return info;
    const counts = await client.liveCounts(signal);
    if (!counts.ok) return counts;
    const { model, serial, firmware } = info.value;
    return ok([
      ...factOf('model', model),
      ...factOf('serial', serial),
      ...factOf('firmware', firmware),
      ...counts.value.map(
        ({ id, logicId, name, value }): DeviceFact => ({
          name: 'counter',
          subject: [logicId, name ?? id].filter((part) => part !== undefined).join(' '),
          value: String(value),
        }),
      ),
    ]);
  }

  /** Day by day, so that polls can run in between. */
  async #export(
    { subject, format, resolution, from, to }: ExportRequest,
    signal: AbortSignal,
  ): DeviceAnswer<DeviceFile> {
    const resolutionMin = minutesOf[resolution];
    if (subject !== 'counts') return rejectParameter('subject', ['counts'], subject);
    if (format !== 'csv' && format !== 'json') return rejectParameter('format', ['csv', 'json'], format);
    if (resolutionMin === undefined) return rejectParameter('resolution', Object.keys(minutesOf), resolution);
    const { client, timezone } = this.#parts;
    const rows: ReturnType<typeof rowOf>[] = [];
    for (const day of daysBetween(from, to)) {
      const bins = await client.history({ ...periodOfDays(day, day, timezone), resolutionMin }, signal);
      if (!bins.ok) return bins;
      rows.push(...bins.value.map(rowOf));
    }
    const columns = ['from', 'to', 'channel', 'in', 'out', 'occupancy'] as const;
    return ok(rowsFile(`counts-${from}-${to}`, format, columns, rows));
  }

  async #resetOne(channel: string, { signal }: ActionMeans): DeviceAnswer<Done> {
    const before = await this.#parts.resetLine(channel, signal);
    return before.ok ? ok({ before: before.value, restarted: new Set([channel]) }) : before;
  }

  async #resetAll({ signal, read }: ActionMeans): DeviceAnswer<Done> {
    const before = await read();
    if (!before.ok) return before;
    const done = await this.#parts.client.resetCounts(signal);
    return done.ok ? ok({ before: before.value, restarted: this.#parts.lines() }) : done;
  }
}

function factOf(name: DeviceFact['name'], value: string | undefined): DeviceFact[] {
  return value === undefined || value === '' ? [] : [{ name, value }];
}

function rowOf(bin: HistoryBin) {
  return {
    from: new Date(bin.fromMs).toISOString(),
    to: new Date(bin.toMs).toISOString(),
    channel: bin.channel,
    in: 'in' in bin ? bin.in : undefined,
    out: 'out' in bin ? bin.out : undefined,
    occupancy: bin.occupancy,
  };
}
