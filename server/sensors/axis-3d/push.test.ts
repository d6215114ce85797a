import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pushed } from '../push/pushed.ts';
import { parsePush } from './push.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
}

function push(text: string): Pushed {
  const parsed = parsePush(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

describe('a push', () => {
  it('is read as in the example', () => {
    expect(push(fixture('push.json'))).toEqual({
      intervals: [
        {
          channel: 'main',
          fromMs: Date.parse('2020-12-08T12:19:00Z'),
          toMs: Date.parse('2020-12-08T12:20:00Z'),
          in: 0,
          out: 0,
          identity: 'ACCC8EF3D92E 2020-12-08T12:19:00.000Z 2020-12-08T12:20:00.000Z',
        },
      ],
      levels: [],
      isHint: true,
    });
  });

  it('without a measurement of people is taken and says nothing', () => {
    const text = '{"data":{},"sensor":{"serial":"AC"}}';
    expect(push(text)).toMatchObject({ intervals: [], isHint: false });
  });

  it('is read as in the table: arrays, timeZone, numbers as text, other kinds beside', () => {
    expect(push(fixture('push-as-in-table.json')).intervals).toMatchObject([
      { in: 2, out: 0, identity: expect.stringMatching(/^ACCC8EF3D92E /) },
      { in: 4, out: 1 },
    ]);
  });

  it('has the same identity however its times and serial are printed', () => {
    const example = fixture('push.json');
    const other = example
      .replace('accc8ef3d92e",        "ip', 'AC:CC:8E:F3:D9:2E",        "ip')
      .replaceAll('2020-12-08T12:19:00Z', '2020-12-08T13:19:00+01:00');
    expect(push(other).intervals).toEqual(push(example).intervals);
  });

  it('takes the times of its data where a measurement has none', () => {
    const text =
      '{"data":{"utcFrom":"2020-12-08T12:19:00Z","utcTo":"2020-12-08T12:20:00Z","measurements":[{"items":[{"direction":"In","count":1},{"direction":"OUT","count":2}]}]},"sensor":{"serial":"AC"}}';
    expect(push(text).intervals).toMatchObject([{ in: 1, out: 2 }]);
  });

  it('counts a measurement once that stands in it twice, and refuses one that contradicts itself', () => {
    const measurement = (count: number) =>
      `{"kind":"people-counts","utcFrom":"2020-12-08T12:19:00Z","utcTo":"2020-12-08T12:20:00Z","items":[{"direction":"in","count":${count}},{"direction":"out","count":0}]}`;
    const text = (a: number, b: number) =>
      `{"data":[{"measurements":[${measurement(a)}]},{"measurements":[${measurement(b)}]}],"sensor":[{"serial":"AC"}]}`;
    expect(push(text(3, 3)).intervals).toMatchObject([{ in: 3, out: 0 }]);
    expect(parsePush(text(3, 4))).toMatchObject({ error: { field: 'data[1].measurements[0]' } });
  });

  const broken = (from: string, to: string) => fixture('push.json').replace(from, to);

  it.each([
    ['', 'body', 'an empty body'],
    ['[]', 'body', '[]'],
    [broken('"sensor"', '"camera"'), 'sensor[0]', 'nothing'],
    [broken('"serial": "accc8ef3d92e"', '"serial": ""'), 'sensor.serial', '""'],
    [broken('"count": 0', '"count": -1'), 'data[0].measurements[0].items[0].count', '-1'],
    [broken('"count": 0', '"count": "many"'), 'data[0].measurements[0].items[0].count', '"many"'],
    [
      broken('"direction": "out"', '"direction": "up"'),
      'data[0].measurements[0].items',
      expect.stringContaining('up'),
    ],
    [
      broken(
        '"people-counts",                "utcFrom": "2020-12-08T12:19:00Z"',
        '"people-counts",                "utcFrom": "12:19"',
      ),
      'data[0].measurements[0].utcFrom',
      '"12:19"',
    ],
    [
      fixture('push.json').replaceAll('12:20:00Z', '12:19:00Z'),
      'data[0].measurements[0].utcTo',
      '"2020-12-08T12:19:00.000Z"',
    ],
    ['{"data":[],"sensor":[{"serial":"AA"},{"serial":"BB"}]}', 'sensor', '["AA","BB"]'],
  ])('is refused as %s, naming the place', (text, field, found) => {
    expect(parsePush(text)).toMatchObject({ error: { kind: 'invalid', field, found } });
  });

  it('whatever it is, throws nothing and invents no number', () => {
    const whole = fixture('push-as-in-table.json');
    const edited = fc
      .record({ at: fc.nat(whole.length), length: fc.nat(60), by: fc.string({ maxLength: 10 }) })
      .map(({ at, length, by }) => whole.slice(0, at) + by + whole.slice(at + length));
    fc.assert(
      fc.property(fc.oneof(edited, fc.json(), fc.string()), (text) => {
        const parsed = parsePush(text);
        if (!parsed.ok) return;
        const printed = new Set((text.match(/\d+/g) ?? []).map(Number));
        for (const interval of parsed.value.intervals) {
          expect(interval.fromMs).toBeLessThan(interval.toMs);
          expect([...printed, ...[...printed].flatMap((a) => [...printed].map((b) => a + b))]).toContain(
            interval.in,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});
