import { createClient } from '@redis/client';
import { createShardedAdapter } from '@socket.io/redis-adapter';
import type { Logger } from 'pino';
import type { Namespace } from 'socket.io';
import { Adapter, MessageType } from 'socket.io-adapter';
import { z } from 'zod';

export interface FanOutParts {
  /** `redis://…` */
  readonly url: string;
  /** Of the channels. */
  readonly prefix: string;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** The greatest age of what was decided at another sidecar at a moment (epoch ms), milliseconds. */
  ageOf(atMs: number): number;
  /** A state came from another sidecar, and was decided so long ago (milliseconds). */
  onMessage(agedMs: number): void;
}

const reconnectMs = 250;
const connectTimeoutMs = 1000;
const pingEveryMs = 1000;
const silentMs = 5000;
/** A screen that has just come has its first state already, valid for longer than this. */
const refreshEveryMs = 1000;
type RedisClient = ReturnType<typeof newClient>;

function newClient(url: string, disableOfflineQueue: boolean) {
  const socket = {
    connectTimeout: connectTimeoutMs,
    // Something in front of a Redis that is gone may accept connections, and never answer.
    socketTimeout: silentMs,
    reconnectStrategy: () => reconnectMs,
  };
  // A silent connection is ended with all that waits for it: a clock for each command would cost more than most commands.
  const commandOptions = { timeout: 0 };
  const options = { url, name: 'doorlight', disableOfflineQueue, socket, commandOptions };
  return createClient({ ...options, pingInterval: pingEveryMs });
}

/** The first answer of an adapter's message that is a state of a zone. */
const zoneMessage = z.looseObject({
  data: z.looseObject({
    packet: z.looseObject({
      data: z.tuple([z.literal('zone'), z.looseObject({ asOf: z.string(), validForMs: z.number() })]),
    }),
  }),
});

/**
 * Carries what a sidecar emits to the sockets of all others, by Redis. A state is valid from the moment its home decided it:
 * the time under way is subtracted, and expired states are dropped. Nothing is sent late: there is no queue for what cannot be
 * published now. Redis knows which rooms have somebody in them: what is only repeated need not be sent to the others.
 */
export class FanOut {
  readonly #parts: FanOutParts;
  readonly #publisher: RedisClient;
  readonly #subscriber: RedisClient;
  /** The channels that anybody hears; undefined: not known. */
  #heard: ReadonlySet<string> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: FanOutParts) {
    this.#parts = parts;
    this.#publisher = newClient(parts.url, true);
    // Subscriptions are a state, not messages: they may wait for the connection.
    this.#subscriber = newClient(parts.url, false);
    this.#watch(this.#publisher);
    this.#subscriber.on('error', () => undefined);
  }

  /** Begins to connect; nothing waits for Redis. */
  start(): void {
    for (const client of [this.#publisher, this.#subscriber]) client.connect().catch(() => undefined);
    this.#timer = setInterval(() => void this.#refresh(), refreshEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const client of [this.#publisher, this.#subscriber]) client.destroy();
  }

  /** Whether a socket is in a room, here or at another sidecar; true as well while that is not known. */
  mayBeFollowed(namespace: string, room: string): boolean {
    // As the adapter names them.
    return this.#heard?.has(`${this.#parts.prefix}#${namespace}#${room}#`) ?? true;
  }

  async #refresh(): Promise<void> {
    const ours = `${this.#parts.prefix}#*`;
    const heard = await this.#publisher.pubSubShardChannels(ours).catch(() => undefined);
    this.#heard = heard && new Set(heard);
  }

  /** Publishes to the present followers of a topic at other sidecars. */
  publish(topic: string, message: unknown): void {
    this.#publisher.sPublish(this.#channel(topic), JSON.stringify(message)).catch(() => undefined);
  }

  /** Hears what is published to a topic. @returns ends it */
  follow(topic: string, listener: (message: unknown) => void): () => void {
    const channel = this.#channel(topic);
    let isOver = false;
    const hear = (text: string) => {
      if (!isOver) listener(parsed(text));
    };
    this.#subscriber.sSubscribe(channel, hear).catch(() => undefined);
    return () => {
      isOver = true;
      this.#subscriber.sUnsubscribe(channel, hear).catch(() => undefined);
    };
  }

  #channel(topic: string): string {
    return `${this.#parts.prefix}#${topic}#`;
  }

  /** For the options of socket.io, which calls it as a constructor. */
  get adapter(): (namespace: Namespace) => Adapter {
    const make = (namespace: Namespace) => this.#adapterOf(namespace);
    function FanOutAdapter(namespace: Namespace): Adapter {
      return make(namespace);
    }
    return FanOutAdapter;
  }

  #adapterOf(namespace: Namespace): Adapter {
    const make = createShardedAdapter(this.#publisher, this.#subscriber, {
      channelPrefix: this.#parts.prefix,
      subscriptionMode: 'dynamic',
    });
    const adapter = make(namespace);
    // Screens that are connected here do not wait for Redis, whether it answers or hangs.
    adapter.broadcast = async (packet, options) => {
      Adapter.prototype.broadcast.call(adapter, packet, options);
      if (options.flags?.local === true) return;
      const { rooms, except } = options;
      const publish: (message: unknown) => void = Reflect.get(adapter, 'publish');
      publish.call(adapter, {
        type: MessageType.BROADCAST,
        data: { packet, opts: { rooms: [...rooms], except: [...(except ?? [])], flags: options.flags } },
      });
    };
    const accept: (message: unknown) => void = Reflect.get(adapter, 'onMessage').bind(adapter);
    Reflect.set(adapter, 'onMessage', (message: unknown) => {
      const aged = this.#aged(message);
      if (aged !== undefined) accept(aged);
    });
    return adapter;
  }

  /** A message with the validity that is left; undefined if it has expired. */
  #aged(message: unknown): unknown {
    const parsed = zoneMessage.safeParse(message);
    if (!parsed.success) return message;
    const { ageOf, onMessage } = this.#parts;
    const [, state] = parsed.data.data.packet.data;
    const agedMs = ageOf(Date.parse(state.asOf));
    if (Number.isFinite(agedMs)) onMessage(agedMs);
    state.validForMs = Math.floor(state.validForMs - agedMs);
    return state.validForMs > 0 ? parsed.data : undefined;
  }

  #watch(client: RedisClient): void {
    let isReached = true;
    client.on('error', (error: Error) => {
      if (isReached)
        this.#parts.logger.error(
          { error: error.message },
          'Redis cannot be reached: screens see only the sites that run on their own sidecar',
        );
      isReached = false;
    });
    client.on('ready', () => {
      if (!isReached) this.#parts.logger.info('Redis answers again');
      isReached = true;
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
