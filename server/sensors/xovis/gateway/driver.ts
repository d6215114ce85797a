import { ok } from '#lib/result.ts';
import type { DeviceAccess } from '#server/sensors/device-access.ts';
import type { HistorySource, Want } from '#server/sensors/driver.ts';
import type { InsightsSource } from '#server/sensors/insights.ts';
import type { Snapshot } from '#server/sensors/reading.ts';
import type { SensorAnswer } from '#server/sensors/sensor-answer.ts';
import { ChannelHistory, type PastCounts, type RememberingDriver } from '../history.ts';
import type { GatewayClient } from './client.ts';
import { GatewayDevice } from './device.ts';
import { GatewayPast } from './history.ts';
import { GatewayInsights } from './insights.ts';
import { isQueueChannel, queueReadingsOf, readingsOf } from './readings.ts';

/**
 * Reads the zones and queues of a gateway as levels, and requests only what is wanted. Nothing can be set on
 * it: an adjust is made in software.
 */
export class GatewayDriver implements RememberingDriver {
  readonly pastCounts: PastCounts;
  readonly history: HistorySource;
  readonly insights: InsightsSource;
  readonly device: DeviceAccess;
  /** For calls other than readings. */
  readonly client: GatewayClient;
  /** Gateways without queues answer 404; the call is then not repeated merely for listing channels. */
  #hasQueues = true;

  /** @param timezone IANA zone of the site, whose days are exported */
  constructor(client: GatewayClient, timezone = 'UTC') {
    this.client = client;
    this.device = new GatewayDevice(client, timezone);
    this.pastCounts = new GatewayPast(client);
    this.history = new ChannelHistory(this.pastCounts, [900_000, 3_600_000]);
    this.insights = new GatewayInsights(client, timezone);
  }

  /** Without wants, everything: a user is choosing channels. */
  async read(wants: readonly Want[], signal: AbortSignal): SensorAnswer<Snapshot> {
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

  async #readAll(signal: AbortSignal): SensorAnswer<Snapshot> {
    const zones = await this.#readZones([], signal);
    if (!zones.ok || !this.#hasQueues) return zones;
    const queues = await this.#readQueues([], signal);
    if (queues.ok) return ok(joined(zones.value, queues.value));
    if (queues.error.kind === 'not-found' || queues.error.kind === 'forbidden') this.#hasQueues = false;
    return zones;
  }

  async #readZones(wants: readonly Want[], signal: AbortSignal): SensorAnswer<Snapshot> {
    const answer = await this.client.currentOccupancy(signal);
    return answer.ok ? readingsOf(answer.value, wants) : answer;
  }

  async #readQueues(wants: readonly Want[], signal: AbortSignal): SensorAnswer<Snapshot> {
    const answer = await this.client.queueStatus(signal);
    return answer.ok ? queueReadingsOf(answer.value, wants) : answer;
  }
}

function joined(first: Snapshot, second: Snapshot): Snapshot {
  return {
    ...first,
    readings: [...first.readings, ...second.readings],
    channelNames: new Map([...(first.channelNames ?? []), ...(second.channelNames ?? [])]),
  };
}
