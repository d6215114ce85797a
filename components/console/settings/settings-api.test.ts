import { expect, test, vi } from 'vitest';
import { createApi } from '#lib/api/client.ts';
import { fieldErrors, readEntries, saveEntry } from './settings-api.ts';

const entry = {
  site: 'bern',
  kind: 'zone',
  id: 'store',
  managedBy: 'console',
  document: {},
  secrets: [],
  revision: 'r1',
};

test('entries are read and saved by their address', async () => {
  const fetched = vi.fn(async ({ method }: Request) => Response.json(method === 'PUT' ? entry : [entry]));
  const api = createApi({ origin: 'http://127.0.0.1', fetch: fetched });
  expect(await readEntries(api, 'bern')).toEqual({ ok: true, value: [entry] });
  const address = { site: 'bern', kind: 'zone', id: 'store' } as const;
  expect(await saveEntry(api, address, { name: 'Store' }, 'r1')).toMatchObject({ ok: true });
  expect(fetched.mock.calls.at(-1)?.[0].headers.get('if-match')).toBe('"r1"');
  expect(fetched.mock.calls.map(([{ url }]) => url)).toEqual([
    'http://127.0.0.1/api/v1/config?site=bern',
    'http://127.0.0.1/api/v1/config/bern/zone/store',
  ]);
});

test('what is wrong is reported by field, where the sidecar does so', () => {
  const errors = [{ path: 'capacity', message: 'expected a whole number of people, found 0' }];
  const problem = {
    type: 'about:blank',
    title: 'Wrong',
    status: 400,
    code: 'invalid-request' as const,
    errors,
  };
  expect(fieldErrors({ kind: 'refused', status: 400, problem })).toEqual(errors);
  expect(fieldErrors({ kind: 'no-answer' })).toEqual([]);
});
