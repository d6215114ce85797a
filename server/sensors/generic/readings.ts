import { createHash, randomUUID } from 'node:crypto';
import type { SensorError } from '#lib/contract/sensor-status.ts';
import { fail, ok } from '#lib/result.ts';
import type { Answer } from '../driver.ts';
import { wallTimeOf } from '../parse/local-time.ts';
import { quote } from '../parse/parse-body.ts';
import { normaliseSerial, wholeNumberOf } from '../parse/values.ts';
import type { Pushed, PushedInterval } from '../push/pushed.ts';
import { mainChannel, type Reading, type Snapshot } from '../reading.ts';
import type { SensorResult } from '../sensor-answer.ts';
import type { Fields } from './fields.ts';

/** What the expressions found in an answer, by the path of their key. */
export type Values = Readonly<Record<string, unknown>>;

/** What an answer says. */
interface Said {
  readonly rows: readonly Row[];
  readonly facts: Pick<Snapshot, 'serial' | 'name' | 'deviceTime' | 'channelNames'>;
  /** One, or one for each row of changes. */
  readonly clocksMs: readonly (number | undefined)[];
  readonly period: string | undefined;
}

/** One channel: numbers, or lists of them where an answer holds several stretches of time. */
interface Row {
  readonly channel: string;
  readonly at: string;
  readonly in: unknown;
  readonly out: unknown;
  readonly occupancy: unknown;
}

type Read<T> = SensorResult<T>;

/** An answer that was asked for, as a snapshot; changes come as pushes do, to be counted once. */
export function snapshotOf(values: Values, fields: Fields): Read<Answer> {
  return readAnswer(values, fields, undefined);
}

/** @param sent the text of an answer that came by itself: it may be repeated as a whole */
function readAnswer(values: Values, fields: Fields, sent: string | undefined): Read<Answer> {
  const error = deviceErrorOf(values.error);
  if (error !== undefined) return fail(error);
  const when = fields.when === undefined || values.when === true;
  if (!when) return invalid('when', 'true', values.when);
  const said = saidBy(values, fields);
  if (!said.ok) return said;
  const { facts, clocksMs } = said.value;
  const levels = readingsOf(said.value, fields);
  if (!levels.ok) return levels;
  const [deviceClockMs] = clocksMs;
  const base = {
    readings: levels.value,
    ...facts,
    ...(deviceClockMs !== undefined && { deviceClockMs }),
  };
  if (fields.kind !== 'changes') return ok(base);
  const intervals = intervalsOf(said.value, sent);
  if (!intervals.ok) return intervals;
  const isAnswer = sent === undefined;
  return ok({ ...base, pushed: { intervals: intervals.value, levels: [], isHint: false, isAnswer } });
}

/** An answer that came by itself. */
export function pushedOf(values: Values, fields: Fields, text: string): Read<Pushed> {
  if (fields.when !== undefined && values.when !== true && values.error === undefined) return ok(nothing);
  const snapshot = readAnswer(values, fields, text);
  if (!snapshot.ok) return snapshot;
  const { readings, pushed, deviceClockMs, ...facts } = snapshot.value;
  const atMs = deviceClockMs;
  return ok({
    intervals: pushed?.intervals ?? [],
    levels: readings.map((reading) => ({ reading, ...(atMs !== undefined && { atMs }) })),
    isHint: false,
    facts,
  });
}

const nothing: Pushed = { intervals: [], levels: [], isHint: false };

function saidBy(values: Values, fields: Fields): Read<Said> {
  const rows = rowsOf(values, fields);
  if (!rows.ok) return rows;
  const times = listOf(values.time);
  const clocksMs: (number | undefined)[] = [];
  for (const time of times) {
    const ms = clockOf(time);
    if (ms === null) return invalid('time', 'a time such as 2026-11-29T08:00:00Z or 1795939200', time);
    clocksMs.push(ms);
  }
  const serial = textOf(values.serial);
  const normalSerial = serial === undefined ? undefined : normaliseSerial(serial);
  const name = textOf(values.deviceName);
  const deviceTime = textOf(times.at(-1));
  const names = rows.value.flatMap(({ channel, name }): [string, string][] =>
    name === undefined ? [] : [[channel, name]],
  );
  return ok({
    rows: rows.value,
    clocksMs: clocksMs.length === 0 ? [undefined] : clocksMs,
    period: textOf(values.period),
    facts: {
      ...(normalSerial !== undefined && { serial: normalSerial }),
      ...(name !== undefined && { name }),
      ...(deviceTime !== undefined && { deviceTime }),
      ...(names.length > 0 && { channelNames: new Map(names) }),
    },
  });
}

function rowsOf(
  values: Values,
  { channels, ...fields }: Fields,
): Read<(Row & { name?: string | undefined })[]> {
  if (typeof channels === 'string') return listedRows(values.channels);
  const named = Object.entries(channels ?? { '': fields });
  return ok(
    named.map(([channel, row]) => {
      const at = channel === '' ? '' : `channels.${channel}.`;
      // A device that counts one way only has an expression for that alone.
      const other = row.in === undefined && row.out === undefined ? undefined : 0;
      return {
        channel: channel === '' ? mainChannel : channel,
        at,
        in: row.in === undefined ? other : (values[`${at}in`] ?? null),
        out: row.out === undefined ? other : (values[`${at}out`] ?? null),
        occupancy: row.occupancy === undefined ? undefined : (values[`${at}occupancy`] ?? null),
        ...('name' in row && channel !== '' && { name: textOf(row.name) }),
      };
    }),
  );
}

