import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { parseBody } from '../parse/parse-body.ts';
import { snapshotOf } from './readings.ts';
import {
  isAcknowledged,
  type LiveOccupancy,
  type LiveSum,
  liveOccupancySchema,
  liveSumSchema,
} from './schema.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
}

function read<S extends z.ZodType>(schema: S, text: string): z.infer<S> {
  const parsed = parseBody(schema, text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const sumOf = (text: string): LiveSum => read(liveSumSchema, text);
const occupancyOf = (text: string): LiveOccupancy => read(liveOccupancySchema, text);

describe('live-sum.json', () => {
  it("is a count whose epoch is the device's date", () => {
    expect(snapshotOf({ sum: sumOf(fixture('live-sum')) })).toStrictEqual({
      readings: [{ kind: 'count', channel: 'main', in: 12, out: 318, epoch: '20170503' }],
      serial: '00408CAC512B',
      name: 'Exit south',
      deviceClockMs: Date.UTC(2017, 4, 3, 11, 27, 56),
      deviceTime: '20170503112756',
    });
  });

  it('is taken with numbers as text and the timestamp as a number', () => {
    expect(snapshotOf({ sum: sumOf(fixture('live-sum-text')) })).toMatchObject({
      readings: [{ in: 100, out: 85, epoch: '20201203' }],
      deviceTime: '20201203162805',
    });
  });

  it('is taken without serial, name and time, and with a time that is none', () => {
    expect(snapshotOf({ sum: sumOf(fixture('live-sum-bare')) })).toStrictEqual({
      readings: [{ kind: 'count', channel: 'main', in: 4, out: 0 }],
    });
    expect(
      snapshotOf({ sum: sumOf('{"in":1,"out":0,"timestamp":123,"serial":null,"name":{}}') }),
    ).toStrictEqual({
      readings: [{ kind: 'count', channel: 'main', in: 1, out: 0 }],
      deviceTime: '123',
    });
  });

  it.each([
    ['{"in":-1,"out":0}', 'in', '-1'],
    ['{"in":1,"out":"many"}', 'out', '"many"'],
    ['{"in":1}', 'out', 'nothing'],
    ['{"in":1e20,"out":0}', 'in', '100000000000000000000'],
    ['{"in":1.5,"out":0}', 'in', '1.5'],
    ['{"in":null,"out":0}', 'in', 'null'],
  ])('is refused as %s, naming the field', (text, field, found) => {
    expect(parseBody(liveSumSchema, text)).toMatchObject({ error: { kind: 'invalid', field, found } });
  });
});

describe('live-occupancy.json', () => {
  it.each(['live-occupancy', 'live-occupancy-spaced'])('is a level with its totals, as in %s', (name) => {
    expect(snapshotOf({ occupancy: occupancyOf(fixture(name)) })).toStrictEqual({
      readings: [{ kind: 'level', channel: 'main', occupancy: 15, totals: { in: 100, out: 85 } }],
      serial: 'ACCC8E019C5F',
      name: 'Hall',
      deviceClockMs: Date.UTC(2020, 11, 3, 16, 28, 5),
      deviceTime: '20201203162805',
    });
  });

  it('may be below 0, as devices report it', () => {
    expect(snapshotOf({ occupancy: occupancyOf(fixture('live-occupancy-negative')) }).readings).toStrictEqual(
      [{ kind: 'level', channel: 'main', occupancy: -3, totals: { in: 82, out: 85 } }],
    );
  });

  it('is refused while the device gives -1 for everything', () => {
    expect(parseBody(liveOccupancySchema, fixture('live-occupancy-not-ready'))).toMatchObject({
      error: { kind: 'invalid', field: 'totalin', found: '-1' },
    });
  });

  it('has totals only where both came', () => {
    for (const rest of ['', ',"totalin":5', ',"totalin":5,"totalout":null']) {
      expect(snapshotOf({ occupancy: occupancyOf(`{"occupancy":"7"${rest}}`) }).readings).toStrictEqual([
        { kind: 'level', channel: 'main', occupancy: 7 },
      ]);
    }
  });
});

describe('both answers', () => {
  it('give a level and a count, with the clock of live-sum.json', () => {
    const snapshot = snapshotOf({
      sum: sumOf(fixture('live-sum')),
      occupancy: occupancyOf(fixture('live-occupancy')),
    });
    expect(snapshot.readings.map((reading) => reading.kind)).toStrictEqual(['level', 'count']);
    expect(snapshot.deviceTime).toBe('20170503112756');
  });
});

describe('any answer at all', () => {
  const count = fc.oneof(fc.integer(), fc.integer().map(String), fc.double(), fc.anything(), fc.string());
  const body = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .record(
        {
          in: count,
          out: count,
          occupancy: count,
          totalin: count,
          'total out': count,
          timestamp: count,
          name: count,
        },
        { requiredKeys: [] },
      )
      .map((value) =>
        JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? String(inner) : inner)),
      ),
  );

  it('never becomes a number that is not in it, and never throws', () => {
    fc.assert(
      fc.property(body, (text) => {
        const sum = parseBody(liveSumSchema, text);
        const occupancy = parseBody(liveOccupancySchema, text);
        const snapshot = snapshotOf({
          ...(sum.ok && { sum: sum.value }),
          ...(occupancy.ok && { occupancy: occupancy.value }),
        });
        const source = sum.ok || occupancy.ok ? (JSON.parse(text) as Record<string, unknown>) : {};
        for (const reading of snapshot.readings) {
          const pairs =
            reading.kind === 'count'
              ? [
                  [reading.in, source.in],
                  [reading.out, source.out],
                ]
              : [[reading.occupancy, source.occupancy]];
          for (const [value, printed] of pairs)
            expect(BigInt(String(printed).trim())).toBe(BigInt(value as number));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the answer to a command', () => {
  it.each(['', ' \n', 'OK', 'ok\r\n', '{"status":"OK"}', '{ "status": "ok" }'])(
    '%j says that it was taken',
    (body) => {
      expect(isAcknowledged(body)).toBe(true);
    },
  );

  it.each(['NOT OK', '{"status":"ERROR"}', '{"status":""}', '{}', 'null', '<html>OK</html>', 'OK?'])(
    '%j does not',
    (body) => {
      expect(isAcknowledged(body)).toBe(false);
    },
  );
});
