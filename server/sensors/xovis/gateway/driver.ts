import type { SensorError } from '#lib/contract/sensor-status.ts';
import { ok, type Result } from '#lib/result.ts';
import type { DeviceAccess } from '#server/sensors/device-access.ts';
import type { HistorySource, Want } from '#server/sensors/driver.ts';
import type { InsightsSource } from '#server/sensors/insights.ts';
import type { Snapshot } from '#server/sensors/reading.ts';
import { ChannelHistory, type PastCounts, type RememberingDriver } from '../history.ts';
import type { GatewayClient } from './client.ts';
import { GatewayDevice } from './device.ts';
import { GatewayPast } from './history.ts';
import { GatewayInsights } from './insights.ts';
import { isQueueChannel, queueReadingsOf, readingsOf } from './readings.ts';

/**
 * Reads the zones and queues of a gateway as levels, and asks only for what is wanted. Nothing can be set
 * there: an adjust is in software.
 */
export class GatewayDriver implements RememberingDriver {
  readonly pastCounts: PastCounts;
  readonly history: HistorySource;
  readonly insights: InsightsSource;
  readonly device: DeviceAccess;
  /** For calls that are no readings. */
  readonly client: GatewayClient;
  /** Gateways without queues answer 404; they are not asked again merely to list what there is. */
  #hasQueues = true;

  /** @param timezone IANA zone of the site, whose days are exported */
  constructor(client: GatewayClient, timezone = 'UTC') {
    this.client = client;
    this.device = new GatewayDevice(client, timezone);
    this.pastCounts = new GatewayPast(client);
    this.history = new ChannelHistory(this.pastCounts, [900_000, 3_600_000]);
    this.insights = new GatewayInsights(client, timezone);
  }

  /** With no wants, everything there is: somebody looks for the channels to choose from. */
  async read(wants: readonly Want[], signal: AbortSignal): Promise<Result<Snapshot, SensorError>> {
    const queues = wants.filter(({ channel }) => isQueueChannel(channel));
    const zones = wants.filter(({ channel }) => !isQueueChannel(channel));
    if (wants.length === 0) return this.#readAll(signal);
    if (queues.length === 0) return this.#readZones(zones, signal);
    if (zones.length === 0) return this.#readQueues(queues, signal);
    const inZones = await this.#readZones(zones, signal);
    if (!inZones.ok) return inZones;
    const inQueues = await this.#readQueues(queues, signal);
    return inQueues.ok ? ok(joined(inZones.value, inQueues.value)) : inQueues;
  }

  async #readAll(signal: AbortSignal): Promise<Result<Snapshot, SensorError>> {
    const zones = await this.#readZones([], signal);
    if (!zones.ok || !this.#hasQueues) return zones;
    const queues = await this.#readQueues([], signal);
    if (queues.ok) return ok(joined(zones.value, queues.value));
    if (queues.error.kind === 'not-found' || queues.error.kind === 'forbidden') this.#hasQueues = false;
    return zones;
  }

  async #readZones(wants: readonly Want[], signal: AbortSignal): Promise<Result<Snapshot, SensorError>> {
    const answer = await this.client.currentOccupancy(signal);
    return answer.ok ? readingsOf(answer.value, wants) : answer;
  }

  async #readQueues(wants: readonly Want[], signal: AbortSignal): Promise<Result<Snapshot, SensorError>> {
    const answer = await this.client.queueStatus(signal);
    return answer.ok ? queueReadingsOf(answer.value, wants) : answer;
  }

  /** Nothing of its own is open: the connection belongs to who made it. */
  async close(): Promise<void> {}
}

function joined(first: Snapshot, second: Snapshot): Snapshot {
  return {
    ...first,
    readings: [...first.readings, ...second.readings],
    channelNames: new Map([...(first.channelNames ?? []), ...(second.channelNames ?? [])]),
  };
}
