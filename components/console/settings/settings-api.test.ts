import { expect, test, vi } from 'vitest';
import { ApiClient } from '#lib/api/client.ts';
import { configEntrySchema } from '#lib/contract/config-entry.ts';
import { whatIfSchema } from '#lib/contract/history.ts';
import { pairedSchema } from '#lib/contract/pairing.ts';
import { probeAnswerSchema } from '#lib/contract/probe.ts';
import {
  fieldErrors,
  isConfigEntry,
  isPaired,
  isProbeAnswer,
  isWhatIf,
  readEntries,
  saveEntry,
} from './settings-api.ts';

const url = 'http://10.0.0.11';
const entry = {
  site: 'bern',
  kind: 'zone',
  id: 'store',
  managedBy: 'console',
  document: {},
  secrets: [],
  revision: 'r1',
};
const time = '2026-01-05T08:00:00.000Z';

test.each([
  [isConfigEntry, configEntrySchema, entry],
  [isPaired, pairedSchema, { site: 'bern', display: 'entrance', zone: 'store' }],
  [
    isWhatIf,
    whatIfSchema,
    {
      ...{ from: time, to: time, redMs: 0, amberMs: 0, knownMs: 3 },
      ...{ before: { redMs: 1, amberMs: 2 }, careful: { redMs: 3, amberMs: 4 } },
    },
  ],
  [
    isProbeAnswer,
    probeAnswerSchema,
    { kind: 'found', url, driver: 'axis-3d', label: 'Axis', pollMs: 1000, hasChannels: false, readings: [] },
  ],
  [isProbeAnswer, probeAnswerSchema, { kind: 'sign-in', url, families: [] }],
  [isProbeAnswer, probeAnswerSchema, { kind: 'certificate', url, isChanged: false }],
  [isProbeAnswer, probeAnswerSchema, { kind: 'failed', url, reason: 'timeout' }],
])('%o takes what the schema takes, and nothing that lacks a field', (isRight, schema, value) => {
  expect(schema.safeParse(value).success).toBe(true);
  expect(isRight(value)).toBe(true);
  for (const key of Object.keys(value)) {
    expect(isRight({ ...value, [key]: undefined }), key).toBe(
      schema.safeParse({ ...value, [key]: undefined }).success,
    );
  }
});

test('entries are read and saved by their address', async () => {
  const fetched = vi.fn<typeof fetch>(async (_url, init) =>
    Response.json(init?.method === 'PUT' ? entry : [entry]),
  );
  const api = new ApiClient({ fetch: fetched });
  expect(await readEntries(api, 'bern')).toEqual({ ok: true, value: [entry] });
  const address = { site: 'bern', kind: 'zone', id: 'store' } as const;
  expect(await saveEntry(api, address, { name: 'Store' }, 'r1')).toMatchObject({ ok: true });
  expect(fetched.mock.calls.at(-1)?.[1]?.headers).toMatchObject({ 'if-match': '"r1"' });
  expect(fetched.mock.calls.map(([address]) => address)).toEqual([
    '/api/v1/config?site=bern',
    '/api/v1/config/bern/zone/store',
  ]);
});

test('what is wrong is told by field, where the sidecar does so', () => {
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
