import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { parseValue, quote } from '#server/sensors/parse/parse-body.ts';
import { looseTextSchema, normaliseSerial, wholeNumberOf } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import { epochMsOf, type Fields, fieldsOf, idSchema } from '../schema.ts';
import { kindOf, levelIn, passagesIn } from '../v5/readings.ts';
import {
  emptyPush,
  type LiveEventType,
  type Push,
  type PushedEvent,
  type PushedInterval,
  type PushedLevel,
} from './pushed.ts';

const sensorInfoSchema = z
  .object({ serial_number: looseTextSchema.optional(), name: looseTextSchema.optional() })
  .optional()
  .catch(undefined);

/** A push of an agent of type `LOGICS`: what each logic counted, record by record. */
const logicsSchema = z.object({
  sensor_info: sensorInfoSchema,
  logics: z.array(
    z.object({
      id: idSchema,
      name: looseTextSchema.optional(),
      info: looseTextSchema.optional(),
      records: z
        .array(
          z.object({
            from: z.unknown(),
            to: z.unknown(),
            counts: z.array(z.object({ name: looseTextSchema.optional(), value: z.unknown().optional() })),
          }),
        )
        .optional(),
    }),
  ),
});
type Logics = z.infer<typeof logicsSchema>;

/** A push of an agent of type `LIVE_DATA`: events frame by frame. Movements of persons are not stored. */
const liveDataSchema = z.object({
  sensor_info: sensorInfoSchema,
  frames: z.array(
    z.object({
      time: z.unknown(),
      events: z
        .array(z.object({ type: looseTextSchema.optional(), attributes: z.unknown().optional() }))
        .optional(),
    }),
  ),
});
type LiveData = z.infer<typeof liveDataSchema>;

const eventTypes: ReadonlyMap<string, LiveEventType> = new Map([
  ['LINE_CROSS_FORWARD', 'forward'],
  ['LINE_CROSS_BACKWARD', 'backward'],
  ['ZONE_ENTRY', 'entry'],
  ['ZONE_EXIT', 'exit'],
  ['COUNT_INCREMENT', 'count-up'],
  ['COUNT_DECREMENT', 'count-down'],
  ['COUNT_RESET', 'count-reset'],
]);

/** Whether an object is a push of an agent of firmware 5. */
export function isV5Push(fields: Fields): boolean {
  return logicsIn(fields) !== undefined || liveDataIn(fields) !== undefined;
}

/** Reads a push of an agent of firmware 5. */
export function v5PushIn(fields: Fields): SensorResult<Push> {
  const logics = logicsIn(fields);
  if (logics !== undefined) return andThen(parseValue(logicsSchema, logics), logicsPush);
  return andThen(parseValue(liveDataSchema, liveDataIn(fields)), liveDataPush);
}

function logicsIn(fields: Fields): unknown {
  return contentOf(fields, 'logics_data', 'logics');
}

function liveDataIn(fields: Fields): unknown {
  return contentOf(fields, 'live_data', 'frames');
}

/** The content under its name, or without it. */
function contentOf(fields: Fields, name: string, part: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  return Object.hasOwn(fields, part) ? fields : undefined;
}

function logicsPush({ sensor_info: sensor, logics }: Logics): SensorResult<Push> {
  const intervals: PushedInterval[] = [];
  const levels: PushedLevel[] = [];
  const ignored: string[] = [];
  const channelNames = new Map<string, string>();
  const serial = serialIn(sensor?.serial_number);
  for (const [index, logic] of logics.entries()) {
    const { id: channel, name, records = [] } = logic;
    const kind = kindOf(logic.info);
    if (kind === undefined) {
      ignored.push(`logic ${channel} ${logic.info ?? 'without info'}`);
      continue;
    }
    if (name !== undefined && name !== '') channelNames.set(channel, name);
    for (const [place, { from, to, counts }] of records.entries()) {
      const field = `logics[${index}].records[${place}]`;
      const [fromMs, toMs] = [epochMsOf(from), epochMsOf(to)];
      if (fromMs === null || toMs === null || toMs <= fromMs) return fail(wrongPeriod(field, from, to));
      const identity = `${serial ?? ''}|${channel}|${fromMs}|${toMs}`;
      const value = kind === 'line' ? passagesIn(counts) : levelIn(counts);
      if ('expected' in value) ignored.push(`${field}.counts ${quote(value.found)}`);
      else if ('in' in value) intervals.push({ channel, fromMs, toMs, ...value, identity });
      else levels.push({ reading: { kind: 'level', channel, ...value }, atMs: toMs, identity });
    }
  }
  return ok({ ...emptyPush, ...identityOf(sensor), channelNames, intervals, levels, ignored });
}

function liveDataPush({ sensor_info: sensor, frames }: LiveData): SensorResult<Push> {
  const events: PushedEvent[] = [];
  const serial = serialIn(sensor?.serial_number);
  for (const [index, { time, events: inFrame = [] }] of frames.entries()) {
    const atMs = epochMsOf(time);
    if (atMs === null) {
      return fail({
        kind: 'invalid',
        field: `frames[${index}].time`,
        expected: 'a time',
        found: quote(time),
      });
    }
    for (const event of inFrame) {
      const type = eventTypes.get(event.type ?? '');
      if (type === undefined) continue;
      const attributes = fieldsOf(event.attributes) ?? {};
      const part = ['geometry_id', 'counter_id', 'track_id', 'sequence_number'].map(
        (name) => wholeNumberOf(attributes[name]) ?? '',
      );
      events.push({ type, atMs, identity: [serial ?? '', atMs, type, ...part].join('|') });
    }
  }
  return ok({ ...emptyPush, ...identityOf(sensor), events, isHint: events.length > 0 });
}

function identityOf(sensor: z.infer<typeof sensorInfoSchema>): Pick<Push, 'serial' | 'name'> {
  const serial = serialIn(sensor?.serial_number);
  const name = sensor?.name;
  return {
    ...(serial === undefined ? {} : { serial }),
    ...(name === undefined || name === '' ? {} : { name }),
  };
}

function serialIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : normaliseSerial(text);
}

function wrongPeriod(field: string, from: unknown, to: unknown): SensorError {
  return {
    kind: 'invalid',
    field: `${field}.from`,
    expected: 'a time before to',
    found: `${quote(from).slice(0, 35)} … ${quote(to).slice(0, 35)}`,
  };
}

function andThen<T, U>(result: SensorResult<T>, next: (value: T) => SensorResult<U>): SensorResult<U> {
  return result.ok ? next(result.value) : result;
}
