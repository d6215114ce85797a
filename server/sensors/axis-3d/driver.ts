import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { OccupancyControl, SensorDriver, SensorFamily, Want } from '../driver.ts';
import { pathPrefixOf } from '../parse/path-prefix.ts';
import { mainChannel, type Snapshot } from '../reading.ts';
import { Axis3dClient } from './client.ts';
import { snapshotOf } from './readings.ts';
import { meaningOf1200, type Occupancy } from './schema.ts';

/** Reads `/a3dpc/api/occupancy`, whose one answer gives the level and the count. */
class Axis3dDriver implements SensorDriver {
  readonly occupancyControl: OccupancyControl;
  readonly #client: Axis3dClient;

  constructor(client: Axis3dClient) {
    this.#client = client;
    this.occupancyControl = {
      canSet: (channel) => channel === mainChannel,
      set: (_channel, occupancy, signal) => client.adjustOccupancy(occupancy, signal),
    };
  }

  async read(wants: readonly Want[], signal: AbortSignal): Promise<Result<Snapshot, SensorError>> {
    const answer = await this.#client.occupancy(signal);
    if (!answer.ok) return fail(whyUnreadable(answer.error));
    const missing = wants.some((want) => want.use === 'count') ? missingTotal(answer.value) : undefined;
    return missing === undefined ? ok(snapshotOf(answer.value)) : fail(missing);
  }

  async close(): Promise<void> {}
}

function whyUnreadable(error: SensorError): SensorError {
  const isOff =
    error.kind === 'device' && error.code === 1200 && meaningOf1200(error.message) === 'occupancy-off';
  return isOff ? { kind: 'switched-off', feature: 'occupancy' } : error;
}

/** The totals may be missing from a level, but not where they are what is wanted. */
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
  create: (config, { http }) => new Axis3dDriver(new Axis3dClient(http, pathPrefixOf(config.url))),
};
