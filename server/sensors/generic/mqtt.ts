import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail, ok } from '#lib/result.ts';
import type { Answer, DriverContext, Listener, SensorConfig, SensorDriver, SensorFamily } from '../driver.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import { checkFields, type Fields, fieldShape } from './fields.ts';
import { AnswerReader, type Bindings } from './http-json.ts';
import { type MqttMessage, MqttSubscription } from './mqtt-subscription.ts';

/** How long a trial waits for a first message. */
const trialMs = 12_000;

/** Hears what a device publishes at a broker. */
class MqttDriver implements SensorDriver {
  readonly givesChanges: boolean;
  readonly #reader: AnswerReader;
  readonly #bindings: Bindings;
  readonly #subscribe: (isTrial: boolean) => MqttSubscription;
  #subscription: MqttSubscription | undefined;

  constructor(
    {
      fields,
      topics,
      bindings,
    }: { readonly fields: Fields; readonly topics: readonly string[]; readonly bindings: Bindings },
    config: SensorConfig,
    { addresses }: DriverContext,
  ) {
    const { url, username, password, tls, site, id } = config;
    this.#reader = new AnswerReader(fields);
    this.#bindings = bindings;
    this.givesChanges = fields.kind === 'changes';
    // What was counted while nobody listened is kept by the broker for this client, and for it alone.
    const name = createHash('sha256')
      .update(JSON.stringify([site, id, url, topics]))
      .digest('hex')
      .slice(0, 12);
    this.#subscribe = (isTrial) =>
      new MqttSubscription({
        url,
        topics,
        tls,
        ...(addresses === undefined ? {} : { addresses }),
        ...(username === undefined ? {} : { username }),
        ...(password === undefined ? {} : { password }),
        ...(this.givesChanges && !isTrial ? { keptAs: `doorlight-${name}` } : {}),
      });
  }

  listen({ onPushed, onFailure }: Listener): void {
    this.#subscription = this.#subscribe(false);
    this.#subscription.start({
      onFailure,
      onMessage: async (message) => {
        // Kept by the broker: nobody knows how old it is.
        if (message.isRetained) return;
        const pushed = await this.#reader.pushed(message.text, this.#bindingsOf(message));
        if (pushed.ok) await onPushed(pushed.value);
        else onFailure(pushed.error);
      },
    });
  }

  /** Waits for the first message, for a trial: one that the broker keeps will do. */
  read(_wants: unknown, signal: AbortSignal): SensorAnswer<Answer> {
    return this.trial(signal, (message) => this.#reader.snapshot(message.text, this.#bindingsOf(message)));
  }

  /** What is made of the first message that comes. */
  async trial<T>(signal: AbortSignal, read: (message: MqttMessage) => SensorAnswer<T>): SensorAnswer<T> {
    const subscription = this.#subscribe(true);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve) => {
        timer = setTimeout(() => resolve(fail({ kind: 'timeout', timeoutMs: trialMs })), trialMs);
        signal.addEventListener('abort', () => resolve(fail({ kind: 'unreachable', detail: 'aborted' })));
        subscription.start({
          onFailure: (error) => resolve(fail(error)),
          onMessage: async (message) => resolve(await read(message)),
        });
      });
    } finally {
      clearTimeout(timer);
      await subscription.stop();
    }
  }

  async close(): Promise<void> {
    await this.#subscription?.stop();
    this.#reader.close();
  }

  #bindingsOf({ topic }: MqttMessage): Bindings {
    return { ...this.#bindings, topic };
  }
}

/** A driver for what is published under topics. */
export function mqttDriver(...setup: ConstructorParameters<typeof MqttDriver>): MqttDriver {
  return new MqttDriver(...setup);
}

const topicExpected = 'an MQTT topic such as shop/door/counts; + stands for one level, # for all at the end';
export const topicValue = z
  .string({ error: topicExpected })
  .min(1, topicExpected)
  .max(500)
  .refine((topic) => {
    const levels = topic.split('/');
    return levels.every(
      (level, at) => level === '+' || (level === '#' && at === levels.length - 1) || !/[+#\0]/.test(level),
    );
  }, topicExpected);

const topic = z.union([topicValue, z.array(topicValue).min(1, 'at least one topic').max(20)], {
  error: topicExpected,
});
const optionsSchema = z.object({ topic, ...fieldShape }).superRefine(checkFields);
const shownSchema = z.object({ topic, format: fieldShape.format });
const topicLabel = { en: 'Topic' };

/** Any device that publishes at an MQTT broker. */
export const mqtt: SensorFamily = {
  id: 'mqtt',
  label: 'MQTT',
  optionsSchema,
  signIn: { kind: 'challenge' },
  // How often most devices publish.
  defaultPollMs: 10_000,
  channels: 'any',
  address: 'broker',
  gives: new Set(['count', 'level']),
  parameters: { topic: { label: topicLabel } },
  show: async (config, context, signal) => {
    const { topic, format } = shownSchema.parse(config.options);
    const fields = { format };
    const driver = mqttDriver({ fields, topics: [topic].flat(), bindings: {} }, config, context);
    try {
      return await driver.trial(signal, async (message) => {
        const shown = await AnswerReader.show(message.text, format);
        return shown.ok ? ok({ answer: shown.value, topic: message.topic }) : shown;
      });
    } finally {
      await driver.close();
    }
  },
  create: (config, context) => {
    const { topic, ...fields } = optionsSchema.parse(config.options);
    return mqttDriver({ fields, topics: [topic].flat(), bindings: {} }, config, context);
  },
};
