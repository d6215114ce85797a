import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AlertSettings, defaultAlertRules } from '#lib/contract/alert.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { Person } from '#lib/contract/person.ts';
import { problemSchema } from '#lib/contract/problem.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';

let running: RunningSidecar;
let admin: Visitor;

beforeAll(async () => {
  running = await RunningSidecar.start('sites: [{ id: zug, name: Zug, timezone: Europe/Zurich }]');
  admin = await running.signIn();
  const put = (path: string, body: object) => running.send('PUT', `/api/v1/config/bern/${path}`, admin, body);
  await put('site/bern', { name: 'Bern', timezone: 'Europe/Zurich' });
  const url = 'http://127.0.0.1:9';
  await put('sensor/door', { driver: 'axis-3d', url, username: 'op', password: 'secret' });
  await put('zone/store', { name: 'Store', capacity: 30, sources: [{ sensor: 'door' }] });
  await put('display/door', { zone: 'store' });
});

afterAll(() => running?.stop());

/** Writes with a condition, as JSON. */
function send(method: 'PUT' | 'DELETE', path: string, headers: Record<string, string>, body?: unknown) {
  return running.fetch(path, admin, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** Requests something twice, the second time with the tag of the first answer: nothing is sent again. */
async function askTwice(path: string): Promise<void> {
  const first = await running.fetch(`/api/v1/${path}`, admin);
  const etag = first.headers.get('etag') ?? '';
  expect([first.status, etag]).toEqual([200, expect.stringMatching(/^(W\/)?"[\w.-]+"$/)]);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  await first.arrayBuffer();
  const again = await running.fetch(`/api/v1/${path}`, admin, { headers: { 'if-none-match': etag } });
  expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
}

describe('what is asked for again', () => {
  it.each([
    'sites',
    'zones',
    'zones/bern/store',
    'zones/bern/store/hold',
    'displays',
    'config',
    'config/bern/zone/store',
    'config.yaml',
    'alerts',
    'sites/bern/alerts/settings',
    'alerts/smtp',
    'alerts/push-key',
    'backfills',
    'people',
    'api-keys',
    'tablets',
    'me',
    'sites/bern/insights',
    'zones/bern/store/history/typical',
  ])('/api/v1/%s is not sent again to who has it', async (path) => {
    await askTwice(path);
  });

  it('/api/v1/about is not either, within a second: it reports for how many it runs', () =>
    vi.waitFor(() => askTwice('about'), { timeout: 60_000 }));

  it('is sent when it has changed', async () => {
    const first = await running.fetch('/api/v1/zones', admin);
    const etag = first.headers.get('etag') ?? '';
    await running.send('PUT', '/api/v1/zones/bern/store/hold', admin, { light: 'red' });
    const again = await running.fetch('/api/v1/zones', admin, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(200);
    expect(await again.text()).toContain('"light":"red"');
  });

  it('is kept by nobody where it holds a secret, failed, or was a command', async () => {
    const { ticket } = (await (await running.send('POST', '/api/v1/displays/pairing', {})).json()) as {
      ticket: string;
    };
    for (const answer of [
      await running.fetch(`/api/v1/displays/pairing/${ticket}`),
      await running.fetch('/api/v1/displays/bern/door'),
      await running.fetch('/api/v1/zones/bern/nowhere', admin),
      await running.fetch('/api/v1/zones'),
      await running.send('PUT', '/api/v1/zones/bern/store/hold', admin, { light: 'red' }),
    ]) {
      await answer.arrayBuffer();
      expect([answer.url, answer.headers.get('etag'), answer.headers.get('cache-control')]).toEqual([
        answer.url,
        null,
        'no-store',
      ]);
    }
  });
});

describe('settings that two people change', () => {
  const path = '/api/v1/config/bern/zone/store';
  const zone = { name: 'Store', sources: [{ sensor: 'door' }] };
  const read = () => running.read<ConfigEntry>(path, admin);

  it('keep what the first one saved: the second gets a problem', async () => {
    const etag = (await running.fetch(path, admin)).headers.get('etag') ?? '';
    const first = await send('PUT', path, { 'if-match': etag }, { ...zone, capacity: 31 });
    expect(first.status).toBe(200);
    const second = await send('PUT', path, { 'if-match': etag }, { ...zone, capacity: 32 });
    expect(second.status).toBe(412);
    expect(second.headers.get('content-type')).toContain('application/problem+json');
    expect(problemSchema.parse(await second.json()).detail).toContain('Somebody else has changed this');
    expect((await read()).document).toMatchObject({ capacity: 31 });
    const next = first.headers.get('etag') ?? '';
    expect((await send('DELETE', path, { 'if-match': etag })).status).toBe(412);
    expect((await send('PUT', path, { 'if-match': next }, { ...zone, capacity: 33 })).status).toBe(200);
  });

  it('are changed once of two at the same moment', async () => {
    const { revision } = await read();
    const both = await Promise.all(
      [41, 42].map((capacity) =>
        send('PUT', path, { 'if-match': `"${revision}"` }, { ...zone, capacity }).then(
          ({ status }) => status,
        ),
      ),
    );
    expect(both.toSorted()).toEqual([200, 412]);
  });

  it('are made once, and what is not there is not changed', async () => {
    const cafe = '/api/v1/config/bern/zone/cafe';
    const body = { ...zone, name: 'Café', capacity: 5 };
    expect((await send('PUT', cafe, { 'if-match': '"any"' }, body)).status).toBe(412);
    expect((await send('PUT', cafe, { 'if-none-match': '*' }, body)).status).toBe(200);
    expect((await send('PUT', cafe, { 'if-none-match': '*' }, body)).status).toBe(412);
    expect((await send('PUT', cafe, { 'if-match': '*' }, body)).status).toBe(200);
    expect((await send('PUT', cafe, {}, { ...body, capacity: 6 })).status).toBe(200);
  });

  it('know a secret as set, and never by what it is', async () => {
    const { revision } = await running.read<ConfigEntry>('/api/v1/config/bern/sensor/door', admin);
    const door = { driver: 'axis-3d', url: 'http://127.0.0.1:9', username: 'op', password: 'another' };
    await running.send('PUT', '/api/v1/config/bern/sensor/door', admin, door);
    expect(await running.read('/api/v1/config/bern/sensor/door', admin)).toMatchObject({ revision });
  });

  it('are alerts too: what failed meanwhile changes nothing', async () => {
    const alerts = '/api/v1/sites/bern/alerts/settings';
    const etag = (await running.fetch(alerts, admin)).headers.get('etag') ?? '';
    const body = { rules: defaultAlertRules, emails: ['a@example.com'], webhooks: [] };
    const saved = await send('PUT', alerts, { 'if-match': etag }, body);
    expect(saved.status).toBe(200);
    const { revision } = (await saved.json()) as AlertSettings;
    expect(saved.headers.get('etag')).toBe(`"${revision}"`);
    expect((await send('PUT', alerts, { 'if-match': etag }, { ...body, emails: [] })).status).toBe(412);
    expect((await running.read<AlertSettings>(alerts, admin)).emails).toEqual(['a@example.com']);
  });

  it('are the mail server and people too', async () => {
    const smtp = { host: 'mail.example', port: 465, security: 'tls', from: 'store@example.com' };
    const first = await send('PUT', '/api/v1/alerts/smtp', { 'if-none-match': '*' }, smtp);
    expect(first.status).toBe(200);
    expect((await send('PUT', '/api/v1/alerts/smtp', { 'if-none-match': '*' }, smtp)).status).toBe(412);
    expect((await send('DELETE', '/api/v1/alerts/smtp', { 'if-match': '"other"' })).status).toBe(412);
    const tag = first.headers.get('etag') ?? '';
    expect((await send('DELETE', '/api/v1/alerts/smtp', { 'if-match': tag })).status).toBe(204);

    const made = await running.send('POST', '/api/v1/people', admin, { username: 'nora', role: 'viewer' });
    const { id, revision } = (await made.json()) as Person;
    const person = `/api/v1/people/${id}`;
    const known = { 'if-match': `"${revision}"` };
    expect((await send('PUT', person, known, { role: 'staff' })).status).toBe(200);
    expect((await send('PUT', person, known, { role: 'manager' })).status).toBe(412);
  });
});
