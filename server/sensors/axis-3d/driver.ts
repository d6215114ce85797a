import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { DeviceAccess } from '../device-access.ts';
import type { HistorySource, OccupancyControl, SensorDriver, SensorFamily, Want } from '../driver.ts';
import { asSensorResult } from '../parse/parameters.ts';
import { pathPrefixOf } from '../parse/values.ts';
import { mainChannel, type Snapshot } from '../reading.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import { Axis3dClient } from './api/client.ts';
import { Axis3dDevice, recognise } from './device.ts';
import { axis3dHistory } from './history.ts';
import { parsePush } from './push.ts';
import { snapshotOf } from './readings.ts';
import { isOccupancyOff, type Occupancy } from './schema.ts';

/** Reads `/a3dpc/api/occupancy`, whose single answer contains both level and count. */
class Axis3dDriver implements SensorDriver {
  readonly occupancyControl: OccupancyControl;
  readonly history: HistorySource;
  readonly device: DeviceAccess;
  readonly #client: Axis3dClient;

  constructor(client: Axis3dClient, timezone: string) {
    this.#client = client;
    this.device = new Axis3dDevice(client);
    this.history = axis3dHistory(client, timezone);
    this.occupancyControl = {
      canSet: (channel) => channel === mainChannel,
      set: async (_channel, occupancy, signal) =>
        asSensorResult(await client.adjustOccupancy(occupancy, signal)),
    };
  }

  async read(wants: readonly Want[], signal: AbortSignal): SensorAnswer<Snapshot> {
    const answer = await this.#client.occupancy(signal);
    if (!answer.ok) return fail(whyUnreadable(answer.error));
    const missing = wants.some((want) => want.use === 'count') ? missingTotal(answer.value) : undefined;
    return missing === undefined ? ok(snapshotOf(answer.value)) : fail(missing);
  }
}

function whyUnreadable(error: SensorError): SensorError {
  const isOff = error.kind === 'device' && isOccupancyOff(error);
  return isOff ? { kind: 'switched-off', feature: 'occupancy' } : error;
}

/** The totals may be missing in a level, but not if they are required. */
function missingTotal(answer: Occupancy): SensorError | undefined {
  const field = answer.total_in == null ? 'total_in' : answer.total_out == null ? 'total_out' : undefined;
  return field && { kind: 'invalid', field, expected: 'a whole number of 0 or more', found: 'nothing' };
}

/** AXIS P8815-2 3D People Counter. */
export const axis3d: SensorFamily = {
  id: 'axis-3d',
  label: 'AXIS P8815-2 3D People Counter',
  optionsSchema: z.object({}),
  signIn: { kind: 'challenge' },
  defaultPollMs: 1000,
  channels: 'main',
  gives: new Set(['count', 'level'] as const),
  create: (config, { http, timezone }) =>
    new Axis3dDriver(new Axis3dClient(http, pathPrefixOf(config.url), timezone), timezone),
  parsePush,
  recognise,
};
