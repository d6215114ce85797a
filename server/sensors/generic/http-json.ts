import { z } from 'zod';
import { ok } from '#lib/result.ts';
import { type ActionAccess, type DeviceAccess, rejectParameter } from '../device-access.ts';
import type { Answer, OccupancyControl, SensorDriver, SensorFamily, Want } from '../driver.ts';
import { type AnswerFormat, expressionProcess } from '../expressions/expressions.ts';
import type { DeviceHttp, DeviceRequest } from '../http/device-http.ts';
import type { Pushed } from '../push/pushed.ts';
import { mainChannel } from '../reading.ts';
import type { SensorAnswer } from '../sensor-answer.ts';
import { checkFields, expressionsOf, type Fields, fieldShape, type Order, orderSchema } from './fields.ts';
import { pushedOf, snapshotOf } from './readings.ts';

/** What `$name` is in expressions. */
export type Bindings = Readonly<Record<string, string | number | boolean>>;

/** Works out the fields of answers, in the process of expressions. */
export class AnswerReader {
  readonly #fields: Fields;
  readonly #expressions: Readonly<Record<string, string>>;

  constructor(fields: Fields) {
    this.#fields = fields;
    this.#expressions = expressionsOf(fields);
    expressionProcess.acquire();
  }

  /** Of an answer that was asked for. */
  async snapshot(text: string, bindings: Bindings = {}): SensorAnswer<Answer> {
    const values = await this.#values(text, bindings);
    return values.ok ? snapshotOf(values.value, this.#fields) : values;
  }

  /** The answer itself, for somebody who says what is to be read from it. */
  static async show(text: string, format: AnswerFormat): SensorAnswer<unknown> {
    expressionProcess.acquire();
    const evaluated = await expressionProcess.evaluate({
      text,
      format,
      expressions: {},
      bindings: {},
      wantsAnswer: true,
    });
    expressionProcess.release();
    return evaluated.ok ? ok(evaluated.value.answer) : evaluated;
  }

  /** Of what came by itself. */
  async pushed(text: string, bindings: Bindings = {}): SensorAnswer<Pushed> {
    const values = await this.#values(text, bindings);
    return values.ok ? pushedOf(values.value, this.#fields, text) : values;
  }

  close(): void {
    expressionProcess.release();
  }

  async #values(text: string, bindings: Bindings) {
    const format: AnswerFormat = this.#fields.format;
    const expressions = this.#expressions;
    const evaluated = await expressionProcess.evaluate({
      text,
      format,
      expressions,
      bindings,
      wantsAnswer: false,
    });
    return evaluated.ok ? ok(evaluated.value.values) : evaluated;
  }
}

/** The request to a device, how its answer is read, and how its number is set. */
export interface HttpJsonSetup {
  /** What is asked, with what stands for `{name}` in it and `$name` in expressions. */
  request(): { readonly request: Omit<DeviceRequest, 'signal'>; readonly bindings: Bindings };
  readonly fields: Fields;
  /** Sets the occupancy. */
  readonly set: Order | undefined;
  /** Has the device's totals begin again at 0. */
  readonly reset: Order | undefined;
}

/** Asks one address and reads the answer by expressions. */
export class HttpJsonDriver implements SensorDriver {
  readonly occupancyControl?: OccupancyControl;
  readonly device?: DeviceAccess;
  readonly givesChanges: boolean;
  readonly #setup: HttpJsonSetup;
  readonly #http: DeviceHttp;
  readonly #reader: AnswerReader;

  constructor(setup: HttpJsonSetup, http: DeviceHttp) {
    const { set, reset, fields } = setup;
    this.#setup = setup;
    this.#http = http;
    this.#reader = new AnswerReader(fields);
    this.givesChanges = fields.kind === 'changes';
    if (set !== undefined) {
      this.occupancyControl = {
        canSet: (channel) => hasLevel(fields, channel),
        set: (channel, occupancy, signal) => this.#send(set, { channel, occupancy }, signal),
      };
    }
    if (reset !== undefined) this.device = { actions: this.#actions(reset) };
  }

  async read(_wants: readonly Want[], signal: AbortSignal): SensorAnswer<Answer> {
    const { request, bindings } = this.#setup.request();
    const answer = await this.#http.request({ ...request, signal });
    return answer.ok ? this.#reader.snapshot(answer.value.text, bindings) : answer;
  }

  parsePush(body: string): SensorAnswer<Pushed> {
    return this.#reader.pushed(body, this.#setup.request().bindings);
  }

  async close(): Promise<void> {
    this.#reader.close();
  }

  #actions(reset: Order): ActionAccess {
    return {
      offers: () => [{ id: 'reset-counters', isDestructive: false }],
      run: async ({ id }, { read, signal }) => {
        if (id !== 'reset-counters') return rejectParameter('action', ['reset-counters'], id);
        const before = await read();
        if (!before.ok) return before;
        const sent = await this.#send(reset, { channel: mainChannel, occupancy: 0 }, signal);
        if (!sent.ok) return sent;
        return ok({
          before: before.value,
          restarted: new Set(before.value.readings.map(({ channel }) => channel)),
        });
      },
    };
  }

