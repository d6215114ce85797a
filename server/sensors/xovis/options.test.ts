import { describe, expect, it } from 'vitest';
import { xovisOptionsSchema } from './options.ts';

const messageOf = (options: object) => xovisOptionsSchema.safeParse(options).error?.issues[0]?.message;

describe('the options of a Xovis sensor', () => {
  it('all have defaults', () => {
    expect(xovisOptionsSchema.parse({})).toEqual({ mode: 'auto', apiKeyHeader: 'auto' });
  });

  it('give the same when read twice', () => {
    const once = xovisOptionsSchema.parse({ mode: 'gateway', apiKey: 'K', locationId: 7 });
    expect(once).toEqual({ mode: 'gateway', apiKey: 'K', apiKeyHeader: 'auto', locationId: '7' });
    expect(xovisOptionsSchema.parse(once)).toEqual(once);
  });

  it('refuse v5 with what to do instead', () => {
    expect(messageOf({ mode: 'v5' })).toMatch(/v5.*not supported yet.*gateway/);
    expect(messageOf({ mode: 'v6' })).toMatch(/"auto"\|"gateway"/);
  });

  it.each(['', 'two words', 'line\nbreak', 'Schlüssel'])('refuse the key %j', (apiKey) => {
    expect(messageOf({ apiKey })).toBe('a key without spaces and line breaks');
  });
});
