import { describe, expect, it } from 'vitest';
import type { Fields } from './fields.ts';
import { pushedOf, snapshotOf, type Values } from './readings.ts';

const counts: Fields = { format: 'auto', in: 'i', out: 'o' };
const level: Fields = { format: 'auto', occupancy: 'n' };

/** What an answer says, or what is wrong with it. */
function said(values: Values, fields: Fields = counts): unknown {
  const answer = snapshotOf(values, fields);
  return answer.ok ? answer.value : answer.error;
}
const invalid = (field: string, expected: string, found: string) => ({
  kind: 'invalid',
  field,
  expected,
  found,
});
const whole = 'a whole number';
const total = 'a whole number of 0 or more';

describe('totals', () => {
  it('are a count of the main channel', () => {
    expect(said({ in: 5, out: ' 3 ' })).toStrictEqual({
      readings: [{ kind: 'count', channel: 'main', in: 5, out: 3 }],
    });
  });

  it('are 0 the way that the device does not count, and nowhere else', () => {
    expect(said({ in: 5 }, { format: 'auto', in: 'i' })).toMatchObject({ readings: [{ in: 5, out: 0 }] });
    expect(said({ out: 5 }, { format: 'auto', out: 'o' })).toMatchObject({ readings: [{ in: 0, out: 5 }] });
    expect(said({ in: 5 })).toStrictEqual(invalid('out', total, 'nothing'));
    expect(said({ out: 5 })).toStrictEqual(invalid('in', total, 'nothing'));
    expect(said({ in: 5, out: null })).toStrictEqual(invalid('out', total, 'nothing'));
  });

  it.each([
    [-1, '-1'],
    [1.5, '1.5'],
    ['many', '"many"'],
    [[], '[]'],
  ])('are not %j', (value, found) => {
    expect(said({ in: value, out: 0 })).toStrictEqual(invalid('in', total, found));
    expect(said({ in: 0, out: value })).toStrictEqual(invalid('out', total, found));
  });

  it('belong to the period in which they grow', () => {
    const fields: Fields = { ...counts, period: 'd' };
    expect(said({ in: 5, out: 3, period: 20261130 }, fields)).toMatchObject({
      readings: [{ kind: 'count', in: 5, out: 3, epoch: '20261130' }],
    });
    expect(said({ in: 5, out: 3, period: ' ' }, fields)).toStrictEqual({
      readings: [{ kind: 'count', channel: 'main', in: 5, out: 3 }],
    });
  });

  it('stand beside a level, which names them', () => {
    const fields: Fields = { ...counts, occupancy: 'n', period: 'd' };
    const totals = { in: 5, out: 3, epoch: 'd1' };
    expect(said({ in: 5, out: 3, occupancy: 2, period: 'd1' }, fields)).toStrictEqual({
      readings: [
        { kind: 'count', channel: 'main', ...totals },
        { kind: 'level', channel: 'main', occupancy: 2, totals },
      ],
    });
  });
});

describe('a level', () => {
  it('is a whole number, also below 0', () => {
    expect(said({ occupancy: '-2' }, level)).toStrictEqual({
      readings: [{ kind: 'level', channel: 'main', occupancy: -2 }],
    });
    expect(said({ occupancy: 1.5 }, level)).toStrictEqual(invalid('occupancy', whole, '1.5'));
    expect(said({}, level)).toStrictEqual(invalid('occupancy', whole, 'nothing'));
    expect(said({ occupancy: null }, level)).toStrictEqual(invalid('occupancy', whole, 'nothing'));
  });

  it('is all that is read where it is the kind', () => {
    const fields: Fields = { ...counts, occupancy: 'n', kind: 'level' };
    expect(said({ in: 'x', out: 'y', occupancy: 4 }, fields)).toStrictEqual({
      readings: [{ kind: 'level', channel: 'main', occupancy: 4 }],
    });
    expect(said({ in: 1, out: 0 }, { ...counts, kind: 'level' })).toStrictEqual(
      invalid('occupancy', whole, 'nothing'),
    );
  });
});

