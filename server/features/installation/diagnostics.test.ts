import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, recentLog } from '#server/platform/logger.ts';
import { RunningSidecar, userPassword, type Visitor } from '#server/test-support/running-sidecar.ts';
import { redacted, secretsIn, withoutSecrets } from './diagnostics.ts';

const secrets = {
  file: 'file-secret-1',
  console: 'console "secret" 2',
  push: 'push-secret-3',
  display: 'display-secret-4',
  header: 'header-secret-5',
  calendar: 'calendar-secret-6',
  server: 'server-secret-7-of-32-characters-00',
  metrics: 'metrics-secret-8-long',
  mqtt: 'mqtt-secret-9',
};

let running: RunningSidecar;
let admin: Visitor;
let lines: string[] = [];
const logger = createLogger('info', { write: (line) => lines.push(line) });

beforeAll(async () => {
  running = await RunningSidecar.start(
    `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    calendar: https://calendar.example/private.ics?token=${secrets.calendar}
    sensors:
      - { id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: ${secrets.file}, pushToken: ${secrets.push} }
      - { id: any, driver: http-json, url: "http://127.0.0.1:9", headers: { X-Shop: ${secrets.header} }, occupancy: people }
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]
    displays: [{ id: entrance, zone: store, key: ${secrets.display} }]
`,
    {
      logger,
      variables: {
        DOORLIGHT_SECRET: secrets.server,
        METRICS_TOKEN: secrets.metrics,
        MQTT_URL: `mqtt://shop:${secrets.mqtt}@127.0.0.1:9`,
      },
    },
  );
  admin = await running.signIn();
  await running.send('PUT', '/api/v1/config/genf/site/genf', admin, {
    name: 'Genf',
    timezone: 'Europe/Zurich',
  });
  await running.send('PUT', '/api/v1/config/genf/sensor/door', admin, {
    ...{ driver: 'axis-3d', url: 'http://127.0.0.1:9', username: 'op', password: secrets.console },
  });
});

afterAll(() => running?.stop());

async function archive(visitor = admin): Promise<Map<string, string>> {
  const answer = await running.fetch('/api/v1/diagnostics', visitor);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/doorlight-diagnostics-[\d-]+\.zip/);
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe('the diagnostics', () => {
  it('say what runs here, how it is set up, how it does and what it logged', async () => {
    logger.warn({ sensor: 'bern/door' }, 'something to look at');
    const files = await archive();
    expect(JSON.parse(files.get('about.json') ?? '')).toMatchObject({ version: 'test' });
    expect(JSON.parse(files.get('sensors.json') ?? '')).toMatchObject([
      { sensor: 'door' },
      { sensor: 'any' },
      { site: 'genf' },
    ]);
    expect(files.get('ready.json')).toContain('"ready":true');
    expect(files.get('metrics.txt')).toContain('doorlight_sensor_status');
    expect(files.get('configuration.yaml')).toMatch(/id: door[\s\S]*withheld:\s+- password/);
    expect(files.get('environment.yaml')).toContain('mqtt://(hidden)@127.0.0.1:9');
    expect(files.get('log.ndjson')).toContain('something to look at');
    expect(files.get('timings.yaml')).toMatch(/\/api\/v1\/sensors: \d+/);
  });

  it('hold no secret, not even one that was logged', async () => {
    for (const secret of Object.values(secrets)) logger.info({ detail: secret }, `refused: ${secret}`);
    const text = [...(await archive()).values()].join('\n');
    expect(text).toContain('refused: (hidden)');
    const session = decodeURIComponent(admin.cookie?.split('=')[1] ?? 'no session').split('.')[0] ?? '';
    expect(session.length).toBeGreaterThan(10);
    for (const secret of [...Object.values(secrets), userPassword, 'correct horse battery', session]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
      expect(text).not.toContain(encodeURIComponent(secret));
    }
  });

  it('are for administrators, and in the audit log', async () => {
    const manager = await running.user('manager', 'manager');
    expect((await running.fetch('/api/v1/diagnostics', manager)).status).toBe(403);
    expect((await running.fetch('/api/v1/diagnostics')).status).toBe(401);
    const entries = await running.read<{ action: string; who: string }[]>('/api/v1/audit', admin);
    expect(entries).toContainEqual(expect.objectContaining({ action: 'diagnostics', who: 'admin' }));
  });
});

describe('what is left out', () => {
  it('is what is named like a secret, what requests carry, and what stands in addresses', () => {
    expect(
      redacted({
        url: 'http://op:pw@host/a?b=c',
        apiKey: 'k',
        headers: { x: 'y' },
        poll: 5,
        list: [{ token: 't' }],
      }),
    ).toEqual({
      url: 'http://(hidden)@host/a?(hidden)',
      apiKey: '(hidden)',
      headers: { x: '(hidden)' },
      poll: 5,
      list: [{ token: '(hidden)' }],
    });
  });

  it('is found in every way of writing it', () => {
    const found = secretsIn({ password: 'a "b" c', url: 'https://op:p%20w@host?key=kkkk' });
    expect(withoutSecrets('a "b" c, {"x":"a \\"b\\" c"}, ?x=a%20%22b%22%20c, p%20w, p w, kkkk', found)).toBe(
      '(hidden), {"x":"(hidden)"}, ?x=(hidden), (hidden), p w, (hidden)',
    );
  });
});

describe('the recent log', () => {
  it('keeps the latest lines, and cuts long ones', () => {
    const some = createLogger('info', { write: () => undefined });
    for (let line = 0; line < 2500; line++) some.info(`line ${line}`);
    some.info('x'.repeat(10_000));
    expect(recentLog(some)).toHaveLength(2000);
    expect(recentLog(some)[0]).toContain('line 501');
    expect(recentLog(some).at(-1)?.length).toBeLessThan(4100);
    lines = [];
  });
});
