import { z } from 'zod';
import { ok } from '#lib/result.ts';
import type { DeviceAccess } from '../device-access.ts';
import type { HistorySource, SensorDriver, SensorFamily, Want } from '../driver.ts';
import { pathPrefixOf } from '../parse/values.ts';
import type { Snapshot } from '../reading.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import { AxisStereoClient } from './api/client.ts';
import { AxisStereoDevice, recognise } from './device.ts';
import { axisStereoHistory } from './history.ts';
import { snapshotOf } from './readings.ts';

/**
 * Reads `counts.json`. The device has no occupancy, and nothing can be set on it: an adjust is made in
 * software.
 */
class AxisStereoDriver implements SensorDriver {
  readonly history: HistorySource;
  readonly device: DeviceAccess;
  readonly #client: AxisStereoClient;

  constructor(client: AxisStereoClient, timezone: string) {
    this.#client = client;
    this.device = new AxisStereoDevice(client);
    this.history = axisStereoHistory(client, timezone);
  }

  async read(_wants: readonly Want[], signal: AbortSignal): SensorAnswer<Snapshot> {
    const counts = await this.#client.counts(signal);
    return counts.ok ? ok(snapshotOf(counts.value)) : counts;
  }
}

/** AXIS 3D People Counter in its old version: the application on stereo cameras before the P8815-2. */
export const axisStereo: SensorFamily = {
  id: 'axis-stereo',
  label: 'AXIS 3D People Counter (stereo)',
  optionsSchema: z.object({}),
  signIn: { kind: 'challenge' },
  defaultPollMs: 1000,
  channels: 'main',
  gives: new Set(['count']),
  create: ({ url }, { http, timezone }) =>
    new AxisStereoDriver(new AxisStereoClient(http, pathPrefixOf(url), timezone), timezone),
  recognise,
};
