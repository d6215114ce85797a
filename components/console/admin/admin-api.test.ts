import { describe, expect, test } from 'vitest';
import { ApiClient } from '#lib/api/client.ts';
import { aboutSchema } from '#lib/contract/about.ts';
import { apiKeySchema, newApiKeySchema } from '#lib/contract/api-key.ts';
import { importResultSchema } from '#lib/contract/config-import.ts';
import { ownSessionSchema, personSchema } from '#lib/contract/person.ts';
import { lockedTabletSchema, tabletSchema } from '#lib/contract/tablet.ts';
import {
  AdminApi,
  isAbout,
  isApiKey,
  isImportResult,
  isLockedTablet,
  isNewApiKey,
  isOwnSession,
  isPerson,
  isTablet,
} from './admin-api.ts';

const at = '2026-04-02T08:00:00.000Z';
const made = { createdAt: at, createdBy: 'admin' };
const key = { id: '1', name: 'Till', role: 'viewer', hint: 'doorlight_abcd', ...made };

const samples = [
  {
    schema: personSchema,
    isRight: isPerson,
    sample: {
      id: '1',
      username: 'anna',
      name: 'Anna',
      hasPassword: true,
      hasPin: false,
      createdAt: at,
      revision: 'r1',
    },
  },
  {
    schema: tabletSchema,
    isRight: isTablet,
    sample: { id: '1', name: 'Counter', site: 'bern', ...made },
  },
  {
    schema: lockedTabletSchema,
    isRight: isLockedTablet,
    sample: { name: 'Counter', site: 'bern', siteName: 'Bern', people: [] },
  },
  {
    schema: ownSessionSchema,
    isRight: isOwnSession,
    sample: { id: '1', signedInAt: at, usedAt: at, isCurrent: true },
  },
  { schema: apiKeySchema, isRight: isApiKey, sample: key },
  { schema: newApiKeySchema, isRight: isNewApiKey, sample: { ...key, key: 'doorlight_abcdef' } },
  { schema: importResultSchema, isRight: isImportResult, sample: { differences: [], revision: 'r1' } },
  {
    schema: aboutSchema,
    isRight: isAbout,
    sample: {
      version: '1',
      node: '20',
      platform: 'linux',
      database: { kind: 'sqlite' },
      startedAt: at,
      uptimeS: 1,
      demo: false,
      licences: [],
    },
  },
];

test.each(samples)('takes what the contract says, sample $#', ({ schema, isRight, sample }) => {
  expect(schema.safeParse(sample).success).toBe(true);
  expect(isRight(sample)).toBe(true);
  for (const wrong of [null, [], 'text', {}]) expect(isRight(wrong)).toBe(false);
});

describe('calls', () => {
  test('go to the path and with the body that the sidecar expects', async () => {
    const asked: [string, RequestInit | undefined][] = [];
    const client = new ApiClient({
      fetch: async (url, init) => {
        asked.push([String(url), init]);
        return new Response(null, { status: 204 });
      },
    });
    const api = new AdminApi(client);
    expect((await api.unlock('p1', '4711')).ok).toBe(true);
    expect((await api.setPassword('p1', 'a long password')).ok).toBe(true);
    expect(asked.map(([url, init]) => [init?.method, url, init?.body])).toEqual([
      ['POST', '/api/v1/unlock', '{"person":"p1","pin":"4711"}'],
      ['PUT', '/api/v1/people/p1/password', '{"password":"a long password"}'],
    ]);
  });
});