describe('several channels', () => {
  const named: Fields = {
    format: 'auto',
    channels: { hall: { in: 'a', out: 'b', name: ' Hall ' }, back: { occupancy: 'c' }, '': { in: 'd' } },
  };

  it('are read by their names, and what people call them is kept', () => {
    const values = { 'channels.hall.in': 1, 'channels.hall.out': 2, 'channels.back.occupancy': 3, in: 4 };
    expect(said(values, named)).toStrictEqual({
      readings: [
        { kind: 'count', channel: 'hall', in: 1, out: 2 },
        { kind: 'level', channel: 'back', occupancy: 3 },
        { kind: 'count', channel: 'main', in: 4, out: 0 },
      ],
      channelNames: new Map([['hall', 'Hall']]),
    });
  });

  it('name the place of what is wrong', () => {
    const values = { 'channels.hall.in': 1, 'channels.hall.out': -2 };
    expect(said(values, named)).toStrictEqual(invalid('channels.hall.out', total, '-2'));
    expect(said({ ...values, 'channels.hall.out': 2 }, named)).toStrictEqual(
      invalid('channels.back.occupancy', whole, 'nothing'),
    );
    const empty: Fields = { format: 'auto', channels: { hall: {} } };
    expect(said({}, empty)).toStrictEqual(invalid('channels.hall.in', whole, 'nothing'));
  });

  const listed: Fields = { format: 'auto', channels: 'rows' };
  const rows = (...channels: unknown[]) => said({ channels }, listed);

  it('may be a list that the device gives', () => {
    expect(
      rows({ channel: 1, in: 4, out: '2', name: 'North' }, { channel: ' b ', occupancy: 7 }),
    ).toStrictEqual({
      readings: [
        { kind: 'count', channel: '1', in: 4, out: 2 },
        { kind: 'level', channel: 'b', occupancy: 7 },
      ],
      channelNames: new Map([['1', 'North']]),
    });
    expect(said({ channels: { channel: 'a', in: 1, out: 0 } }, listed)).toStrictEqual({
      readings: [{ kind: 'count', channel: 'a', in: 1, out: 0 }],
    });
  });

  it.each([
    ['nothing', [], 'channels', 'a list of {channel, in, out} or {channel, occupancy}', '[]'],
    ['text', ['x'], 'channels[0]', '{channel, in, out}', '"x"'],
    ['no object', [{ channel: 'a', occupancy: 1 }, null], 'channels[1]', '{channel, in, out}', 'null'],
    ['no name', [{ in: 1, out: 0 }], 'channels[0].channel', 'a name', 'nothing'],
    ['an empty name', [{ channel: ' ', in: 1 }], 'channels[0].channel', 'a name', '" "'],
    [
      'a name twice',
      [
        { channel: 1, occupancy: 1 },
        { channel: '1', occupancy: 2 },
      ],
      'channels[1].channel',
      'each channel once',
      '"1"',
    ],
    ['one way only', [{ channel: 'a', in: 1 }], 'channels[0].out', total, 'nothing'],
    ['the other way only', [{ channel: 'a', out: 1 }], 'channels[0].in', total, 'nothing'],
    ['no number', [{ channel: 'a' }], 'channels[0].in', whole, 'nothing'],
  ])('with %s are refused', (_, channels, field, expected, found) => {
    expect(said({ channels }, listed)).toStrictEqual(invalid(field, expected, found));
  });

  it('are 500 at most', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ channel: `c${at}`, occupancy: at }));
    expect(rows(...many(500))).toMatchObject({ readings: { length: 500 } });
    expect(rows(...many(501))).toStrictEqual(invalid('channels', 'at most 500 channels', '501'));
  });
});