  async #send(
    { method, url, body, type }: Order,
    by: { readonly channel: string; readonly occupancy: number },
    signal: AbortSignal,
  ): SensorAnswer<void> {
    const fill = (text: string, encode: (value: string) => string) =>
      text.replaceAll(/\{(occupancy|channel)\}/g, (_, name: string) =>
        name === 'occupancy' ? String(by.occupancy) : encode(by.channel),
      );
    const answer = await this.#http.request({
      method,
      path: fill(url, encodeURIComponent),
      signal,
      headers: {
        ...this.#setup.request().request.headers,
        ...(method === 'POST' && body !== undefined && { 'content-type': type }),
      },
      ...(method === 'POST' && { body: fill(body ?? '', quoted) }),
    });
    return answer.ok ? ok(undefined) : answer;
  }
}

/** Inside of a JSON string. */
function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function hasLevel({ channels, occupancy }: Fields, channel: string): boolean {
  if (channels === undefined) return occupancy !== undefined && channel === mainChannel;
  return typeof channels === 'string' || channels[channel]?.occupancy !== undefined;
}

const headerName = /^[A-Za-z0-9-]{1,100}$/;
const secretHeader = /^(authorization|proxy-authorization|cookie)$|key|token|secret|password/i;
const token = z
  .string()
  .min(1, 'text that is not empty')
  .max(1000)
  .regex(/^[\x20-\x7e]+$/, 'a token on one line');

/** The keys that say how an address is asked. */
export const requestShape = {
  method: z.enum(['GET', 'POST']).default('GET'),
  body: z.string().max(10_000).optional(),
  headers: z
    .record(
      z
        .string()
        .regex(headerName, 'the name of a header')
        .refine(
          (name) => !secretHeader.test(name),
          'headers without secrets: give the secret as token:, and the name of its header as header:',
        ),
      z
        .string()
        .max(1000)
        .regex(/^[\x20-\x7e]*$/, 'text on one line'),
    )
    .optional(),
  token: token.optional(),
  header: z.string().regex(headerName, 'the name of a header').default('Authorization'),
};

const optionsSchema = z
  .object({ ...requestShape, ...fieldShape, set: orderSchema.optional(), reset: orderSchema.optional() })
  .superRefine((options, context) => {
    checkFields(options, context);
    if (options.kind === 'changes' && options.time === undefined)
      context.addIssue({
        code: 'custom',
        path: ['time'],
        message:
          'an expression for the time that changes are of: without it they would count with each answer',
      });
  });
type Options = z.infer<typeof optionsSchema>;

/** The headers of a request, its token among them. */
export function headersOf({
  headers,
  token,
  header,
  body,
}: Pick<Options, 'headers' | 'token' | 'header' | 'body'>): Record<string, string> {
  const isScheme = /^\S+ \S/.test(token ?? '');
  return {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
    ...(token !== undefined && {
      [header]: header.toLowerCase() === 'authorization' && !isScheme ? `Bearer ${token}` : token,
    }),
  };
}

/** Any device that answers by HTTP in JSON, XML or lines of key=value. */
export const httpJson: SensorFamily = {
  id: 'http-json',
  label: 'HTTP (JSON, XML, text)',
  optionsSchema,
  signIn: { kind: 'challenge' },
  defaultPollMs: 2000,
  channels: 'any',
  address: 'whole',
  gives: new Set(['count', 'level']),
  show: async ({ url, options }, { http }, signal) => {
    const given = shownSchema.parse(options);
    const answer = await http.request({ ...requestTo(url, given), signal });
    if (!answer.ok) return answer;
    const shown = await AnswerReader.show(answer.value.text, given.format);
    return shown.ok ? ok({ answer: shown.value }) : shown;
  },
  create: ({ url, options }, { http }) => {
    const parsed = optionsSchema.parse(options);
    const { set, reset } = parsed;
    const request = requestTo(url, parsed);
    return new HttpJsonDriver(
      {
        request: () => ({ request, bindings: {} }),
        fields: parsed,
        set: set && { ...set, url: pathOn(set.url, url) },
        reset: reset && { ...reset, url: pathOn(reset.url, url) },
      },
      http,
    );
  },
};

const shownSchema = z.object({ ...requestShape, format: fieldShape.format });

function requestTo(url: string, given: z.infer<typeof shownSchema>): Omit<DeviceRequest, 'signal'> {
  const { pathname, search } = new URL(url);
  const { method, body } = given;
  return {
    method,
    path: `${pathname}${search}`,
    headers: headersOf(given),
    ...(method === 'POST' && { body: body ?? '' }),
  };
}

/** The path of an address on the same device. Placeholders stay as they are. */
function pathOn(text: string, url: string): string {
  const { origin } = new URL(url);
  return text.startsWith(`${origin}/`) ? text.slice(origin.length) : text;
}
