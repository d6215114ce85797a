import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isHtml, isWebPage, parseBody, quote, shorten } from './parse-body.ts';
import { decimalSchema, pathPrefixOf, totalSchema, wholeNumberSchema } from './values.ts';

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

describe('a measure', () => {
  it.each([
    [14.71, 14.71],
    ['14.71', 14.71],
    [' 3 ', 3],
    ['3', 3],
    [0, 0],
    [-0, 0],
  ])('%j is %d', (value, number) => {
    expect(decimalSchema.parse(value)).toBe(number);
  });

  it.each([-1, '-1', '1e3', '1.', '.5', 'a1', '1a', '', null, [], Number.NaN, Number.POSITIVE_INFINITY])(
    'is not %j',
    (value) => {
      const { error } = decimalSchema.safeParse(value);
      expect(error?.issues).toEqual([{ code: 'custom', path: [], message: 'a number of 0 or more' }]);
    },
  );
});

it('says what a number has to be', () => {
  const issuesOf = (schema: z.ZodType) => schema.safeParse('many').error?.issues;
  const issue = { code: 'custom', path: [] };
  expect(issuesOf(wholeNumberSchema)).toEqual([{ ...issue, message: 'a whole number' }]);
  expect(issuesOf(totalSchema)).toEqual([{ ...issue, message: 'a whole number of 0 or more' }]);
});

it.each([
  ['http://10.0.0.11', ''],
  ['http://10.0.0.11/', ''],
  ['https://gate/cam1//', '/cam1'],
  ['https://gate/cam1/live', '/cam1/live'],
])('the prefix of %s is %j', (url, prefix) => {
  expect(pathPrefixOf(url)).toBe(prefix);
});

describe('a web page', () => {
  it.each([
    '<html>',
    ' \n<HTML lang="de">',
    '<!DOCTYPE html>',
    '<!doctype\n  html >',
    '<head>',
    '<body class="x">',
  ])('is %j, for a device that answers JSON and for one that answers XML', (text) => {
    expect([isHtml(text), isWebPage(text)]).toEqual([true, true]);
  });

  it.each(['<?xml version="1.0"?><html>', '  <?xml version="1.0" encoding="utf-8"?>\n\t<!DOCTYPE html>'])(
    'may be XML itself: %j',
    (text) => {
      expect([isHtml(text), isWebPage(text)]).toEqual([false, true]);
    },
  );

  it.each([
    '<?xml version="1.0"?><!DOCTYPE counts><counts/>',
    '<!DOCTYPEhtml>',
    '<counts><html/></counts>',
    'x<html>',
    'x <?xml version="1.0"?><html>',
    '<htmlish>',
    '{"a":"<html>"}',
  ])('is not %j', (text) => {
    expect(isWebPage(text)).toBe(false);
  });

  it('is not what only contains one', () => {
    expect(isHtml('counts: <html>')).toBe(false);
  });
});

describe('what is quoted', () => {
  it('is whole up to 80 characters, and says that it was cut', () => {
    expect(shorten('x'.repeat(80))).toBe('x'.repeat(80));
    expect(shorten('x'.repeat(81))).toBe(`${'x'.repeat(79)}…`);
    expect(quote('x'.repeat(78))).toBe(`"${'x'.repeat(78)}"`);
  });

  it('ends where a text that was cut off ends', () => {
    const text = `{"rows":[${'{"people":1},'.repeat(20)}`;
    expect(errorOf(text)).toMatchObject({ found: `an end after ${text.slice(-40)}` });
  });

  it('is judged by its beginning, without spaces', () => {
    expect(quote(`${'many '.repeat(80)}${'\u0001'.repeat(4000)}`)).toMatch(/^"many many/);
    expect(quote(`${'\u0001'.repeat(29)}${'x'.repeat(71)}${' '.repeat(300)}`)).toMatch(/^"·/);
  });

  it('is the value at the place, which may be a dot in a name', () => {
    const dotted = z.object({ 'a.b': z.object({ '.c': totalSchema }) });
    expect(parseBody(dotted, '{"a.b":{".c":"x"}}')).toMatchObject({
      error: { field: 'a.b..c', found: '"x"' },
    });
  });
});
