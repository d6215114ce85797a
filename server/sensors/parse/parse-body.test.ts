import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isHtml, isWebPage, parseBody, parseValue, quote, shorten } from './parse-body.ts';
import {
  decimalSchema,
  looseTextSchema,
  normaliseSerial,
  pathPrefixOf,
  totalSchema,
  wholeNumberOf,
  wholeNumberSchema,
} from './values.ts';

const schema = z.object({ rows: z.array(z.object({ people: totalSchema, name: z.string().optional() })) });

function errorOf(text: string) {
  const parsed = parseBody(schema, text);
  if (parsed.ok) throw new Error('expected an error');
  return parsed.error;
}

describe('parseBody', () => {
  it('gives the value, without fields it does not know', () => {
    expect(parseBody(schema, '{"rows":[{"people":"7","x":1}],"y":2}')).toEqual({
      ok: true,
      value: { rows: [{ people: 7 }] },
    });
  });

  it.each([
    ['', 'an empty body'],
    [' \r\n', 'an empty body'],
    ['<!DOCTYPE html><html></html>', 'an HTML page'],
    ['\n<html>', 'an HTML page'],
    ['{"rows":[{"people":', 'an end after {"rows":[{"people":'],
    ['OK', 'OK'],
    ['{"rows":\u0000[\u001b[1m?', '{"rows":·[·[1m?'],
    ['a\u0001b\u0002c\u0003d\u0004', 'data that is no text'],
    [
      new TextDecoder().decode(Uint8Array.from({ length: 200 }, (_, at) => (at * 73) % 256)),
      'data that is no text',
    ],
    [' Zürich – 東京 \r\n🚦 ', 'Zürich – 東京 🚦'],
  ])('calls %j no JSON and says what it is', (text, found) => {
    expect(errorOf(text)).toEqual({ kind: 'invalid', field: 'body', expected: 'JSON', found });
  });

  it('quotes the place where a long text stops being JSON', () => {
    const error = errorOf(`{"rows":[${'{"people":1},'.repeat(50)}{"people" 1}]}`);
    expect(error).toMatchObject({ field: 'body', found: expect.stringContaining('{"people" 1}') });
  });

  it('names the path of a wrong field and quotes it short', () => {
    expect(errorOf('{"rows":[{"people":1},{"people":"many"}]}')).toEqual({
      kind: 'invalid',
      field: 'rows[1].people',
      expected: 'a whole number of 0 or more',
      found: '"many"',
    });
    expect(errorOf('{"rows":[{}]}')).toMatchObject({ field: 'rows[0].people', found: 'nothing' });
    expect(errorOf(`{"rows":"${'x'.repeat(500)}"}`)).toMatchObject({ field: 'rows', expected: 'array' });
    expect(errorOf('{"rows":[{"people":"a\\u0007few"}]}')).toMatchObject({ found: '"a·few"' });
    expect(errorOf('{"rows":[{"people":"\\u0007\\u0001\\u0002x"}]}')).toMatchObject({
      found: 'data that is no text',
    });
    expect(errorOf('[1]')).toMatchObject({ field: 'body', expected: 'object', found: '[1]' });
  });

  it('looks into the branches of a union', () => {
    const either = z.object({ a: z.union([z.object({ n: totalSchema }), z.string()]) });
    const parsed = parseBody(either, '{"a":{"n":-1}}');
    expect(parsed).toMatchObject({ error: { field: 'a.n', found: '-1' } });
  });

  it('keeps what it quotes to 80 characters', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.json(), (text, json) => {
        for (const body of [text, json, JSON.stringify({ rows: [{ people: text }] })]) {
          const parsed = parseBody(schema, body);
          if (!parsed.ok && parsed.error.kind === 'invalid')
            expect(parsed.error.found.length).toBeLessThanOrEqual(80);
        }
      }),
    );
  });
});

describe('a whole number', () => {
  it.each([
    [12, 12],
    ['12', 12],
    [' 12 ', 12],
    ['-3', -3],
    [-0, 0],
    ['9007199254740991', 9007199254740991],
  ])('is read from %j', (value, number) => {
    expect(wholeNumberSchema.parse(value)).toBe(number);
  });

  it.each([
    1.5,
    '1.5',
    '1e3',
    '',
    ' ',
    'NaN',
    '0x10',
    null,
    true,
    [],
    {},
    1e20,
    '9007199254740993',
    Number.NaN,
  ])('is not %j', (value) => {
    expect(wholeNumberSchema.safeParse(value).success).toBe(false);
  });

  it('is never invented: what comes out is what the text says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.integer().map(String)), (value) => {
        const parsed = wholeNumberSchema.safeParse(value);
        if (parsed.success) expect(BigInt(String(value).trim())).toBe(BigInt(parsed.data));
      }),
    );
  });
});

