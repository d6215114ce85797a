import { DateTime } from 'luxon';
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/result.ts';
import type { Recognition, SensorConfig, SensorFamily } from '../driver.ts';
import { expressionProcess } from '../expressions/expressions.ts';
import type { DeviceHttp } from '../http/device-http.ts';
import { pathPrefixOf } from '../parse/values.ts';
import { challengesOf, isAboutTheWay, recogniseByPaths } from '../recognise-by-paths.ts';
import { checkFields, expressionValue, type Fields, fieldShape, orderSchema } from './fields.ts';
import { type Bindings, HttpJsonDriver, headersOf, requestShape } from './http-json.ts';
import { mqttDriver, topicValue } from './mqtt.ts';
import { pushDriver } from './push.ts';

const idPattern = /^[a-z0-9][a-z0-9-]{0,39}$/;
const parameterPattern = /^[a-z][A-Za-z0-9]{0,29}$/;
const oneLine = (most: number) => z.string().trim().min(1, 'text that is not empty').max(most);
const scalar = z.union([z.string().max(200), z.number(), z.boolean()], {
  error: 'text, a number, or true or false',
});

/**
 * Something to fill in besides the address: a key of the sensor. `{name}` stands for it, `$name` in expressions; `today`
 * is always there, the date at the site.
 */
const parameterSchema = z.strictObject({
  /** What it is called, by language; `en` is needed. */
  label: z.record(z.string(), oneLine(100)).refine((labels) => labels.en !== undefined, 'a label for en'),
  /** Without one it has to be filled in. */
  default: scalar.optional(),
  values: z.array(scalar).min(1, 'at least one value').optional(),
});
export type TemplateParameter = z.infer<typeof parameterSchema>;

const readingSchema = z.strictObject({
  channel: z.string().default('main'),
  in: z.number().int().optional(),
  out: z.number().int().optional(),
  occupancy: z.number().int().optional(),
});

/** What a device sent once, or its maker's document shows, and what is read from it. */
const exampleSchema = z.strictObject({
  /** Where it is written, or what it was recorded on. */
  source: oneLine(500),
  answer: z.string().min(1).max(20_000),
  topic: z.string().max(500).optional(),
  options: z.record(z.string(), scalar).default({}),
  serial: z.string().optional(),
  readings: z.array(readingSchema).min(1, 'at least one reading'),
});

const { token: _token, ...request } = requestShape;
const pathExpected = 'a path that begins with /';

