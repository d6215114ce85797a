import type { Socket } from 'node:net';
import type { MqttClient } from 'mqtt';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import type { DriverContext } from '../driver.ts';
import type { DeviceTls } from '../http/device-http.ts';
import { sensorErrorOf } from '../http/exchange-error.ts';
import { trustedConnector } from '../http/trusted-connector.ts';

/** A message of the broker. */
export interface MqttMessage {
  readonly topic: string;
  /** UTF-8. */
  readonly text: string;
  /** The broker had kept it: it may be of any age. */
  readonly isRetained: boolean;
}

export interface MqttSubscriptionParts {
  /** `mqtt://10.0.0.5:1883`, `mqtts://…`. */
  readonly url: string;
  readonly topics: readonly string[];
  readonly username?: string;
  readonly password?: string;
  readonly tls: DeviceTls;
  readonly addresses?: NonNullable<DriverContext['addresses']>;
  /** The client's name, for which the broker keeps what is published while it is not connected. */
  readonly keptAs?: string;
}

export interface MqttHearer {
  /** The message is acknowledged when this resolves; the broker sends it again when this rejects. */
  onMessage(message: MqttMessage): Promise<void>;
  onFailure(error: SensorError): void;
}

const connectWithinMs = 10_000;
const keepaliveS = 10;
/** How long the broker keeps messages for a client that is away. */
const keptForS = 86_400;
const waits = { firstMs: 1000, mostMs: 30_000, refusedMs: 60_000 };
/** Longest message, in bytes. */
const mostBytes = 1_000_000;
const ports: Readonly<Record<string, string>> = { 'mqtt:': '1883', 'mqtts:': '8883' };
/** Wrong user name or password, not allowed: MQTT 3.1.1, then 5. */
const refusedSignIn = [4, 5, 134, 135];
/** Versions of the protocol that a broker refuses: 3.1.1, then 5. */
const refusedVersion = [1, 132];

/** Hears topics of a broker, over a connection that is made again for as long as it takes. */
export class MqttSubscription {
  readonly #parts: MqttSubscriptionParts;
  #hearer: MqttHearer | undefined;
  #client: MqttClient | undefined;
  #retry: NodeJS.Timeout | undefined;
  #limit: NodeJS.Timeout | undefined;
  #hangUp: (() => void) | undefined;
  #failures = 0;
  #version: 5 | 4 = 5;
  #isStopped = false;

  constructor(parts: MqttSubscriptionParts) {
    this.#parts = parts;
  }

  start(hearer: MqttHearer): void {
    this.#hearer = hearer;
    this.#dial();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#limit);
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) await new Promise<void>((resolve) => client.end(true, () => resolve()));
    this.#hangUp?.();
  }

  /** Connects as devices are connected to: to allowed addresses only, with the certificate that is trusted. */
  #dial(): void {
    const { url, tls, addresses } = this.#parts;
    const { hostname, port, protocol } = new URL(url);
    let isOver = false;
    const once = (then: () => void) => {
      if (isOver || this.#isStopped) return;
      isOver = true;
      clearTimeout(this.#limit);
      then();
    };
    this.#limit = setTimeout(
      () =>
        once(() => {
          this.#hangUp?.();
          this.#lost({ kind: 'timeout', timeoutMs: connectWithinMs });
        }),
      connectWithinMs,
    );
    const connect = trustedConnector(
      { tls, ...(addresses === undefined ? {} : { addresses }) },
      {
        onDial: (hangUp) => {
          this.#hangUp = hangUp;
        },
        onConnect: () => undefined,
      },
    );
    const target = {
      hostname,
      host: hostname,
      protocol: protocol === 'mqtts:' ? 'https:' : 'http:',
      port: port === '' ? (ports[protocol] ?? '1883') : port,
    };
    connect(target, (...[error, socket]) => {
      if (error !== null) {
        const known = sensorErrorOf(error, mostBytes);
        once(() => this.#lost(known ?? { kind: 'unreachable', detail: error.message }));
      } else if (isOver || this.#isStopped) socket.destroy();
      else once(() => void this.#speak(socket));
    });
  }

  async #speak(socket: Socket): Promise<void> {
    const { MqttClient: Client } = (await import('mqtt')).default;
    if (this.#isStopped) return void socket.destroy();
    const { topics, username, password, keptAs } = this.#parts;
    const isKept = keptAs !== undefined;
    const client = new Client(() => socket, {
      protocolVersion: this.#version,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(isKept ? { clientId: keptAs } : {}),
      clean: !isKept,
      ...(this.#version === 5 && {
        properties: { maximumPacketSize: mostBytes, ...(isKept && { sessionExpiryInterval: keptForS }) },
      }),
      keepalive: keepaliveS,
      connectTimeout: connectWithinMs,
      // It is connected to again here, where addresses and certificates are checked.
      reconnectPeriod: 0,
      resubscribe: false,
    });
    this.#client = client;
    const lost = (error: SensorError) => {
      if (this.#client === client) this.#lost(error);
    };
    client.on('connect', () => {
      client.subscribe([...topics], { qos: 1 }, (error, granted) => {
        if (this.#client !== client) return;
        const refused = granted?.find(({ qos }) => qos >= 128);
        if (error || refused !== undefined) return lost({ kind: 'forbidden', status: refused?.qos ?? 403 });
        this.#failures = 0;
      });
    });
    // Instead of an event, so that the broker hears of a message's arrival only when it is counted.
    client.handleMessage = (packet, done) => {
      const text = Buffer.from(packet.payload).toString('utf8');
      this.#hear({ topic: packet.topic, text, isRetained: packet.retain }).then(
        () => done(),
        () => lost({ kind: 'unreachable', detail: 'what came could not be saved' }),
      );
    };
    client.on('error', (error) => lost(this.#errorOf(error)));
    client.on('close', () => lost({ kind: 'unreachable', detail: 'ECONNRESET' }));
  }

  async #hear(message: MqttMessage): Promise<void> {
    if (this.#isStopped) throw new Error('stopped');
    await this.#hearer?.onMessage(message);
  }

  #errorOf(error: Error): SensorError {
    const code = 'code' in error ? error.code : undefined;
    if (typeof code !== 'number') return { kind: 'unreachable', detail: String(code ?? error.message) };
    if (refusedSignIn.includes(code)) return { kind: 'unauthorized', status: code };
    return { kind: 'device', code, message: error.message };
  }

  #lost(error: SensorError): void {
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) {
      client.removeAllListeners();
      client.on('error', () => undefined);
      client.end(true);
    }
    if (this.#isStopped) return;
    const isTooNew = error.kind === 'device' && refusedVersion.includes(error.code);
    // Brokers that know only 3.1.1 say so, or close without a word.
    const mayBeTooNew = client !== undefined && this.#failures === 1 && error.kind === 'unreachable';
    if (this.#version === 5 && (isTooNew || mayBeTooNew)) this.#version = 4;
    else if (this.#version === 4) this.#version = 5;
    this.#failures += 1;
    if (!isTooNew) this.#hearer?.onFailure(error);
    const isRefused = error.kind === 'unauthorized' || error.kind === 'forbidden';
    const waitMs = isRefused
      ? waits.refusedMs
      : Math.min(waits.mostMs, waits.firstMs * 2 ** Math.min(this.#failures - 1, 10));
    const delayMs = isTooNew ? 0 : waitMs * (0.8 + Math.random() * 0.4);
    this.#retry = setTimeout(() => this.#dial(), delayMs);
  }
}