describe('what a device says of itself', () => {
  const fields: Fields = { ...level, serial: 's', deviceName: 'd', time: 't' };

  it('is kept where there is something', () => {
    expect(
      said({ occupancy: 1, serial: '00:40:8c', deviceName: ' Door ', time: '2026-03-02T09:00:00Z' }, fields),
    ).toMatchObject({
      serial: '00408C',
      name: 'Door',
      deviceTime: '2026-03-02T09:00:00Z',
      deviceClockMs: Date.UTC(2026, 2, 2, 9),
    });
    const bare = said({ occupancy: 1, serial: ' ', deviceName: '', time: ' ' }, fields);
    expect(bare).toStrictEqual({ readings: [{ kind: 'level', channel: 'main', occupancy: 1 }] });
  });

  it.each([
    ['2026-03-02T09:00:00+01:00', Date.UTC(2026, 2, 2, 8)],
    ['2026-03-02 09:00:00', Date.UTC(2026, 2, 2, 9)],
    ['20260302090000', Date.UTC(2026, 2, 2, 9)],
    [1_772_442_000, 1_772_442_000_000],
    ['1772442000.25', 1_772_442_000_250],
    [1_772_442_000_123, 1_772_442_000_123],
    [99_999_999_999, 99_999_999_999_000],
    [100_000_000_000, 100_000_000_000],
    [123_456_789, 123_456_789_000],
  ])('at %j', (time, ms) => {
    expect(said({ occupancy: 1, time }, fields)).toMatchObject({ deviceClockMs: ms });
  });

  it.each([
    'soon',
    12_345_678,
    '2026-03-02T25:00:00Z',
    '1772442000x',
    'x1772442000',
    '02/03/2026',
    '17724420001234567',
  ])('at no time such as %j', (time) => {
    expect(said({ occupancy: 1, time }, fields)).toStrictEqual(
      invalid('time', 'a time such as 2026-11-29T08:00:00Z or 1795939200', JSON.stringify(time)),
    );
  });
});

describe('an answer', () => {
  it('is passed over while its condition is not true', () => {
    const fields: Fields = { ...level, when: 'w' };
    expect(said({ occupancy: 1, when: true }, fields)).toMatchObject({ readings: [{ occupancy: 1 }] });
    expect(said({ occupancy: 1, when: 'true' }, fields)).toStrictEqual(invalid('when', 'true', '"true"'));
    expect(said({ occupancy: 1 }, fields)).toStrictEqual(invalid('when', 'true', 'nothing'));
  });

  it.each([
    ['busy', { code: 0, message: 'busy' }],
    [
      { code: '1200', message: 'secondary' },
      { code: 1200, message: 'secondary' },
    ],
    [{ code: 7 }, { code: 7, message: '{"code":7}' }],
    [true, { code: 0, message: 'true' }],
  ])('may say %j, which goes before anything else', (error, expected) => {
    expect(said({ error })).toStrictEqual({ kind: 'device', ...expected });
    expect(said({ error, when: false }, { ...counts, when: 'w' })).toStrictEqual({
      kind: 'device',
      ...expected,
    });
  });

  it('without an error says nothing of one', () => {
    expect(said({ in: 1, out: 0, error: null })).toMatchObject({ readings: [{ in: 1 }] });
  });
});

