import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../parse/parse-body.ts';
import { snapshotOf } from './readings.ts';
import { isOccupancyOff, occupancySchema } from './schema.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
}

function snapshot(text: string) {
  const parsed = parseBody(occupancySchema, text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return snapshotOf(parsed.value);
}

describe('/a3dpc/api/occupancy', () => {
  it('is a level and a count in one, with the time that its offset names', () => {
    expect(snapshot(fixture('occupancy'))).toStrictEqual({
      readings: [
        { kind: 'level', channel: 'main', occupancy: 15, totals: { in: 100, out: 85 } },
        { kind: 'count', channel: 'main', in: 100, out: 85 },
      ],
      serial: '00408C188227',
      deviceClockMs: Date.UTC(2020, 11, 3, 15, 28, 5),
      deviceTime: '2020-12-03T16:28:05+01:00',
    });
  });

  it('is a level alone where the totals are missing', () => {
    expect(snapshot('{"occupancy":"-2","total_in":4}')).toStrictEqual({
      readings: [{ kind: 'level', channel: 'main', occupancy: -2 }],
    });
  });

  it.each([
    ['{}', 'occupancy', 'nothing'],
    ['{"occupancy":1,"total_in":-1,"total_out":0}', 'total_in', '-1'],
    ['{"occupancy":12345678901234567890}', 'occupancy', '12345678901234567000'],
    ['{"occupancy":[15]}', 'occupancy', '[15]'],
  ])('is refused as %s, naming the field', (text, field, found) => {
    expect(parseBody(occupancySchema, text)).toMatchObject({ error: { kind: 'invalid', field, found } });
  });

  it('never becomes a number that is not in it, and never throws', () => {
    const value = fc.oneof(fc.integer(), fc.integer().map(String), fc.double(), fc.jsonValue());
    const fields = { occupancy: value, total_in: value, total_out: value, timestamp: value, serial: value };
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record(fields, { requiredKeys: [] }).map((body) => JSON.stringify(body)),
          fc.json(),
        ),
        (text) => {
          const parsed = parseBody(occupancySchema, text);
          if (!parsed.ok) return;
          const source = JSON.parse(text) as Record<string, unknown>;
          for (const reading of snapshotOf(parsed.value).readings) {
            if (reading.kind === 'level') expect(reading.occupancy).toBe(Number(source.occupancy) + 0);
            else
              expect([reading.in, reading.out]).toStrictEqual([
                Number(source.total_in) + 0,
                Number(source.total_out) + 0,
              ]);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('code 1200', () => {
  it.each([
    ['error-secondary', false],
    ['error-occupancy-off', true],
    ['error-passthrough-off', false],
  ])('of %s means that occupancy is off: %s, as only its message says', (name, isOff) => {
    const { error } = JSON.parse(fixture(name)) as { error: { code: number; message: string } };
    expect(error.code).toBe(1200);
    expect(isOccupancyOff(error)).toBe(isOff);
  });

  it('of another message means something else', () => {
    expect(isOccupancyOff({ code: 1200, message: 'Try again later.' })).toBe(false);
  });
});