describe('what is quoted', () => {
  it('is short and on one line', () => {
    expect(quote(undefined)).toBe('nothing');
    expect(quote(null)).toBe('null');
    expect(quote({ a: [1, 'x'] })).toBe('{"a":[1,"x"]}');
    expect(quote('a\nb')).toBe(String.raw`"a\nb"`);
    expect(quote(Symbol('s'))).toBe('Symbol(s)');
    expect(shorten('  a \r\n\t b ')).toBe('a b');
    expect(shorten('x'.repeat(80))).toBe('x'.repeat(80));
    expect(shorten('x'.repeat(81))).toBe(`${'x'.repeat(79)}…`);
    expect(shorten('a\u0007b\ufffdc')).toBe('a·b·c');
  });

  it('is data, where three of ten signs cannot be shown', () => {
    expect(quote(`${'a'.repeat(7)}${'\u0001'.repeat(3)}`)).toBe('"aaaaaaa···"');
    expect(quote(`${'a'.repeat(6)}${'\u0001'.repeat(3)}`)).toBe('data that is no text');
    // White space says nothing, and what comes late is not looked at.
    expect(quote(`${' '.repeat(50)}a\u0001`)).toBe('data that is no text');
    expect(quote(`${'a'.repeat(400)}${'\u0001'.repeat(900)}`)).toBe(`"${'a'.repeat(78)}…`);
    expect(quote('')).toBe('""');
  });

  it('is the end of a text that stops early, and the place where another goes wrong', () => {
    const long = `{"rows":[{"people":1,"name":"${'n'.repeat(60)}`;
    expect(errorOf(long)).toMatchObject({ found: `an end after ${'n'.repeat(40)}` });
    const wrong = `{"rows":[${'1,'.repeat(40)}1 2,${'2,'.repeat(40)}`;
    const { found } = errorOf(wrong) as { found: string };
    expect(found).toBe(`${wrong.slice(71, 131)}`);
  });
});

describe('a web page', () => {
  it.each([
    ['<!DOCTYPE html><p>', true, true],
    ['  <HTML lang="en">', true, true],
    ['<head>', true, true],
    ['<body>', true, true],
    ['<?xml version="1.0"?> <html>', false, true],
    ['<!DOCTYPE svg>', true, false],
    ['<header>', false, false],
    ['x<html>', false, false],
    ['<?xml version="1.0"?><data/>', false, false],
    ['{}', false, false],
  ])('%s: %s, and as XML: %s', (text, html, page) => {
    expect([isHtml(text), isWebPage(text)]).toEqual([html, page]);
  });
});

describe('parseValue', () => {
  it('names the whole body, and the inner place of nested unions', () => {
    expect(parseValue(totalSchema, -1)).toEqual({
      ok: false,
      error: { kind: 'invalid', field: 'body', expected: 'a whole number of 0 or more', found: '-1' },
    });
    const nested = z.object({
      list: z.array(z.union([z.object({ a: z.union([z.object({ b: totalSchema }), z.null()]) }), z.null()])),
    });
    expect(parseValue(nested, { list: [null, { a: { b: 'x' } }] })).toMatchObject({
      error: { field: 'list[1].a.b', found: '"x"', expected: 'a whole number of 0 or more' },
    });
    expect(parseValue(z.object({ constructor: z.string() }), {})).toMatchObject({
      error: { field: 'constructor' },
    });
    expect(parseValue(z.object({ a: z.object({ b: z.string() }) }), { a: 7 })).toMatchObject({
      error: { field: 'a', expected: 'object', found: '7' },
    });
  });
});

describe('values of devices', () => {
  it('are whole numbers of 0 or more where they only grow', () => {
    expect([0, '0', -0, ' 7 ', '+7'].map((value) => totalSchema.parse(value))).toEqual([0, 0, 0, 7, 7]);
    for (const value of [-1, '-1', 1.5, 'x1', '1x', null]) {
      expect(totalSchema.safeParse(value).error?.issues[0]?.message).toBe('a whole number of 0 or more');
    }
    expect(wholeNumberSchema.safeParse('x').error?.issues[0]?.message).toBe('a whole number');
    expect(Object.is(wholeNumberOf(-0), 0)).toBe(true);
    expect(wholeNumberOf('1 2')).toBeNull();
  });

  it('are measures with fractions', () => {
    expect([14.71, '14.71', ' 3 ', 0, '0'].map((value) => decimalSchema.parse(value))).toEqual([
      14.71, 14.71, 3, 0, 0,
    ]);
    expect(Object.is(decimalSchema.parse(-0), 0)).toBe(true);
    for (const value of [-1, '-1', '1.', '.5', '1e3', '1.5x', 'x1.5', '1,5', '', null, Infinity]) {
      expect(decimalSchema.safeParse(value).error?.issues[0]?.message, String(value)).toBe(
        'a number of 0 or more',
      );
    }
  });

  it('are texts that are nice to have', () => {
    const texts = ['a', 7, true, null, {}, undefined].map((value) => looseTextSchema.parse(value));
    expect(texts).toEqual(['a', '7', undefined, undefined, undefined, undefined]);
  });

  it('are serial numbers in one form', () => {
    expect(normaliseSerial('00:40:8c:18:82:27')).toBe('00408C188227');
    expect(normaliseSerial(' ACCC8E-000001 ')).toBe('ACCC8E000001');
    expect([normaliseSerial(''), normaliseSerial('::-')]).toEqual([undefined, undefined]);
  });

  it('are paths without their slash at the end', () => {
    expect(pathPrefixOf('http://10.0.0.11')).toBe('');
    expect(pathPrefixOf('http://10.0.0.11/')).toBe('');
    expect(pathPrefixOf('https://gate/cam1//')).toBe('/cam1');
    expect(pathPrefixOf('https://gate/a/b?x=1')).toBe('/a/b');
  });
});
