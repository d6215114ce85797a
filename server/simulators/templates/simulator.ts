import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Template } from '#server/sensors/registry.ts';
import {
  answerStatus,
  type DeviceModel,
  json,
  type SimulatedAnswer,
  type SimulatedRequest,
  type SimulatedWorld,
} from '../device/device-model.ts';
import { PeopleTally } from '../device/people-log.ts';
import { pushRequestSchema, sendPush } from '../device/send-push.ts';
import type { ChannelTruth, SimulatorFamily, SimulatorOptions } from '../device/simulated-device.ts';
import { startDevice } from '../device/start-device.ts';

const settingsSchema = z.strictObject({
  /** Sends now, and after each walk from then on. */
  push: pushRequestSchema.optional(),
  /** Publishes now, and after each walk from then on. */
  publish: z
    .strictObject({
      url: z.url({ protocol: /^mqtts?$/ }),
      /** Default: the template's. */
      topic: z.string().min(1).optional(),
      retain: z.boolean().default(false),
      times: z.number().int().min(1).max(100).default(1),
    })
    .optional(),
});
type Settings = z.infer<typeof settingsSchema>;

const keptAnswers = 20;

/** A device of a maker that is only a template: it answers, pushes or publishes what the template says. */
class TemplateDevice implements DeviceModel {
  readonly countFields = new Set([
    'in',
    'out',
    'occupancy',
    'number',
    'total',
    'totalHuman',
    'InCount',
    'OutCount',
  ]);
  readonly extraFaults = new Set<never>();
  readonly #template: Template;
  readonly #world: SimulatedWorld;
  readonly #serial: string;
  readonly #zone: string;
  readonly #tally = new PeopleTally();
  #sentTotals = { in: 0, out: 0 };
  #settings: Settings = {};
  #sent: readonly (number | string)[] = [];

  constructor(template: Template, world: SimulatedWorld, options: SimulatorOptions) {
    this.#template = template;
    this.#world = world;
    this.#serial = options.serial ?? 'ACCC8E000001';
    this.#zone = options.timezone ?? 'UTC';
  }

  /** With the answers to what was sent last: a status, or the code of what went wrong. */
  get settings(): Readonly<Record<string, unknown>> {
    return { ...this.#settings, ...(this.#sent.length > 0 && { sent: this.#sent }) };
  }

  set(settings: Readonly<Record<string, unknown>>): void {
    this.#settings = settingsSchema.parse({ ...this.#settings, ...settings });
    void this.#send();
  }

  walk(people: { readonly in?: number; readonly out?: number }): void {
    this.#tally.walk(people);
    void this.#send();
  }

  truth(): readonly ChannelTruth[] {
    const { channel, countsIn } = this.#template.simulate;
    const truth = this.#tally.truth(channel);
    return [countsIn ? { ...truth, out: 0 } : truth];
  }

  resetCounters(): void {
    this.#tally.startOver();
  }

  answer(request: SimulatedRequest): SimulatedAnswer {
    const { over, recognise, reset } = this.#template;
    if (over !== 'http-json') return answerStatus(404);
    if (reset !== undefined && this.#isAbout(request, reset)) {
      this.resetCounters();
      return json({});
    }
    const { hello } = this.#template.simulate;
    if (hello !== undefined && request.path === recognise?.path) return { status: 200, body: hello };
    const [path = ''] = this.#template.path?.split('?') ?? [];
    return pattern(path).test(request.path)
      ? { status: 200, type: this.#template.simulate.type, body: this.#body() }
      : answerStatus(404);
  }

  #isAbout({ method, path, body }: SimulatedRequest, order: NonNullable<Template['reset']>): boolean {
    return (
      method === order.method &&
      path === order.url &&
      (order.body === undefined || pattern(order.body).test(body))
    );
  }

  #body(): string {
    const { answer, channel } = this.#template.simulate;
    const { in: peopleIn, out: peopleOut, occupancy } = this.#tally.truth(channel);
    const now = DateTime.fromMillis(this.#world.now(), { zone: this.#zone });
    const values: Readonly<Record<string, unknown>> = {
      in: peopleIn,
      out: peopleOut,
      occupancy,
      newIn: peopleIn - this.#sentTotals.in,
      newOut: peopleOut - this.#sentTotals.out,
      serial: this.#serial,
      iso: now.toUTC().toISO(),
      unix: Math.floor(now.toSeconds()),
      unixMs: now.toMillis(),
      local: now.toFormat('yyyy/MM/dd HH:mm:ss'),
    };
    return fill(answer, values);
  }

  async #send(): Promise<void> {
    const { push, publish } = this.#settings;
    const body = this.#body();
    if (push === undefined && publish === undefined) return;
    const { in: peopleIn, out: peopleOut } = this.#tally.truth('main');
    this.#sentTotals = { in: peopleIn, out: peopleOut };
    if (push !== undefined)
      for (let count = 0; count < push.times; count += 1) this.#note(await sendPush(push, body));
    if (publish !== undefined) this.#note(await this.#publish(publish, body));
  }

  async #publish(
    { url, topic, retain, times }: NonNullable<Settings['publish']>,
    body: string,
  ): Promise<string> {
    const usual = fill(this.#template.simulate.topic ?? this.#template.driver, { serial: this.#serial });
    try {
      const { connectAsync } = (await import('mqtt')).default;
      const client = await connectAsync(url, { reconnectPeriod: 0 });
      for (let count = 0; count < times; count += 1)
        await client.publishAsync(topic ?? usual, body, { qos: 1, retain });
      await client.endAsync();
      return 'published';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #note(outcome: number | string): void {
    this.#sent = [...this.#sent, outcome].slice(-keptAnswers);
  }
}

/** `{name}` where there is a value of that name: other braces are the answer's own. */
function fill(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(/\{([a-zA-Z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

/** A text of a template as an expression: any value may stand for a parameter. */
function pattern(text: string): RegExp {
  const parts = text
    .split(/\{[a-zA-Z]+\}/)
    .map((part) => part.replaceAll(/[.*+?^$()|[\]{}\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*?')}$`, 's');
}

/** The fake device of a template, and how a configuration file names it. */
export function templateSimulator(template: Template): SimulatorFamily {
  const { driver, over, pollSeconds, signIn, example, options } = template;
  const chosen = Object.entries(options).flatMap(([name, { default: usual }]) => {
    const value = example.options[name];
    return value === undefined || value === usual ? [] : [[name, String(value)] as const];
  });
  return {
    id: driver,
    entry: {
      basePath: '',
      poll: `${pollSeconds}s`,
      hasChannels: false,
      ...(signIn === 'token' && { keyName: 'token' }),
      ...(over !== 'http-json' && { url: over === 'mqtt' ? 'mqtt://127.0.0.1:1883' : undefined }),
      keys: { ...Object.fromEntries(chosen), ...(over === 'push' && { pushToken: 'PUSH-TOKEN' }) },
      ...(over !== 'http-json' && { comesItself: over === 'push' ? 'push' : 'publish' }),
    },
    start: (given) =>
      startDevice({
        family: driver,
        options: given,
        realm: `${template.recognise?.realm ?? template.driver} ${given.serial ?? ''}`.trim(),
        signIn:
          signIn === 'token'
            ? ({ headers }) => {
                const { token } = given;
                const isRight = token === undefined || headers.authorization === `Bearer ${token}`;
                return isRight ? null : answerStatus(401);
              }
            : 'challenge',
        model: (world) => new TemplateDevice(template, world, given),
      }),
  };
}
