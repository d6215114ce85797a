import { randomBytes } from 'node:crypto';
import type { IClientOptions, MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { Clock } from '#server/clock.ts';
import type { Outbox, OutgoingMessage } from './outbox.ts';
import {
  closedReason,
  type Loss,
  lossOf,
  propertiesOf,
  refusedSignIn,
  refusedVersion,
  splitUrl,
  type Version,
} from './protocol.ts';

/** A message from the broker. */
export interface IncomingMessage {
  readonly topic: string;
  readonly payload: Buffer;
  /** It was stored by the broker; in MQTT 5 also: its sender requested that. */
  readonly isRetained: boolean;
  readonly correlation?: Buffer;
}

export interface BrokerParts {
  /** `mqtt://user:password@host:1883`; also mqtts, ws and wss. */
  readonly url: string;
  /** Published by the broker when this connection breaks. */
  readonly will: OutgoingMessage;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** False while another sidecar may run the sites; what waits in the outbox then gets older. */
  mayPublish(): boolean;
  /** The subscriptions of a new connection. */
  subscriptions(): readonly string[];
  /** Connected, the outbox is empty: everything has to be published again. */
  onConnect(): void;
  onMessage(message: IncomingMessage): void;
}

/** A broker without contact for one and a half times as long publishes our last will; seconds. */
const keepaliveS = 5;
const connectWithinMs = 10_000;
/** A broker that confirms nothing for this long hangs: the connection is given up. */
const confirmWithinMs = 5000;
const stopWithinMs = 1500;
const waits = { firstMs: 1000, maxMs: 30_000, refusedMs: 60_000 };
/** A broker that closes this often without an answer may be too old for version 5. */
const closedUntilOlder = 2;

/**
 * The connection to the broker. Each connection starts empty: undelivered messages of an earlier one are
 * dropped, because they are outdated by then. Messages are sent in batches, the next when the broker has
 * confirmed the one before, so that the socket never buffers more than one batch, however slow it is.
 */
export class Broker {
  readonly #parts: BrokerParts;
  #client: MqttClient | undefined;
  #version: Version = 5;
  #isConnected = false;
  #isSending = false;
  #isStopped = false;
  /** Failures in a row, without a confirmed batch. */
  #failures = 0;
  #closedInARow = 0;
  #retry: NodeJS.Timeout | undefined;
  #confirm: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;
  #complaint: string | undefined;
  #refusal: string | undefined;

  constructor(parts: BrokerParts) {
    this.#parts = parts;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Connects, and retries for as long as it takes. */
  start(): void {
    void this.#connect(5);
  }

  /** Sends the outbox as soon as the broker can accept it. */
  send(): void {
    if (!this.#isConnected || this.#isSending) return;
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      this.#sendBatch();
    });
  }

  /**
   * Sends the last messages and disconnects; if the broker does not confirm them, it publishes the last will.
   */
  async stop(last: readonly OutgoingMessage[]): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#confirm);
    clearImmediate(this.#soon);
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) return;
    const isHeard = this.#isConnected && (await this.#sayLast(client, last));
    this.#isConnected = false;
    if (!isHeard) return void abandon(client);
    await new Promise<void>((resolve) => {
      const deadline = setTimeout(() => {
        abandon(client);
        resolve();
      }, stopWithinMs);
      client.end(false, () => {
        clearTimeout(deadline);
        resolve();
      });
    });
  }

  async #connect(version: Version): Promise<void> {
    const { url, will } = this.#parts;
    const { connect } = (await import('mqtt')).default;
    if (this.#isStopped) return;
    this.#version = version;
    const { address, ...signIn } = splitUrl(url);
    const options: IClientOptions = {
      ...signIn,
      protocolVersion: version,
      clientId: `doorlight-${randomBytes(6).toString('hex')}`,
      clean: true,
      keepalive: keepaliveS,
      connectTimeout: connectWithinMs,
      // We reconnect ourselves, with nothing left from before.
      reconnectPeriod: 0,
      queueQoSZero: false,
      resubscribe: false,
      will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: will.isRetained },
    };
    const client = connect(address, options);
    this.#client = client;
    client.on('connect', () => this.#connected(client));
    client.on('error', (error) => this.#lost(client, lossOf(error)));
    client.on('disconnect', ({ reasonCode }) =>
      this.#lost(client, { reason: `the broker ended the connection (reason ${reasonCode ?? 0})` }),
    );
    client.on('close', () => this.#lost(client, { reason: closedReason }));
    client.on('message', (topic, payload, { retain, properties }) => {
      if (this.#client !== client) return;
      const correlation = properties?.correlationData;
      this.#parts.onMessage({ topic, payload, isRetained: retain, ...(correlation && { correlation }) });
    });
  }

  #connected(client: MqttClient): void {
    if (this.#client !== client) return;
    const { outbox, logger, subscriptions, onConnect } = this.#parts;
    this.#isConnected = true;
    this.#isSending = false;
    this.#closedInARow = 0;
    this.#complaint = undefined;
    logger.info({ version: this.#version === 5 ? '5' : '3.1.1' }, 'connected to the MQTT broker');
    outbox.clear();
    const topics = subscriptions();
    // MQTT 5: do not receive our own messages, and see whether a sender wanted its message retained.
    const options = this.#version === 5 ? { qos: 1 as const, nl: true, rap: true } : { qos: 1 as const };
    client.subscribe([...topics], options, (error, granted) => {
      const refused = granted?.filter(({ qos }) => qos >= 128).map(({ topic }) => topic) ?? [];
      if (this.#client !== client || (!error && refused.length === 0)) return;
      logger.warn(
        { topics: refused.length > 0 ? refused : topics },
        'the MQTT broker refuses the subscription: check its access rules',
      );
    });
    onConnect();
    this.send();
  }

  #sendBatch(): void {
    const client = this.#client;
    const { outbox, clock, logger, mayPublish } = this.#parts;
    if (client === undefined || !this.#isConnected || this.#isSending || !mayPublish()) return;
    const batch = outbox.drain(clock.monotonic());
    if (batch.length === 0) return;
    this.#isSending = true;
    this.#confirm = setTimeout(
      () => this.#lost(client, { reason: 'the broker confirms nothing' }),
      confirmWithinMs,
    );
    this.#publish(client, batch, (error) => {
      if (this.#client !== client) return;
      const loss = error ? lossOf(error) : undefined;
      // Without a code the broker did not refuse, but the connection ended.
      if (loss !== undefined && loss.code === undefined) return this.#lost(client, loss);
      clearTimeout(this.#confirm);
      this.#isSending = false;
      this.#failures = 0;
      if (error && error.message !== this.#refusal)
        logger.warn(
          { error: error.message },
          'the MQTT broker refuses what is published: check its access rules',
        );
      this.#refusal = error?.message ?? this.#refusal;
      if (!outbox.isEmpty) this.send();
    });
  }

  /** The broker reads in order: the confirmation of the last message confirms all. */
  #publish(client: MqttClient, batch: readonly OutgoingMessage[], done: (error?: Error) => void): void {
    batch.forEach((message, index) => {
      const isLast = index === batch.length - 1;
      const options = {
        qos: isLast ? (1 as const) : (0 as const),
        // Version 3.1.1 has no expiry: messages that must expire are not retained there.
        retain: message.isRetained && (this.#version === 5 || message.validForMs === undefined),
        ...(this.#version === 5 && { properties: propertiesOf(message) }),
      };
      if (isLast) client.publish(message.topic, message.payload, options, done);
      else client.publish(message.topic, message.payload, options);
    });
  }

  #sayLast(client: MqttClient, last: readonly OutgoingMessage[]): Promise<boolean> {
    return new Promise((resolve) => {
      const deadline = setTimeout(resolve, stopWithinMs, false);
      client.once('close', () => resolve(false));
      this.#publish(client, last, () => {
        clearTimeout(deadline);
        resolve(true);
      });
    });
  }

  #lost(client: MqttClient, { reason, code }: Loss): void {
    if (this.#client !== client || this.#isStopped) return;
    const wasConnected = this.#isConnected;
    this.#client = undefined;
    this.#isConnected = false;
    this.#isSending = false;
    clearTimeout(this.#confirm);
    clearImmediate(this.#soon);
    this.#soon = undefined;
    this.#parts.outbox.clear();
    abandon(client);
    const isOlderTried = this.#version === 4;
    const isClosed = !wasConnected && reason === closedReason;
    this.#closedInARow = isClosed ? this.#closedInARow + 1 : 0;
    const isTooNew = code !== undefined && refusedVersion.includes(code);
    if (!wasConnected && !isOlderTried && (isTooNew || this.#closedInARow > closedUntilOlder)) {
      void this.#connect(4);
      return;
    }
    const isRefused = code !== undefined && refusedSignIn.includes(code);
    this.#complain(isRefused ? 'the broker refuses the user name and password of MQTT_URL' : reason);
    this.#failures++;
    const waitMs = isRefused
      ? waits.refusedMs
      : Math.min(waits.maxMs, waits.firstMs * 2 ** (this.#failures - 1));
    // A random delay, so that not all clients reconnect at once.
    this.#retry = setTimeout(() => void this.#connect(5), waitMs * (0.8 + Math.random() * 0.4));
  }

  /** Once for each reason, until it works again. */
  #complain(reason: string): void {
    if (reason === this.#complaint) return;
    this.#complaint = reason;
    this.#parts.logger.warn({ reason }, 'no connection to the MQTT broker; it is tried again');
  }
}

/** Drops a connection and ignores its later events. */
function abandon(client: MqttClient): void {
  client.removeAllListeners();
  client.on('error', () => undefined);
  client.end(true);
}
