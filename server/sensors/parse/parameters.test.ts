import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkParameters, dayParameter } from './parameters.ts';

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
