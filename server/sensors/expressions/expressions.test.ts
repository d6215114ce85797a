import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExpressionProcess, expressionProblem } from './expressions.ts';

let worker: ExpressionProcess;

beforeEach(() => {
  worker = new ExpressionProcess();
  worker.acquire();
});
afterEach(() => worker.stop());

const work = (expression: string, text = '{"a": 1}') =>
  worker.evaluate({
    text,
    format: 'auto',
    expressions: { in: expression },
    bindings: { topic: 'x/y' },
    wantsAnswer: false,
  });

describe('an expression', () => {
  it('sees the answer and what is bound, and nothing else', async () => {
    expect(await work('[a, $topic]')).toMatchObject({ value: { values: { in: [1, 'x/y'] } } });
    const escapes = [
      'constructor',
      '__proto__',
      '$lookup($, "constructor")',
      '$sum.constructor',
      '$string.constructor("return process")()',
      '$eval("constructor.constructor")',
      'process',
      '$process',
      '$globalThis',
      '$require',
    ];
    for (const attempt of escapes) {
      const found = await work(attempt);
      expect(found.ok ? found.value.values : {}, attempt).toEqual({});
    }
    await work('$ ~> |$|{"__proto__": {"polluted": true}, "toString": 1}|');
    expect(await work('polluted')).toMatchObject({ value: { values: {} } });
  });

  it.each([
    ['recursion without end', '($f := function($x) { $f($x) }; $f(1))'],
    ['deep recursion', '($f := function($x) { 1 + $f($x) }; $f(1))'],
    ['a list of millions', '[1..9999999]'],
    [
      'an expression of text that backtracks for years',
      '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
    ],
    ['a text of gigabytes', '$pad("x", 500000000)'],
    [
      'a text that doubles until memory ends',
      `($a := "xxxxxxxxxxxxxxxx"; ${Array.from({ length: 26 }, () => '$a := $a & $a;').join(' ')} $uppercase($a))`,
    ],
  ])('ends where it is %s, and others are worked out afterwards', async (_what, expression) => {
    const [bad, good] = await Promise.all([work(expression), work('a')]);
    expect(bad).toMatchObject({ ok: false, error: { kind: 'invalid' } });
    expect(good).toMatchObject({ value: { values: { in: 1 } } });
  });

  it('gives no more than a device could mean', async () => {
    expect(await work('$pad("x", 300000)')).toMatchObject({
      error: { found: expect.stringContaining('200000') },
    });
  });

  it('is reported with its place where it is wrong', () => {
    expect(expressionProblem('lines[0.in')).toBe(
      'a JSONata expression (Expected "]" before end of expression at character 10)',
    );
    expect(expressionProblem(' ')).toContain('not an empty text');
    expect(expressionProblem('('.repeat(1900))).toContain('a JSONata expression');
    expect(expressionProblem('a'.repeat(3000))).toContain('at most 2000');
    expect(expressionProblem('$sum(lines.in)')).toBeUndefined();
  });

  it('reads the first part of a message in several', async () => {
    const body =
      '--b0undary\r\nContent-Type: application/xml\r\n\r\n<r><n>5</n></r>\r\n--b0undary\r\nContent-Type: image/jpeg\r\n\r\n…\r\n--b0undary--';
    expect(await work('r.n', body)).toMatchObject({ value: { values: { in: 5 } } });
  });

  it('is worked out no more when the process is stopped', async () => {
    const waiting = work('($f := function($x) { $f($x) }; $f(1))');
    worker.stop();
    expect(await waiting).toMatchObject({ error: { kind: 'unreachable' } });
  });
});
