import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asSensorError, checkParameters, dayParameter, wrongParameter } from './parameters.ts';

const schema = z.strictObject({
  day: dayParameter,
  limit: z.number('a number').max(5, '5 at most').optional(),
});

describe('checking parameters', () => {
  it('gives them as the schema reads them', () => {
    expect(checkParameters(schema, { day: '2024-02-29' })).toEqual({
      ok: true,
      value: { day: '2024-02-29' },
    });
  });

  it.each([
    [{ day: '2023-02-29' }, 'day', 'a day as YYYY-MM-DD', '"2023-02-29"'],
    [{ day: '20230228' }, 'day', 'a day as YYYY-MM-DD', '"20230228"'],
    [{}, 'day', 'a day as YYYY-MM-DD', 'nothing'],
    [{ day: '2023-02-28', limit: 6 }, 'limit', '5 at most', '6'],
    [{ day: '2023-02-28', speed: 1 }, 'speed', 'no such parameter', '1'],
  ])('names what is wrong in %j', (parameters, parameter, expected, found) => {
    const error = { kind: 'parameter', parameter, expected, found };
    expect(checkParameters(schema, parameters)).toEqual({ ok: false, error });
  });
});

describe('a wrong parameter', () => {
  it('deep inside is named by its path and quoted', () => {
    const nested = z.strictObject({ days: z.strictObject({ to: dayParameter }) });
    expect(checkParameters(nested, { days: { to: 7 } })).toMatchObject({
      error: { parameter: 'days.to', found: '7' },
    });
    expect(checkParameters(nested, { days: { to: '2023-02-28', by: 'week' } })).toMatchObject({
      error: { parameter: 'days.by', expected: 'no such parameter', found: '"week"' },
    });
    expect(checkParameters(nested, { days: null })).toMatchObject({
      error: { parameter: 'days', found: 'null' },
    });
    expect(checkParameters(nested, 'x')).toMatchObject({ error: { parameter: '', found: '"x"' } });
    const lists = z.object({ a: z.array(z.number('a number')) });
    expect(checkParameters(lists, { a: [1, 'two'] })).toMatchObject({
      error: { parameter: 'a.1', expected: 'a number', found: '"two"' },
    });
    const sum = z.object({ a: z.number().optional() }).superRefine((_, context) => {
      context.addIssue({ code: 'custom', path: ['a', 'b'], message: 'more' });
    });
    expect(checkParameters(sum, {})).toMatchObject({ error: { parameter: 'a.b', found: 'nothing' } });
    expect(checkParameters(sum, { a: 1 })).toMatchObject({ error: { parameter: 'a.b', found: 'nothing' } });
  });

  it('that is checked by hand looks the same', () => {
    expect(wrongParameter('from', 'a day', '2023')).toEqual({
      kind: 'parameter',
      parameter: 'from',
      expected: 'a day',
      found: '"2023"',
    });
  });

  it('is the device’s where the device itself said it; other errors stay what they are', () => {
    expect(asSensorError(wrongParameter('from', 'a day', 3))).toEqual({
      kind: 'invalid',
      field: 'from',
      expected: 'a day',
      found: '3',
    });
    const other = { kind: 'forbidden', status: 403 } as const;
    expect(asSensorError(other)).toBe(other);
  });
});