describe('changes', () => {
  const fields: Fields = { ...counts, time: 't', kind: 'changes' };
  const interval = (
    channel: string,
    atMs: number,
    people: { in: number; out: number },
    identity: unknown,
  ) => ({
    channel,
    fromMs: atMs,
    toMs: atMs,
    ...people,
    identity,
  });

  it('of one time are counted once, however often they are asked for', () => {
    const values = { in: 1, out: 0, time: 1_772_442_000 };
    const first = said(values, fields);
    expect(first).toStrictEqual({
      readings: [],
      deviceClockMs: 1_772_442_000_000,
      deviceTime: '1772442000',
      pushed: {
        intervals: [interval('main', 1_772_442_000_000, { in: 1, out: 0 }, 'main 1772442000000')],
        levels: [],
        isHint: false,
        isAnswer: true,
      },
    });
    expect(said(values, fields)).toStrictEqual(first);
  });

  it('may be of several times', () => {
    const values = { in: [1, 2], out: [0, 3], time: [1_772_442_000, 1_772_442_060] };
    expect(said(values, fields)).toMatchObject({
      deviceClockMs: 1_772_442_000_000,
      deviceTime: '1772442060',
      pushed: {
        intervals: [
          interval('main', 1_772_442_000_000, { in: 1, out: 0 }, 'main 1772442000000'),
          interval('main', 1_772_442_060_000, { in: 2, out: 3 }, 'main 1772442060000'),
        ],
      },
    });
  });

  it('without a time count each time', () => {
    const { time: _, ...timeless } = fields;
    const identities = [1, 2].map(() => said({ in: 1, out: 0 }, timeless));
    expect(identities[0]).not.toStrictEqual(identities[1]);
    expect(identities[0]).toMatchObject({
      pushed: { intervals: [interval('main', 0, { in: 1, out: 0 }, expect.any(String))] },
    });
  });

  const unequal = 'as many numbers as there are of out and time';
  it.each([
    [{ in: [1, 2], out: [0], time: 1_772_442_000 }, 'in', unequal, '[1,2]'],
    [{ in: 1, out: 0, time: [1_772_442_000, 1_772_442_060] }, 'in', unequal, '1'],
    [{ in: [1, -2], out: [0, 0] }, 'in', total, '-2'],
    [{ in: [1, 2], out: [0, 'x'] }, 'out', total, '"x"'],
  ])('%j are refused', (values, field, expected, found) => {
    expect(said(values, fields)).toStrictEqual(invalid(field, expected, found));
  });

  it('need numbers of people who pass', () => {
    expect(said({ occupancy: 1 }, { ...level, kind: 'changes' })).toStrictEqual(
      invalid('in', total, 'nothing'),
    );
    expect(said({ in: 1, out: 0, occupancy: 4 }, { ...fields, occupancy: 'n' })).toMatchObject({
      readings: [{ kind: 'level', channel: 'main', occupancy: 4 }],
      pushed: { intervals: { length: 1 } },
    });
  });
});

describe('an answer that comes by itself', () => {
  const fields: Fields = { ...counts, time: 't', kind: 'changes' };
  const pushed = (values: Values, of: Fields, text = 'text') => {
    const read = pushedOf(values, of, text);
    return read.ok ? read.value : read.error;
  };

  it('carries levels with the device’s time, and what the device says of itself', () => {
    const of: Fields = { ...level, time: 't', serial: 's' };
    expect(pushed({ occupancy: 3, time: 1_772_442_000, serial: 'ab' }, of)).toStrictEqual({
      intervals: [],
      levels: [{ reading: { kind: 'level', channel: 'main', occupancy: 3 }, atMs: 1_772_442_000_000 }],
      isHint: false,
      facts: { serial: 'AB', deviceTime: '1772442000' },
    });
    expect(pushed({ occupancy: 3 }, of)).toStrictEqual({
      intervals: [],
      levels: [{ reading: { kind: 'level', channel: 'main', occupancy: 3 } }],
      isHint: false,
      facts: {},
    });
  });

  it('is repeated where time and text are the same', () => {
    const values = { in: [1, 1], out: [0, 0], time: 1_772_442_000 };
    const identities = (text: string) => {
      const read = pushedOf(values, fields, text);
      return read.ok ? read.value.intervals.map(({ identity }) => identity) : [];
    };
    const [first, second] = identities('a');
    expect(first).toMatch(/^main 1772442000000 0 [\w-]{16}$/);
    expect(second).toMatch(/^main 1772442000000 1 [\w-]{16}$/);
    expect(identities('a')).toStrictEqual([first, second]);
    expect(identities('b')).not.toContain(first);
    expect(pushed(values, fields)).not.toHaveProperty('isAnswer');
  });

  it('of something else is passed over, but not an error', () => {
    const of: Fields = { ...fields, when: 'w' };
    const nothing = { intervals: [], levels: [], isHint: false };
    expect(pushed({ when: false }, of)).toStrictEqual(nothing);
    expect(pushed({}, of)).toStrictEqual(nothing);
    expect(pushed({ when: false, error: 'busy' }, of)).toStrictEqual({
      kind: 'device',
      code: 0,
      message: 'busy',
    });
    expect(pushed({ when: true, in: 1, out: 0 }, of)).toMatchObject({ intervals: [{ in: 1, out: 0 }] });
    expect(pushed({ in: 'x', out: 0 }, fields)).toStrictEqual(invalid('in', total, '"x"'));
  });
});
