import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '#lib/contract/problem.ts';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { RunningSidecar, type Visitor } from '../test-support/running-sidecar.ts';

/** Device addresses given by API, where only some networks are allowed. */

let running: RunningSidecar;
let admin: Visitor;

beforeAll(async () => {
  running = await RunningSidecar.start(
    `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: secret, poll: 100ms }]
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]
`,
    { variables: { DEVICE_NETWORKS: '10.0.0.0/8' } },
  );
  admin = await running.signIn();
});
afterAll(() => running?.stop());

async function refusal(method: 'PUT' | 'POST', path: string, body: unknown) {
  const answer = await running.send(method, path, admin, body);
  const { errors } = (await answer.json()) as Problem;
  return { status: answer.status, errors };
}

const sensor = (url: string) => ({
  driver: 'axis-3d',
  url,
  username: 'op',
  password: 'secret',
  poll: '100ms',
});
const statusOf = (id: string) => running.read<SensorStatus>(`/api/v1/sensors/bern/${id}`, admin);
const error = (path: string, code: string) => ({ status: 400, errors: [{ path, code }] });

describe('an address outside of DEVICE_NETWORKS', () => {
  it('is not saved for a sensor, a webhook or the mail server', async () => {
    const put = (url: string) => refusal('PUT', '/api/v1/config/bern/sensor/new', sensor(url));
    expect(await put('http://127.0.0.1:9')).toMatchObject(error('url', 'device-network'));
    expect(await put('http://0xa9fea9fe')).toMatchObject(error('url', 'not-metadata'));
    const settings = await running.read<Record<string, unknown>>('/api/v1/sites/bern/alerts/settings', admin);
    const shownOnly = ['canEmail', 'pushes', 'revision', 'failures', 'newSecrets'];
    const request = {
      ...Object.fromEntries(Object.entries(settings).filter(([key]) => !shownOnly.includes(key))),
      webhooks: [{ url: 'http://127.0.0.1:9/hook' }],
    };
    expect(await refusal('PUT', '/api/v1/sites/bern/alerts/settings', request)).toMatchObject(
      error('webhooks', 'device-network'),
    );
    const smtp = { host: '127.0.0.1', port: 25, security: 'none', from: 'd@example.com' };
    expect(await refusal('PUT', '/api/v1/alerts/smtp', smtp)).toMatchObject(error('host', 'device-network'));
  });

  it('is not asked by the search for a sensor', async () => {
    const probe = { site: 'bern', url: 'http://127.0.0.1:9' };
    const answer = await running.send('POST', '/api/v1/sensors/probe', admin, probe);
    expect(await answer.json()).toMatchObject({ kind: 'failed', reason: 'not-allowed', detail: '127.0.0.1' });
  });

  it('is named by the sensor whose name leads there, and asked for the configuration file', async () => {
    const saved = await running.send(
      'PUT',
      '/api/v1/config/bern/sensor/named',
      admin,
      sensor('http://localhost:9'),
    );
    expect(saved.ok).toBe(true);
    await expect.poll(async () => (await statusOf('named')).lastError?.error.kind).toBe('not-allowed');
    const { status, lastError } = await statusOf('named');
    expect(status).toBe('invalid');
    expect(lastError?.message).toContain('DEVICE_NETWORKS');
    await expect.poll(async () => (await statusOf('door')).lastError?.error.kind).toBe('unreachable');
  });
});
