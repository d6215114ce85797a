import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Want } from '#server/sensors/driver.ts';
import { kindOf, levelIn, passagesIn, v5ReadingsOf } from './readings.ts';
import { parseDeviceInfo, parseLiveCounts, parseLiveLogics, parseLogin } from './schema.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8');
const want = (...channels: string[]): Want[] => channels.map((channel) => ({ channel, use: 'auto' }));

function read(text: string, ...channels: string[]) {
  const answer = parseLiveLogics(text);
  return answer.ok ? v5ReadingsOf(answer.value, want(...channels)) : answer;
}

const logic = (more: object) => ({ id: 1, info: 'XLT_LINE_IN_OUT_COUNT', counts: [], ...more });
const body = (...logics: object[]) => JSON.stringify({ time: '2026-04-02T10:00:00+02:00', logics });
const line = (fw: unknown, bw: unknown) =>
  body(
    logic({
      counts: [
        { name: 'fw', value: fw },
        { name: 'bw', value: bw },
      ],
    }),
  );

describe('the live logics of a sensor', () => {
  it('as seen in the field are a count, forward being in', () => {
    expect(read(fixture('v5-live-logics'), '1')).toStrictEqual({
      ok: true,
      value: {
        readings: [{ kind: 'count', channel: '1', in: 120, out: 97 }],
        channelNames: new Map([['1', 'Main door']]),
        deviceClockMs: Date.UTC(2026, 3, 2, 8),
        deviceTime: '2026-04-02T10:00:00+02:00',
      },
    });
  });

  it('are lines and zones of old and new firmware, whatever else the sensor counts', () => {
    const result = read(fixture('v5-many-logics'), '1', '2', '3');
    expect(result).toMatchObject({
      value: {
        readings: [
          { kind: 'count', channel: '1', in: 120, out: 97 },
          { kind: 'level', channel: '2', occupancy: -2 },
          { kind: 'level', channel: '3', occupancy: 4 },
        ],
      },
    });
    expect(result.ok && [...(result.value.channelNames ?? [])]).toStrictEqual([
      ['1', 'Main door'],
      ['2', 'Hall'],
    ]);
  });

  it('that are wanted and count no people are invalid, and harm nobody else', () => {
    expect(read(fixture('v5-many-logics'), '4')).toStrictEqual({
      ok: false,
      error: {
        kind: 'invalid',
        field: 'logics[3].info',
        expected: 'a logic that counts people on a line or in a zone',
        found: '"XLT_PRAM_LINE_IN_OUT_COUNT"',
      },
    });
  });

  it('without the wanted one have no reading for it', () => {
    const result = read(fixture('v5-live-logics'), '7');
    expect(result.ok && result.value.readings.map(({ channel }) => channel)).toStrictEqual(['1']);
  });

  it.each([
    [line(1, undefined), 'logics[0].counts', 'bw: a whole number of 0 or more', 'nothing'],
    [line(-1, 0), 'logics[0].counts', 'fw: a whole number of 0 or more', '-1'],
    [line(1.5, 0), 'logics[0].counts', 'fw: a whole number of 0 or more', '1.5'],
    [line('many', 0), 'logics[0].counts', 'fw: a whole number of 0 or more', '"many"'],
    [line(0, 1e20), 'logics[0].counts', 'bw: a whole number of 0 or more', '100000000000000000000'],
    [
      body(logic({ counts: [{ name: 'fw', value: 1 }] })),
      'logics[0].counts',
      'one count fw and one count bw',
      '["fw"]',
    ],
    [
      body(logic({ counts: ['fw', 'fw', 'bw'].map((name) => ({ name, value: 1 })) })),
      'logics[0].counts',
      'one count fw and one count bw',
      '["fw","fw","bw"]',
    ],
    [body(logic({ counts: 'none' })), 'logics[0].counts', 'one count fw and one count bw', '[]'],
    [
      body(
        logic({
          info: 'XLT_ZONE_OCCUPANCY_COUNT',
          counts: [
            { name: 'a', value: 1 },
            { name: 'b', value: 2 },
          ],
        }),
      ),
      'logics[0].counts',
      'one count balance',
      '["a","b"]',
    ],
    [
      body(logic({ info: 'XLT_ZONE_OCCUPANCY_COUNT', counts: [{ name: 'balance', value: null }] })),
      'logics[0].counts',
      'a whole number',
      'null',
    ],
    [body(logic({ id: 1 }), logic({ id: '1' })), 'logics[0].counts', 'one count fw and one count bw', '[]'],
    ['{"logics":[{"info":"x"}]}', 'logics[0].id', 'text or a whole number', 'nothing'],
    ['{"time":"x"}', 'logics', 'array', 'nothing'],
    ['', 'body', 'JSON', 'an empty body'],
    ['<html>', 'body', 'JSON', 'an HTML page'],
  ])('that cannot be understood are no number: %s', (text, field, expected, found) => {
    expect(read(text, '1')).toStrictEqual({ ok: false, error: { kind: 'invalid', field, expected, found } });
  });

  it('with one id twice are invalid for who wants it', () => {
    const counts = [
      { name: 'fw', value: 1 },
      { name: 'bw', value: 1 },
    ];
    const text = body(logic({ counts }), logic({ counts }), logic({ id: 2, counts }));
    expect(read(text, '1')).toMatchObject({ error: { field: 'logics[1].id', expected: 'each id once' } });
    expect(read(text, '2').ok).toBe(true);
  });
});