const mostChannels = 500;

/** An expression that gives the channels: `[{channel: "1", in: 4, out: 2}]`. */
function listedRows(found: unknown): Read<(Row & { name?: string | undefined })[]> {
  const list = listOf(found);
  if (list.length === 0)
    return invalid('channels', 'a list of {channel, in, out} or {channel, occupancy}', found);
  if (list.length > mostChannels) return invalid('channels', `at most ${mostChannels} channels`, list.length);
  const rows: (Row & { name?: string | undefined })[] = [];
  for (const [index, each] of list.entries()) {
    const at = `channels[${index}].`;
    if (typeof each !== 'object' || each === null)
      return invalid(at.slice(0, -1), '{channel, in, out}', each);
    const row = new Map(Object.entries(each));
    const channel = textOf(row.get('channel'));
    if (channel === undefined || channel === '') return invalid(`${at}channel`, 'a name', row.get('channel'));
    if (rows.some((other) => other.channel === channel))
      return invalid(`${at}channel`, 'each channel once', channel);
    const counts = row.get('in') === undefined && row.get('out') === undefined;
    rows.push({
      channel,
      at,
      in: counts ? undefined : (row.get('in') ?? null),
      out: counts ? undefined : (row.get('out') ?? null),
      occupancy: row.get('occupancy'),
      name: textOf(row.get('name')),
    });
  }
  return ok(rows);
}

/** What the device says is wrong. */
function deviceErrorOf(said: unknown): SensorError | undefined {
  if (said === undefined || said === null) return undefined;
  const parts = typeof said === 'object' ? new Map(Object.entries(said)) : undefined;
  const message = textOf(parts === undefined ? said : parts.get('message')) ?? quote(said);
  return { kind: 'device', code: wholeNumberOf(parts?.get('code')) ?? 0, message };
}

/** Levels, and totals where in and out are such. */
function readingsOf({ rows, period }: Said, { kind }: Fields): Read<Reading[]> {
  const readings: Reading[] = [];
  for (const row of rows) {
    const { channel, at } = row;
    const hasTotals = row.in !== undefined && kind !== 'changes' && kind !== 'level';
    let totals: { in: number; out: number; epoch?: string } | undefined;
    if (hasTotals) {
      const peopleIn = total(row.in, `${at}in`);
      if (!peopleIn.ok) return peopleIn;
      const peopleOut = total(row.out, `${at}out`);
      if (!peopleOut.ok) return peopleOut;
      totals = { in: peopleIn.value, out: peopleOut.value, ...(period !== undefined && { epoch: period }) };
      readings.push({ kind: 'count', channel, ...totals });
    }
    if (row.occupancy !== undefined) {
      const occupancy = wholeNumberOf(row.occupancy);
      if (occupancy === null) return invalid(`${at}occupancy`, 'a whole number', row.occupancy ?? undefined);
      readings.push({ kind: 'level', channel, occupancy, ...(totals !== undefined && { totals }) });
    } else if (!hasTotals && kind !== 'changes') {
      return invalid(`${at}${kind === 'level' ? 'occupancy' : 'in'}`, 'a whole number', undefined);
    }
  }
  return ok(readings);
}

/**
 * Changes as stretches of time. Of answers that are asked for, a time is counted once. What is sent by itself may
 * report two people in one second: it is repeated where time and text are the same. Without a time each one counts.
 */
function intervalsOf({ rows, clocksMs }: Said, sent: string | undefined): Read<PushedInterval[]> {
  const intervals: PushedInterval[] = [];
  const digest = sent === undefined ? '' : createHash('sha256').update(sent).digest('base64url').slice(0, 16);
  for (const row of rows) {
    const { channel, at } = row;
    if (row.in === undefined) return invalid(`${at}in`, 'a whole number of 0 or more', undefined);
    const [ins, outs] = [listOf(row.in), listOf(row.out)];
    if (ins.length !== outs.length || (clocksMs.length > 1 && clocksMs.length !== ins.length))
      return invalid(`${at}in`, 'as many numbers as there are of out and time', row.in);
    for (const [index, each] of ins.entries()) {
      const peopleIn = total(each, `${at}in`);
      if (!peopleIn.ok) return peopleIn;
      const peopleOut = total(outs[index], `${at}out`);
      if (!peopleOut.ok) return peopleOut;
      const ms = clocksMs[clocksMs.length > 1 ? index : 0];
      intervals.push({
        channel,
        fromMs: ms ?? 0,
        toMs: ms ?? 0,
        in: peopleIn.value,
        out: peopleOut.value,
        identity:
          ms === undefined
            ? randomUUID()
            : [channel, ms, ...(sent === undefined ? [] : [index, digest])].join(' '),
      });
    }
  }
  return ok(intervals);
}

function total(value: unknown, field: string): Read<number> {
  const number = wholeNumberOf(value);
  return number === null || number < 0
    ? invalid(field, 'a whole number of 0 or more', value ?? undefined)
    : ok(number);
}

/** JSONata gives a list of one as that one. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

const secondsBelow = 100_000_000_000;

/** Milliseconds of a time: of the epoch in s or ms, ISO 8601, or a local time as if it were UTC; null: it is none. */
function clockOf(value: unknown): number | undefined | null {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const local = wallTimeOf(text);
  if (local !== null) return local;
  if (/^\d{9,16}(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return Math.round(number < secondsBelow ? number * 1000 : number);
  }
  const ms = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

function invalid(field: string, expected: string, found: unknown): Read<never> {
  return fail({ kind: 'invalid', field, expected, found: quote(found) });
}
