import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { DeviceAccess } from '../device-access.ts';
import type { HistorySource, OccupancyControl, SensorDriver, SensorFamily, Want } from '../driver.ts';
import { asSensorResult } from '../parse/parameters.ts';
import { pathPrefixOf } from '../parse/values.ts';
import { mainChannel, type Snapshot } from '../reading.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import { AxisPeopleCounterClient, occupancyOff } from './api/client.ts';
import { AxisPeopleCounterDevice, recognise } from './device.ts';
import { axisPeopleCounterHistory } from './history.ts';
import { snapshotOf } from './readings.ts';
import type { LiveOccupancy } from './schema.ts';

/**
 * Reads `live-sum.json` for counts and `live-occupancy.json` for levels, only what is wanted. Whether `auto`
 * means the level is decided by the device's first complete answer and kept: a device that stops offering its
 * occupancy is `switched-off`, and is never silently counted by other means.
 */
class AxisPeopleCounterDriver implements SensorDriver {
  readonly occupancyControl: OccupancyControl;
  readonly history: HistorySource;
  readonly device: DeviceAccess;
  readonly #client: AxisPeopleCounterClient;
  /** Unknown until the device has answered. */
  #offersOccupancy: boolean | undefined;

  constructor(client: AxisPeopleCounterClient, timezone: string) {
    this.#client = client;
    this.device = new AxisPeopleCounterDevice(client);
    this.history = axisPeopleCounterHistory(client.history, timezone);
    this.occupancyControl = {
      canSet: (channel) => channel === mainChannel,
      set: async (_channel, occupancy, signal) =>
        asSensorResult(await client.resetOccupancy(occupancy, signal)),
    };
  }

  async read(wants: readonly Want[], signal: AbortSignal): SensorAnswer<Snapshot> {
    const isWanted = (use: Want['use']) => wants.some((want) => want.use === use);
    const [needed, auto] = [isWanted('level'), isWanted('auto')];
    let occupancy: LiveOccupancy | undefined;
    if (needed || (auto && this.#offersOccupancy !== false)) {
      const answer = await this.#client.liveOccupancy(signal);
      if (answer.ok) {
        this.#offersOccupancy = true;
        occupancy = answer.value;
      } else {
        if (answer.error.kind !== 'not-found' && answer.error.kind !== 'switched-off') return answer;
        if (needed || this.#offersOccupancy === true)
          return fail(await this.#whyAbsent(answer.error, signal));
      }
    }
    const autoCounts = auto && occupancy === undefined;
    if (!isWanted('count') && !autoCounts) return ok(snapshotOf({ occupancy }));

    const sum = await this.#client.liveSum(signal);
    if (!sum.ok) return sum;
    if (autoCounts) this.#offersOccupancy = false;
    return ok(snapshotOf({ occupancy, sum: sum.value }));
  }

  /** 404 means switched off only where the rest of the application answers. */
  async #whyAbsent(error: SensorError, signal: AbortSignal): Promise<SensorError> {
    if (error.kind === 'switched-off') return error;
    const sum = await this.#client.liveSum(signal);
    return sum.ok ? occupancyOff : sum.error;
  }
}

/** AXIS People Counter, the application on indoor cameras. */
export const axisPeopleCounter: SensorFamily = {
  id: 'axis-people-counter',
  label: 'AXIS People Counter',
  optionsSchema: z.object({}),
  signIn: { kind: 'challenge' },
  defaultPollMs: 1000,
  channels: 'main',
  gives: new Set(['count', 'level'] as const),
  create: (config, { http, timezone }) =>
    new AxisPeopleCounterDriver(
      new AxisPeopleCounterClient(http, pathPrefixOf(config.url), timezone),
      timezone,
    ),
  recognise,
};