describe('other answers of a sensor', () => {
  it('are a token with its life', () => {
    expect(parseLogin('{"token":"abc","valid_for":3600,"max_unused_for":"600"}')).toStrictEqual({
      ok: true,
      value: { token: 'abc', valid_for: 3600, max_unused_for: 600 },
    });
    expect(parseLogin('{"token":"abc","valid_for":-1}')).toMatchObject({ value: { token: 'abc' } });
    for (const token of ['', 'a b', 'a\r\nb', 7, null]) {
      expect(parseLogin(JSON.stringify({ token }))).toMatchObject({ error: { field: 'token' } });
    }
  });

  it('are counts, all of them numbers', () => {
    expect(parseLiveCounts('{"counts":[{"id":10,"value":"4"}]}')).toMatchObject({
      value: [{ id: '10', value: 4 }],
    });
    expect(parseLiveCounts('{"counts":[{"id":10}]}')).toMatchObject({ error: { field: 'counts[0].value' } });
  });

  it('are a serial where there is one', () => {
    expect(parseDeviceInfo('{"serial":"80:1f:12:d5:30:dc"}')).toMatchObject({
      value: { serial: '801F12D530DC' },
    });
    expect(parseDeviceInfo('{}')).toMatchObject({ ok: true, value: { serial: undefined } });
  });
});

describe('a logic', () => {
  it.each([
    ['XLT_LINE_IN_OUT_COUNT', 'line'],
    ['XLT_4X_LINE_IN_OUT_COUNT', 'line'],
    ['XLT_LINE_LATE_COUNT', 'line'],
    ['xlt_4x_line_late_count', 'line'],
    ['XLT_ZONE_OCCUPANCY_COUNT', 'zone'],
    ['XLT_4X_ZONE_COUNT', 'zone'],
    ['XLT_LINE_GROUP_COUNT', undefined],
    [undefined, undefined],
  ])('with the info %s counts people of a %s', (info, kind) => {
    expect(kindOf(info)).toBe(kind);
  });

  it.each([
    ['fw', 'bw'],
    ['Forward', 'BACKWARD'],
  ])('of a line has counts named %s and %s', (forward, backward) => {
    const counts = [
      { name: backward, value: 0 },
      { name: forward, value: 7 },
    ];
    expect(passagesIn(counts)).toEqual({ in: 7, out: 0 });
    expect(passagesIn([...counts, { name: 'fw', value: 1 }])).toHaveProperty('expected');
  });

  it.each(['balance', 'Occupancy'])('of a zone has a count named %s, whatever else it has', (name) => {
    const counts = [
      { name: 'dwell', value: 90 },
      { name, value: 4 },
    ];
    expect(levelIn(counts)).toEqual({ occupancy: 4 });
    expect(
      levelIn([
        { name: 'dwell', value: 90 },
        { name: 'other', value: 4 },
      ]),
    ).toHaveProperty('expected');
  });

  it('of a line never counts less than nobody', () => {
    expect(read(line(0, 0), '1')).toMatchObject({ value: { readings: [{ in: 0, out: 0 }] } });
    expect(read(line(-1, 0), '1')).toMatchObject({ error: { expected: 'fw: a whole number of 0 or more' } });
    expect(read(line(0, -1), '1')).toMatchObject({ error: { expected: 'bw: a whole number of 0 or more' } });
  });

  it('without a name has none', () => {
    const counts = [
      { name: 'fw', value: 1 },
      { name: 'bw', value: 0 },
    ];
    const answer = body(
      logic({ counts }),
      logic({ id: 2, name: '', counts }),
      logic({ id: 3, name: 'Hall', counts }),
    );
    const result = read(answer, '1');
    expect(result.ok && [...(result.value.channelNames ?? [])]).toEqual([['3', 'Hall']]);
  });
});
