import { connectAsync, type MqttClient } from 'mqtt';

interface Heard {
  readonly payload: string;
  readonly isRetained: boolean;
  readonly expiryS: number | undefined;
  readonly correlation: string | undefined;
}

/** Another client of the broker: receives everything, and publishes what a test needs. */
export class TestSubscriber {
  readonly #client: MqttClient;
  readonly #heard = new Map<string, Heard[]>();

  private constructor(client: MqttClient) {
    this.#client = client;
    client.on('error', () => undefined);
    client.on('message', (topic, payload, { retain, properties }) => {
      const heard = {
        payload: payload.toString(),
        isRetained: retain,
        expiryS: properties?.messageExpiryInterval,
        correlation: properties?.correlationData?.toString(),
      };
      this.#heard.set(topic, [...(this.#heard.get(topic) ?? []), heard]);
    });
  }

  static async connect(url: string, options: { username?: string; password?: string } = {}) {
    const client = await connectAsync(url, { ...options, protocolVersion: 5, reconnectPeriod: 100 });
    const subscriber = new TestSubscriber(client);
    await client.subscribeAsync('#', { qos: 1 });
    return subscriber;
  }

  /** All messages of a topic, in order. */
  all(topic: string): readonly Heard[] {
    return this.#heard.get(topic) ?? [];
  }

  last(topic: string): Heard | undefined {
    return this.all(topic).at(-1);
  }

  payload(topic: string): string | undefined {
    return this.last(topic)?.payload;
  }

  json(topic: string): Record<string, unknown> {
    return JSON.parse(this.payload(topic) || '{}') as Record<string, unknown>;
  }

  forget(): void {
    this.#heard.clear();
  }

  async publish(
    topic: string,
    payload: string,
    { retain = false, correlation }: { retain?: boolean; correlation?: string } = {},
  ) {
    const properties = correlation === undefined ? {} : { correlationData: Buffer.from(correlation) };
    await this.#client.publishAsync(topic, payload, { qos: 1, retain, properties });
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }
}
