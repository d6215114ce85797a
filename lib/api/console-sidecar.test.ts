import { expect, test } from 'vitest';
import { type Api, createApi } from './client.ts';
import { fetchConsole } from './console-sidecar.ts';
import { fewSites } from './console-sites.ts';

const user = { username: 'admin', name: 'admin', role: 'administrator' };
const me = { id: '1', hasPassword: true, ...user };

function apiThatAnswers(answers: Readonly<Record<string, unknown>>): Api {
  return createApi({
    origin: 'http://127.0.0.1:3000',
    fetch: async ({ url }) => {
      const path = new URL(url).pathname;
      return path in answers ? Response.json(answers[path]) : Response.json({}, { status: 401 });
    },
  });
}

test('gives who is signed in, with sites, zones and sensors', async () => {
  const api = apiThatAnswers({
    '/api/auth/get-session': { user },
    '/api/v1/me': me,
    '/api/v1/sites': [],
    '/api/v1/zones': [],
    '/api/v1/sensors': [],
  });
  expect(await fetchConsole(api)).toEqual({
    kind: 'data',
    session: { user },
    sites: [],
    zones: [],
    sensors: [],
    isMany: false,
  });
});

test('of many sites it gives the one that the page is about, or the first', async () => {
  const site = (id: string) => ({
    id,
    name: id,
    timezone: 'UTC',
    languages: ['en'],
    simulated: false,
    tags: {},
  });
  const asked: string[] = [];
  const api = createApi({
    origin: 'http://127.0.0.1:3000',
    fetch: async ({ url }) => {
      const { pathname, search } = new URL(url);
      if (/zones|sensors/.test(pathname)) asked.push(`${pathname}${search}`);
      const answers: Readonly<Record<string, unknown>> = {
        '/api/auth/get-session': { user },
        '/api/v1/me': me,
        '/api/v1/sites': Array.from({ length: fewSites + 1 }, (_, at) => site(`s${at}`)),
        '/api/v1/sites/s40': site('s40'),
        '/api/v1/zones': [],
        '/api/v1/sensors': [],
      };
      return pathname in answers ? Response.json(answers[pathname]) : Response.json({}, { status: 404 });
    },
  });
  expect(await fetchConsole(api, 's40')).toMatchObject({ isMany: true, sites: [{ id: 's40' }] });
  expect(asked).toEqual(['/api/v1/zones?site=s40', '/api/v1/sensors?site=s40']);
  expect(await fetchConsole(api, 'nowhere')).toMatchObject({ isMany: true, sites: [{ id: 's0' }] });
});

test('nobody is signed in where the session says so, whatever else is refused', async () => {
  expect(await fetchConsole(apiThatAnswers({ '/api/auth/get-session': null }))).toEqual({
    kind: 'signed-out',
  });
});

test('a sidecar that does not answer, or answers something else, is unavailable', async () => {
  const silent = createApi({
    origin: 'http://127.0.0.1:3000',
    fetch: () => Promise.reject(new TypeError('refused')),
  });
  expect(await fetchConsole(silent)).toEqual({ kind: 'unavailable' });
  const odd = apiThatAnswers({
    '/api/auth/get-session': { user },
    '/api/v1/me': me,
    '/api/v1/sites': [],
    '/api/v1/zones': [{ zone: 'store' }],
    '/api/v1/sensors': [],
  });
  expect(await fetchConsole(odd)).toEqual({ kind: 'unavailable' });
});

test('who has unlocked a shared tablet is what the PIN allows, until its time is over', async () => {
  const tablet = { id: 't1', until: '2026-04-02T08:30:00.000Z' };
  const others = { '/api/v1/sites': [], '/api/v1/zones': [], '/api/v1/sensors': [] };
  const session = { '/api/auth/get-session': { user } };
  const open = apiThatAnswers({ ...session, ...others, '/api/v1/me': { ...me, role: 'staff', tablet } });
  expect(await fetchConsole(open)).toMatchObject({ session: { user: { role: 'staff' }, tablet } });
  expect(await fetchConsole(apiThatAnswers({ ...session, ...others }))).toEqual({ kind: 'signed-out' });
});
