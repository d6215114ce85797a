import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../parse/parse-body.ts';
import { snapshotOf } from './readings.ts';
import { countsSchema, frameRatesSchema, parametersSchema, parseSignal } from './schema.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

function snapshotIn(text: string) {
  const counts = parseBody(countsSchema, text);
  if (!counts.ok) throw new Error(JSON.stringify(counts.error));
  return snapshotOf(counts.value);
}

describe('counts.json', () => {
  it("is, as printed, a count whose epoch is the device's date", () => {
    expect(snapshotIn(fixture('counts.json'))).toStrictEqual({
      readings: [{ kind: 'count', channel: 'main', in: 0, out: 0, epoch: '20180115' }],
      serial: 'ACCC8E235294',
      name: 'Untitled AXIS 3D People Counter',
      deviceClockMs: Date.UTC(2018, 0, 15, 12, 17, 10),
      deviceTime: '20180115121710',
    });
  });

  it('is taken with numbers as text, the timestamp as a number and fields that nobody knows', () => {
    const text = '{"in":"12","out":" 3 ","timestamp":20180115121710,"serial":"ac:cc:8e:23:52:94","mood":1}';
    expect(snapshotIn(text)).toMatchObject({
      readings: [{ in: 12, out: 3, epoch: '20180115' }],
      serial: 'ACCC8E235294',
    });
  });

  it('is taken without serial, name and time, and then has no epoch', () => {
    expect(snapshotIn('{"in":4,"out":1}')).toStrictEqual({
      readings: [{ kind: 'count', channel: 'main', in: 4, out: 1 }],
    });
  });

  it.each([
    ['{"in":-1,"out":0}', 'in', '-1'],
    ['{"in":1}', 'out', 'nothing'],
    ['{"in":1e20,"out":0}', 'in', '100000000000000000000'],
    ['{"in":"","out":0}', 'in', '""'],
    ['<html></html>', 'body', 'an HTML page'],
    ['', 'body', 'an empty body'],
    ['{"in":1,"out"', 'body', expect.any(String)],
  ])('is refused as %j, naming what is wrong', (text, field, found) => {
    expect(parseBody(countsSchema, text)).toMatchObject({ error: { kind: 'invalid', field, found } });
  });
});

describe('fps.json', () => {
  it('is frames per second, now and on average', () => {
    expect(parseBody(frameRatesSchema, fixture('fps.json'))).toStrictEqual({
      ok: true,
      value: { now: 14.62, mean: { 5: 14.71, 50: 14.9, 100: 14.97, 1000: 15 }, frames: 1_203_344 },
    });
  });

  it.each(['-1', '"fast"', 'null', '""', '"1e3"'])('is refused with fps %s', (fps) => {
    const text = fixture('fps.json').replace('14.62', fps);
    expect(parseBody(frameRatesSchema, text)).toMatchObject({
      error: { kind: 'invalid', field: 'fps', expected: 'a number of 0 or more' },
    });
  });
});

describe('io.json', () => {
  it.each([
    ['"True"', true],
    ['"False"', false],
    ['True', true],
    ['False\r\n', false],
    ["'true'", true],
    ['false', false],
  ])('%j is %s', (body, value) => {
    expect(parseSignal(body)).toStrictEqual({ ok: true, value });
  });

  it.each(['', '"', '"True', 'Truey', '1', 'null', '"True" or "False"', '<html>True</html>'])(
    'is refused as %j',
    (body) => {
      expect(parseSignal(body)).toMatchObject({ error: { kind: 'invalid', expected: 'True or False' } });
    },
  );
});

describe('params.json', () => {
  it('is every parameter by its name, nested ones with dots', () => {
    const text = '{"Counter":{"Enabled":true,"Lines":[3,{"Y":4}]},"Name":"Door","Errors":null,"None":{}}';
    const parameters = parseBody(parametersSchema, text);
    expect(parameters.ok && [...parameters.value]).toStrictEqual([
      ['Counter.Enabled', true],
      ['Counter.Lines.0', 3],
      ['Counter.Lines.1.Y', 4],
      ['Name', 'Door'],
      ['Errors', null],
    ]);
  });

  it.each(['[]', '3', 'null', '""'])('is refused as %s', (text) => {
    expect(parseBody(parametersSchema, text)).toMatchObject({ error: { kind: 'invalid', field: 'body' } });
  });
});

describe('any answer at all', () => {
  const value = fc.oneof(fc.integer(), fc.integer().map(String), fc.double(), fc.jsonValue());
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ in: value, out: value, timestamp: value, fps: value, frames: value }, { requiredKeys: [] })
      .map((record) => JSON.stringify(record)),
  );

  it('is read without a throw, and never becomes a number that is not in it', () => {
    fc.assert(
      fc.property(body, (text) => {
        parseSignal(text);
        parseBody(frameRatesSchema, text);
        parseBody(parametersSchema, text);
        const counts = parseBody(countsSchema, text);
        if (!counts.ok) return;
        const source = JSON.parse(text) as Record<string, unknown>;
        for (const reading of snapshotOf(counts.value).readings) {
          if (reading.kind !== 'count') throw new Error('no count');
          expect(BigInt(String(source.in).trim())).toBe(BigInt(reading.in));
          expect(BigInt(String(source.out).trim())).toBe(BigInt(reading.out));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
