import { z } from 'zod';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import { parseValue, quote } from '#server/sensors/parse/parse-body.ts';
import { looseTextSchema, normaliseSerial } from '#server/sensors/parse/values.ts';
import type { SensorResult } from '#server/sensors/sensor-answer.ts';
import { epochMsOf, type Fields, fieldsOf, idSchema } from '../schema.ts';
import { levelIn, passagesIn } from '../v5/readings.ts';
import { emptyPush, type Push, type PushedInterval, type PushedLevel } from './pushed.ts';

/** One or several: the XML behind this format does not distinguish a list of one from a single element. */
const oneOrMore = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(schema));

const elementSchema = z.object({
  'element-id': idSchema,
  'element-name': looseTextSchema.optional(),
  'data-type': looseTextSchema.optional(),
  measurement: oneOrMore(
    z.object({
      from: z.unknown(),
      to: z.unknown(),
      value: oneOrMore(z.object({ label: looseTextSchema.optional(), value: z.unknown().optional() })),
    }),
  ),
});
type Element = z.infer<typeof elementSchema>;

/** The push format before firmware 5, still sent by `4X` agents. */
const legacySchema = z.object({
  content: z.object({ element: oneOrMore(elementSchema) }),
  'sensor-info': z
    .object({ 'serial-number': looseTextSchema.optional(), name: looseTextSchema.optional() })
    .optional()
    .catch(undefined),
});

/** Whether an object is a push in the older format. */
export function isLegacyPush(fields: Fields): boolean {
  return Object.hasOwn(fieldsOf(fields.content) ?? {}, 'element');
}

/** Reads a push in the older format: `fw` and `bw` are people in and out, other labels a level. */
export function legacyPushIn(fields: Fields): SensorResult<Push> {
  const parsed = parseValue(legacySchema, fields);
  if (!parsed.ok) return parsed;
  const { content, 'sensor-info': sensor } = parsed.value;
  const serial = normaliseSerial(sensor?.['serial-number'] ?? '');
  const name = sensor?.name;
  const intervals: PushedInterval[] = [];
  const levels: PushedLevel[] = [];
  const ignored: string[] = [];
  const channelNames = new Map<string, string>();
  for (const [index, element] of content.element.entries()) {
    const elementName = element['element-name'];
    if (elementName !== undefined && elementName !== '') channelNames.set(element['element-id'], elementName);
    const error = accept(element, `content.element[${index}]`, serial, { intervals, levels, ignored });
    if (error !== undefined) return fail(error);
  }
  return ok({
    ...emptyPush,
    ...(serial === undefined ? {} : { serial }),
    ...(name === undefined || name === '' ? {} : { name }),
    channelNames,
    intervals,
    levels,
    ignored,
  });
}

interface Accepted {
  readonly intervals: PushedInterval[];
  readonly levels: PushedLevel[];
  readonly ignored: string[];
}

function accept(
  element: Element,
  field: string,
  serial: string | undefined,
  { intervals, levels, ignored }: Accepted,
): SensorError | undefined {
  const channel = element['element-id'];
  for (const [index, { from, to, value: values }] of element.measurement.entries()) {
    const [fromMs, toMs] = [epochMsOf(from), epochMsOf(to)];
    if (fromMs === null || toMs === null || toMs <= fromMs) {
      return {
        kind: 'invalid',
        field: `${field}.measurement[${index}].from`,
        expected: 'a time with its zone, before to',
        found: `${quote(from).slice(0, 35)} … ${quote(to).slice(0, 35)}`,
      };
    }
    const identity = `${serial ?? ''}|${channel}|${fromMs}|${toMs}`;
    const counts = values.map(({ label, value }) => ({ name: label, value }));
    const passages = passagesIn(counts);
    const isZone = element['data-type']?.toUpperCase() === 'ZONE';
    const value = 'expected' in passages && isZone ? levelIn(counts) : passages;
    if ('expected' in value) ignored.push(`${field}.measurement[${index}] ${quote(value.found)}`);
    else if ('in' in value) intervals.push({ channel, fromMs, toMs, ...value, identity });
    else levels.push({ reading: { kind: 'level', channel, ...value }, atMs: toMs, identity });
  }
  return undefined;
}
