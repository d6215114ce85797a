import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, type Result } from '#lib/result.ts';
import type { DeviceHttp } from '#server/sensors/http/device-http.ts';
import { type ParameterError, wrongParameter } from '#server/sensors/parse/parameters.ts';
import { parseBody } from '#server/sensors/parse/parse-body.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import { type LiveOccupancy, type LiveSum, liveOccupancySchema, liveSumSchema } from '../schema.ts';
import { HistoryClient } from './history-client.ts';
import { MaintenanceClient } from './maintenance-client.ts';
import { TvpcCalls } from './tvpc-calls.ts';

/** The error of an empty answer to a request for the occupancy. */
export const occupancyOff: SensorError = { kind: 'switched-off', feature: 'occupancy' };

/** Upper limit of an occupancy that is set on a device. */
const maxOccupancy = 1_000_000;

/** AXIS People Counter's calls, typed: live data here, the others in `history` and `maintenance`. */
export class AxisPeopleCounterClient {
  readonly history: HistoryClient;
  readonly maintenance: MaintenanceClient;
  readonly #calls: TvpcCalls;

  /**
   * @param prefix path before the application's own, without trailing slash
   * @param timezone IANA zone of the device's clock
   */
  constructor(http: DeviceHttp, prefix: string, timezone: string) {
    this.#calls = new TvpcCalls(http, prefix);
    this.history = new HistoryClient(this.#calls, timezone);
    this.maintenance = new MaintenanceClient(this.#calls);
  }

  /** `live-sum.json`: people in and out since the device's midnight. */
  async liveSum(signal: AbortSignal): SensorAnswer<LiveSum> {
    const call = { part: 'counting', access: '.api', query: 'live-sum.json', signal } as const;
    const answer = await this.#calls.ask(call);
    return answer.ok ? parseBody(liveSumSchema, answer.value.text) : answer;
  }

  /**
   * `live-occupancy.json`: people inside now. While occupancy is switched off on the device the answer is
   * empty (`switched-off`) or 404 (`not-found`, as for an application that is not installed).
   */
  async liveOccupancy(signal: AbortSignal): SensorAnswer<LiveOccupancy> {
    const call = { part: 'occupancy', access: '.api', query: 'live-occupancy.json', signal } as const;
    const answer = await this.#calls.ask(call);
    if (!answer.ok) return answer;
    const { text } = answer.value;
    return /\S/.test(text) ? parseBody(liveOccupancySchema, text) : fail(occupancyOff);
  }

  /**
   * `occupancy-reset`: sets the people inside. Works only in the device's naive mode. The specification has it
   * under `.api`; some firmware limits it to operators, so a refusal is followed by one attempt under
   * `.apioperator`.
   */
  async resetOccupancy(
    occupancy: number,
    signal: AbortSignal,
  ): Promise<Result<void, SensorError | ParameterError>> {
    if (!Number.isInteger(occupancy) || occupancy < 0 || occupancy > maxOccupancy)
      return fail(wrongParameter('occupancy', `a whole number from 0 to ${maxOccupancy}`, occupancy));
    const query = `occupancy-reset&occ=${occupancy}`;
    return this.#calls.command('occupancy-reset', { part: 'occupancy', access: '.api', query, signal });
  }
}
