import { describe, expect, it } from 'vitest';
import { xovisOptionsSchema } from './schema.ts';

const messageOf = (options: object) => xovisOptionsSchema.safeParse(options).error?.issues[0]?.message;

describe('the options of a Xovis sensor', () => {
  it('all have defaults', () => {
    expect(xovisOptionsSchema.parse({})).toEqual({
      mode: 'auto',
      apiKeyHeader: 'auto',
      scope: 'singlesensor',
    });
  });

  it.each([
    [
      { mode: 'gateway', apiKey: 'K', locationId: 7 },
      { locationId: '7', scope: 'singlesensor' },
    ],
    [{ mode: 'v5', scope: 'multisensor' }, { scope: 'multisensor' }],
    [{ mode: 'v5', scope: 3 }, { scope: 3 }],
    [{ mode: 'v5', scope: '3' }, { scope: 3 }],
  ])('give the same when read twice: %j', (options, expected) => {
    const once = xovisOptionsSchema.parse(options);
    expect(once).toMatchObject(expected);
    expect(xovisOptionsSchema.parse(once)).toEqual(once);
  });

  it('refuse other modes and scopes with what there is', () => {
    expect(messageOf({ mode: 'v6' })).toMatch(/"auto"\|"gateway"\|"v5"/);
    for (const scope of ['all', -1, 1.5, '']) {
      expect(messageOf({ scope })).toBe('singlesensor, multisensor, or the number of a group of sensors');
    }
  });

  it.each(['', 'two words', 'line\nbreak', 'Schlüssel'])('refuse the key %j', (apiKey) => {
    expect(messageOf({ apiKey })).toBe('a key without spaces and line breaks');
  });
});
