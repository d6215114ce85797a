import { z } from 'zod';
import { answerFormats, expressionProblem } from '../expressions/expressions.ts';

/** A JSONata expression. An error names the place in it. */
export const expressionValue = z.string({ error: 'a JSONata expression' }).superRefine((text, context) => {
  const message = expressionProblem(text);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

/** What in, out and occupancy are of one channel. */
const channelShape = {
  in: expressionValue.optional(),
  out: expressionValue.optional(),
  occupancy: expressionValue.optional(),
};

const requestExpected = 'a request: method, url, body';
const placeholders = 'may hold {occupancy} and {channel}';

/** A request that sends the device a command; its texts may hold `{occupancy}` and `{channel}`. */
export const orderSchema = z.strictObject(
  {
    method: z.enum(['GET', 'POST']).default('POST'),
    /** A whole address on the same device, or a path of it. */
    url: z.string(`an address or a path, which ${placeholders}`).min(1).max(1000),
    body: z.string(`text, which ${placeholders}`).max(10_000).optional(),
    type: z.string().max(100).default('application/json'),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? requestExpected : undefined) },
);
export type Order = z.infer<typeof orderSchema>;

export const kinds = ['totals', 'changes', 'level'] as const;

/** The keys of a sensor that say what is read from an answer, whatever way the answer comes. */
export const fieldShape = {
  format: z.enum(answerFormats).default('auto'),
  /**
   * `totals`: people in and out since some beginning. `changes`: since the answer before. `level`: only how many are
   * inside.
   */
  kind: z.enum(kinds).optional(),
  ...channelShape,
  /** The device's time: orders answers, and shows which are repeated. */
  time: expressionValue.optional(),
  /** Names the period in which totals grow, where they start over by themselves: the device's date. */
  period: expressionValue.optional(),
  serial: expressionValue.optional(),
  /** The name that the device has of itself; `name` is the sensor's own. */
  deviceName: expressionValue.optional(),
  /** Answers for which it is not true are passed over. */
  when: expressionValue.optional(),
  /** The device's own error inside of an answer: text, or `{code, message}`. */
  error: expressionValue.optional(),
  /** Several counted things: by name, or one expression that gives a list of `{channel, name, in, out, occupancy}`. */
  channels: z
    .union(
      [
        expressionValue,
        z.record(
          z.string().min(1, 'a name that is not empty').max(200),
          z.strictObject({ ...channelShape, name: z.string().max(200).optional() }),
        ),
      ],
      { error: 'channels with their expressions, or one expression that gives a list of them' },
    )
    .optional(),
};

const fieldsSchema = z.object(fieldShape);
export type Fields = z.infer<typeof fieldsSchema>;

type Context = { addIssue(issue: { code: 'custom'; message: string; path: string[] }): void };

/** What the keys say together: something has to be read, and it must be of the kind that is named. */
export function checkFields(fields: Partial<Fields>, context: Context): void {
  const { kind, channels } = fields;
  const refuse = (key: string, message: string) => context.addIssue({ code: 'custom', message, path: [key] });
  const own = ['in', 'out', 'occupancy'].filter((key) => Object.hasOwn(fields, key));
  if (channels !== undefined && own[0] !== undefined) {
    refuse(own[0], 'either this, or channels with expressions of their own');
    return;
  }
  if (typeof channels === 'string') return;
  const rows = channels === undefined ? [['', fields] as const] : Object.entries(channels);
  if (rows.length === 0) refuse('channels', 'at least one channel');
  for (const [name, row] of rows) {
    const at = name === '' ? '' : `channels.${name}.`;
    const hasCounts = row.in !== undefined || row.out !== undefined;
    if (!hasCounts && row.occupancy === undefined)
      refuse(
        name === '' ? 'in' : 'channels',
        `${at}in and ${at}out, or ${at}occupancy: what is read from the answer`,
      );
    else if (kind === 'level' && row.occupancy === undefined)
      refuse('kind', `totals or changes, or an expression for ${at}occupancy`);
    else if ((kind === 'totals' || kind === 'changes') && !hasCounts)
      refuse('kind', `level, or expressions for ${at}in and ${at}out`);
  }
}

/** The expressions of a sensor by the path of their key: `in`, `channels.hall.out`. */
export function expressionsOf(fields: Fields): Readonly<Record<string, string>> {
  const { error, time, period, serial, deviceName, when, channels } = fields;
  const named: [string, string | undefined][] = [
    ['error', error],
    ['when', when],
    ['time', time],
    ['period', period],
    ['serial', serial],
    ['deviceName', deviceName],
  ];
  if (typeof channels === 'string') named.push(['channels', channels]);
  else
    for (const [channel, row] of Object.entries(channels ?? { '': fields })) {
      const at = channel === '' ? '' : `channels.${channel}.`;
      named.push([`${at}in`, row.in], [`${at}out`, row.out], [`${at}occupancy`, row.occupancy]);
    }
  return Object.fromEntries(named.flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])));
}
