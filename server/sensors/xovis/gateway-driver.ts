import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { Result } from '#lib/result.ts';
import type { SensorDriver, Want } from '../driver.ts';
import type { Snapshot } from '../reading.ts';
import type { GatewayClient } from './gateway-client.ts';
import { readingsOf } from './gateway-readings.ts';

/** Reads the zones of a gateway as levels. Nothing can be set there: an adjust is in software. */
export class GatewayDriver implements SensorDriver {
  readonly #client: GatewayClient;

  constructor(client: GatewayClient) {
    this.#client = client;
  }

  async read(wants: readonly Want[], signal: AbortSignal): Promise<Result<Snapshot, SensorError>> {
    const answer = await this.#client.currentOccupancy(signal);
    return answer.ok ? readingsOf(answer.value, wants) : answer;
  }

  /** Nothing of its own is open: the connection belongs to who made it. */
  async close(): Promise<void> {}
}
