import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asSensorError, checkParameters, dayParameter, wrongParameter } from './parameters.ts';

const schema = z.strictObject({
  day: dayParameter,
  limit: z.number('a number').max(5, '5 at most').optional(),
  bins: z.object({ to: z.object({ hour: z.number('an hour') }) }).optional(),
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
    [{ day: '2023-02-28', bins: { to: { hour: '8' } } }, 'bins.to.hour', 'an hour', '"8"'],
    [{ day: '2023-02-28', bins: { to: {} } }, 'bins.to.hour', 'an hour', 'nothing'],
    [{ day: '2023-02-28', speed: 1 }, 'speed', 'no such parameter', '1'],
  ])('names what is wrong in %j', (parameters, parameter, expected, found) => {
    const error = { kind: 'parameter', parameter, expected, found };
    expect(checkParameters(schema, parameters)).toEqual({ ok: false, error });
  });
});

describe('the error of a parameter', () => {
  it('is written by hand in the same form', () => {
    expect(wrongParameter('from', 'a day', '2023')).toEqual({
      kind: 'parameter',
      parameter: 'from',
      expected: 'a day',
      found: '"2023"',
    });
  });

  it('is the device’s where the parameter came from it; any other error stays', () => {
    expect(asSensorError(wrongParameter('from', 'a day', 7))).toEqual({
      kind: 'invalid',
      field: 'from',
      expected: 'a day',
      found: '7',
    });
    const refused = { kind: 'unauthorized', status: 401 } as const;
    expect(asSensorError(refused)).toBe(refused);
  });
});