/** A maker's device over a generic driver: `templates/<driver>.yaml`. Messages complete "expected …". */
export const templateSchema = z
  .strictObject(
    {
      driver: z.string().regex(idPattern, 'an id of 1 to 40 characters: a-z, 0-9 and -'),
      label: oneLine(100),
      /** Whether somebody has tried it with a device. */
      seen: z.boolean(),
      /** Public documents. */
      sources: z.array(oneLine(500)).min(1, 'at least one source'),
      /** What is to be set on the device, for those who install it. */
      setup: oneLine(2000),
      over: z.enum(['http-json', 'mqtt', 'push']),
      /** How often it is asked, or sends by itself. */
      pollSeconds: z.number('a number of seconds').min(0.5).max(86_400),
      signIn: z.enum(['password', 'token', 'none']),
      options: z
        .record(z.string().regex(parameterPattern, 'a name of letters and digits'), parameterSchema)
        .default({}),
      ...request,
      path: z.string(pathExpected).regex(/^\//, pathExpected).max(1000).optional(),
      topics: z.array(topicValue).min(1, 'at least one topic').optional(),
      ...fieldShape,
      set: orderSchema.optional(),
      reset: orderSchema.optional(),
      recognise: z
        .strictObject({
          /** Default: what is asked for readings. */
          method: z.enum(['GET', 'POST']).optional(),
          path: z.string(pathExpected).regex(/^\//, pathExpected).optional(),
          body: z.string().max(5000).optional(),
          /** Devices name themselves so in the realm of their challenge. */
          realm: z.string().max(100).optional(),
          /** True for an answer of such a device. */
          answers: expressionValue,
        })
        .optional(),
      example: exampleSchema,
      /**
       * What a simulated one sends. In it `{in}`, `{out}`, `{occupancy}`, those since the last time `{newIn}` and
       * `{newOut}`, `{serial}`, and its time as `{iso}`, `{unix}`, `{unixMs}`, `{local}`.
       */
      simulate: z.strictObject({
        answer: z.string().min(1).max(20_000),
        channel: z.string().default('main'),
        topic: z.string().optional(),
        type: z.string().default('application/json'),
        /** What it answers at the path where it is recognised, if that is another. */
        hello: z.string().optional(),
        /** It counts one direction only. */
        countsIn: z.boolean().default(false),
      }),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'a mapping that begins with driver:' : undefined) },
  )
  .superRefine((template, context) => {
    checkFields(template, context);
    const needs = { 'http-json': 'path', mqtt: 'topics', push: undefined }[template.over];
    const refuse = (key: string, message: string) =>
      context.addIssue({ code: 'custom', message, path: [key] });
    if (needs === 'path' && template.path === undefined) refuse('path', pathExpected);
    if (needs === 'topics' && template.topics === undefined) refuse('topics', 'a list of topics');
    for (const key of ['path', 'topics', 'set', 'reset', 'recognise'] as const) {
      const isHttp = key !== 'topics';
      const fits = isHttp ? template.over === 'http-json' : template.over === 'mqtt';
      if (template[key] !== undefined && !fits && !(key === 'recognise' && template.path === undefined))
        refuse(key, `no ${key}: ${template.over} has none`);
    }
  });
export type Template = z.infer<typeof templateSchema>;

/** The family of a template: nothing of it is code. */
export function familyOfTemplate(template: Template): SensorFamily {
  const { driver, label, over, signIn, pollSeconds, options } = template;
  const optionsSchema = optionsSchemaOf(template);
  const bindingsOf = ({ options: given }: Pick<SensorConfig, 'options'>): Bindings => {
    const parsed = new Map(Object.entries(optionsSchema.parse(given)));
    return Object.fromEntries(
      Object.keys(options).map((name) => [name, scalar.parse(parsed.get(name))] as const),
    );
  };
  return {
    id: driver,
    label,
    optionsSchema,
    signIn: { kind: signIn === 'token' ? 'headers' : 'challenge' },
    defaultPollMs: pollSeconds * 1000,
    channels:
      template.channels === undefined ? 'main' : typeof template.channels === 'string' ? 'many' : 'any',
    address: ({ 'http-json': 'device', mqtt: 'broker', push: 'none' } as const)[over],
    gives: givesOf(template),
    isTemplate: true,
    credential: signIn,
    parameters: options,
    create: (config, context) => {
      const bindings = bindingsOf(config);
      const fields = template;
      if (over === 'push') return pushDriver(fields, bindings);
      if (over === 'mqtt') {
        const topics = (template.topics ?? []).map((topic) => filled(topic, bindings, String));
        return mqttDriver({ fields, topics, bindings }, config, context);
      }
      const prefix = pathPrefixOf(config.url);
      const { set, reset } = template;
      const placed = (order: typeof set) =>
        order && { ...order, url: prefix + filled(order.url, bindings, encodeURIComponent) };
      return new HttpJsonDriver(
        {
          request: () => {
            const today = DateTime.now().setZone(context.timezone).toFormat('yyyy-MM-dd');
            const named = { ...bindings, today };
            return { request: requestOf(template, prefix, named, tokenOf(config)), bindings: named };
          },
          fields,
          set: placed(set),
          reset: placed(reset),
        },
        context.http,
      );
    },
    ...(over === 'http-json' && template.recognise !== undefined
      ? { recognise: (http, url, signal) => recognise(template, { http, url, signal }) }
      : {}),
  };
}

function optionsSchemaOf({ options, signIn, label }: Template): z.ZodObject {
  const shape = Object.entries(options).map(([name, { default: usual, values }]) => {
    const expected = values === undefined ? 'text or a number' : `one of ${values.join(', ')}`;
    const value = scalar.refine(
      (given) => values === undefined || values.some((each) => String(each) === String(given)),
      expected,
    );
    return [name, usual === undefined ? value : value.default(usual)] as const;
  });
  const token = z
    .string(`the token of ${label}`)
    .min(1, `the token of ${label}`)
    .regex(/^[\x21-\x7e]+( [\x21-\x7e]+)?$/, 'a token without spaces and line breaks');
  return z.object({ ...Object.fromEntries(shape), ...(signIn === 'token' && { token }) });
}

function tokenOf({ options }: SensorConfig): string | undefined {
  return typeof options.token === 'string' ? options.token : undefined;
}

function requestOf(template: Template, prefix: string, bindings: Bindings, token: string | undefined) {
  const { method, path = '/', body, headers, header } = template;
  return {
    method,
    path: prefix + filled(path, bindings, encodeURIComponent),
    headers: headersOf({ headers, header, token, body }),
    ...(method === 'POST' && {
      body: filled(body ?? '', bindings, (text) => JSON.stringify(text).slice(1, -1)),
    }),
  };
}

/** `{name}` of a parameter; anything else in braces stays, as JSON has them. */
function filled(text: string, bindings: Bindings, encode: (value: string) => string): string {
  return text.replaceAll(/\{([a-z][A-Za-z0-9]*)\}/g, (whole, name: string) =>
    Object.hasOwn(bindings, name) ? encode(String(bindings[name])) : whole,
  );
}

function givesOf({ kind, channels, ...fields }: Fields): SensorFamily['gives'] {
  if (typeof channels === 'string')
    return new Set(kind === 'level' ? ['level'] : kind === undefined ? ['count', 'level'] : ['count']);
  const rows = channels === undefined ? [fields] : Object.values(channels);
  const hasCounts = kind !== 'level' && rows.some((row) => row.in !== undefined || row.out !== undefined);
  const hasLevels = rows.some(({ occupancy }) => occupancy !== undefined);
  return new Set([...(hasCounts ? (['count'] as const) : []), ...(hasLevels ? (['level'] as const) : [])]);
}

interface Where {
  readonly http: DeviceHttp;
  readonly url: string;
  readonly signal: AbortSignal;
}

/** Asks what its readings are read from, or a path that says more. */
async function recognise(template: Template, { http, url, signal }: Where): Promise<Recognition> {
  const { recognise: known, format, options, signIn } = template;
  if (known === undefined) return { kind: 'stranger' };
  const prefix = pathPrefixOf(url);
  const bindings = Object.fromEntries(
    Object.entries(options).map(([name, { default: usual, values }]) => [name, usual ?? values?.[0] ?? '']),
  );
  const usual = requestOf(template, prefix, bindings, undefined);
  const asked = {
    ...usual,
    ...(known.method !== undefined && { method: known.method }),
    ...(known.path !== undefined && { path: prefix + filled(known.path, bindings, encodeURIComponent) }),
    ...(known.body !== undefined && { body: known.body }),
  };
  const speaks = async (text: string) => {
    const is = await isTrue(text, format, known.answers);
    return is.ok && is.value;
  };
  if (signIn === 'token') return recogniseByToken(known, asked.path, { http, url, signal }, speaks);
  return recogniseByPaths(
    http,
    {
      url,
      paths: [asked.path],
      request: asked,
      speaks,
      ...(known.realm === undefined
        ? {}
        : { realm: new RegExp(known.realm.replaceAll(/[^A-Za-z0-9 ]/g, '.'), 'i') }),
    },
    signal,
  );
}

/** Who wants a token says 401 without a challenge: any device may, so that it is one guess among others. */
async function recogniseByToken(
  known: NonNullable<Template['recognise']>,
  path: string,
  { http, url, signal }: Where,
  speaks: (text: string) => Promise<boolean>,
): Promise<Recognition> {
  const answer = await http.request({ method: known.method ?? 'GET', path, signal, wantedStatuses: [401] });
  if (!answer.ok) {
    return isAboutTheWay(answer.error) ? { kind: 'failed', error: answer.error } : { kind: 'stranger' };
  }
  const isChallenged = challengesOf(answer.value).length > 0;
  if (answer.value.status === 401 && !isChallenged)
    return { kind: 'asks', url, credential: 'token', isSure: false, isBasicOnly: false };
  return answer.value.status !== 401 && (await speaks(answer.value.text))
    ? { kind: 'answers', url }
    : { kind: 'stranger' };
}

async function isTrue(
  text: string,
  format: Fields['format'],
  expression: string,
): Promise<Result<boolean, null>> {
  expressionProcess.acquire();
  try {
    const expressions = { answers: expression };
    const evaluated = await expressionProcess.evaluate({
      text,
      format,
      expressions,
      bindings: {},
      wantsAnswer: false,
    });
    return evaluated.ok ? ok(evaluated.value.values.answers === true) : fail(null);
  } finally {
    expressionProcess.release();
  }
}
