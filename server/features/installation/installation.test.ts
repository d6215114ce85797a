import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { About } from '#lib/contract/about.ts';
import type { AuditEntry } from '#lib/contract/audit.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { ImportResult } from '#lib/contract/config-import.ts';
import type { PlacedSite, Sidecar } from '#lib/contract/sidecar.ts';
import { openDatabase } from '#server/platform/database/database.ts';
import { InstallationStore } from '#server/platform/database/installation-store.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';

let kept: TestDatabase;
let running: RunningSidecar;
let admin: Visitor;

beforeAll(async () => {
  // File sizes and backups exist only for SQLite.
  kept = await TestDatabase.create('');
  running = await RunningSidecar.start(
    `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: file-secret }]
    zones: [{ id: store, name: Store, capacity: 20, sources: [{ sensor: door }] }]
`,
    {
      database: kept,
      variables: { UPDATE_CHECK: 'on', UPDATE_URL: 'http://127.0.0.1:9/latest.json?token=secret' },
    },
  );
  admin = await running.signIn();
  const put = (path: string, body: object) => running.send('PUT', `/api/v1/config/genf/${path}`, admin, body);
  await put('site/genf', { name: 'Genf', timezone: 'Europe/Zurich' });
  await put('sensor/door', {
    driver: 'axis-3d',
    url: 'http://127.0.0.1:9',
    username: 'op',
    password: 'console-secret',
  });
  await put('zone/store', { name: 'Store ${1}', capacity: 30, sources: [{ sensor: 'door' }] });
});

afterAll(async () => {
  await running?.stop();
  await kept?.remove();
});

const exported = async () => (await running.fetch('/api/v1/config.yaml', admin)).text();

function importYaml(yaml: string, query = '', headers: Record<string, string> = {}): Promise<Response> {
  return running.fetch(`/api/v1/config/import${query}`, admin, {
    method: 'POST',
    headers: { 'content-type': 'application/yaml', ...headers },
    body: yaml,
  });
}

const result = async (answer: Response) => (await answer.json()) as ImportResult;

describe('the exported configuration', () => {
  it('names every entry and no secret', async () => {
    const yaml = await exported();
    expect(yaml).toContain('id: bern');
    expect(yaml).toContain('id: genf');
    expect(yaml).toContain('password: ${GENF_SENSOR_DOOR_PASSWORD}');
    expect(yaml).not.toContain('console-secret');
    expect(yaml).not.toContain('file-secret');
  });

  it('changes nothing when it is imported again', async () => {
    const answer = await importYaml(await exported());
    expect(await result(answer)).toMatchObject({ differences: [] });
  });
});

describe('an import', () => {
  it('reports on trial what it would do, and does nothing', async () => {
    const yaml = (await exported()).replace('capacity: 30', 'capacity: 45');
    const { differences } = await result(await importYaml(yaml, '?trial=true'));
    expect(differences).toEqual([
      {
        site: 'genf',
        kind: 'zone',
        id: 'store',
        change: 'changed',
        isKept: false,
        keys: [{ key: 'capacity', isSecret: false, from: '30', to: '45' }],
      },
    ]);
    expect(await exported()).toContain('capacity: 30');
  });

  it('is not applied to another configuration than the one that was looked at', async () => {
    const yaml = (await exported()).replace('capacity: 30', 'capacity: 44');
    const { revision } = await result(await importYaml(yaml, '?trial=true'));
    const meanwhile = (await exported()).replace('name: Genf', 'name: Genève');
    expect((await importYaml(meanwhile)).status).toBe(200);
    const refused = await importYaml(yaml, '', { 'if-match': `"${revision}"` });
    expect(refused.status).toBe(412);
    expect(await exported()).toBe(meanwhile);
    const back = meanwhile.replace('name: Genève', 'name: Genf');
    const again = await result(await importYaml(back, '?trial=true'));
    expect((await importYaml(back, '', { 'if-match': `"${again.revision}"` })).status).toBe(200);
  });

  it('is at work at once, keeps the secrets, and is in the log', async () => {
    const yaml = (await exported()).replace('capacity: 30', 'capacity: 45');
    expect((await importYaml(yaml)).status).toBe(200);
    const zone = await running.read<{ capacity: number }>('/api/v1/zones/genf/store', admin);
    expect(zone.capacity).toBe(45);
    const entries = await running.read<ConfigEntry[]>('/api/v1/config?site=genf', admin);
    expect(entries.find(({ kind }) => kind === 'sensor')?.secrets).toEqual(['password']);
    const [entry] = await running.read<AuditEntry[]>('/api/v1/audit?action=import', admin);
    expect(entry).toMatchObject({ who: 'admin', to: 'changed zone genf/store' });
  });

  it('leaves alone what the server’s own file holds, and says so', async () => {
    const yaml = (await exported()).replace('name: Bern', 'name: Berne');
    const { differences } = await result(await importYaml(yaml));
    expect(differences).toMatchObject([{ site: 'bern', kind: 'site', isKept: true }]);
    expect(await exported()).toContain('name: Bern\n');
  });

  it('adds and removes, and takes no variable but for a secret it knows', async () => {
    const before = await exported();
    const yaml = `${before}
  - id: zug
    name: Zug
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-3d, url: "http://127.0.0.1:9", username: op, password: "\${PATH}" }]
    zones: [{ id: store, name: Store, capacity: 5, sources: [{ sensor: door }] }]
`;
    const unknown = await importYaml(yaml);
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).toContain('sensor zug/door: password: expected the value itself');
    const added = await result(await importYaml(yaml.replace('${PATH}', 'zug-secret')));
    expect(added.differences.map(({ change, kind }) => `${change} ${kind}`)).toEqual([
      'added site',
      'added sensor',
      'added zone',
    ]);
    expect(JSON.stringify(added)).not.toContain('zug-secret');
    const removed = await result(await importYaml(before));
    expect(removed.differences.map(({ change }) => change)).toEqual(['removed', 'removed', 'removed']);
    expect(await exported()).toBe(before);
  });

  it('is refused whole where anything is wrong: by entry and line', async () => {
    const before = await exported();
    const wrong = await importYaml(
      before.replace('capacity: 45', 'capacity: many').replace('Genf', 'Genève'),
    );
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('zone genf/store: capacity');
    const broken = await importYaml('sites: [\n');
    expect(broken.status).toBe(400);
    expect(await broken.text()).toContain('line ');
    expect(
      (await importYaml('sites:\n  - { id: zug, name: "${HOME}", timezone: Europe/Zurich }')).status,
    ).toBe(400);
    expect((await running.send('POST', '/api/v1/config/import', admin, {})).status).toBe(400);
    expect(await exported()).toBe(before);
  });
});

describe('a backup', () => {
  it('is a database that opens, with all that was there', async () => {
    const answer = await running.fetch('/api/v1/backup', admin);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(/doorlight-\d{4}-\d\d-\d\d\.db/);
    const dataDir = await mkdtemp(join(tmpdir(), 'doorlight-restore-'));
    try {
      await writeFile(join(dataDir, 'doorlight.db'), Buffer.from(await answer.arrayBuffer()));
      const restored = await openDatabase({ dataDir });
      const sites = await restored.db
        .selectFrom('config_entry')
        .select('id')
        .where('kind', '=', 'site')
        .execute();
      expect(sites).toEqual([{ id: 'genf' }]);
      await restored.close();
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});

describe('the page about the installation', () => {
  it('names version, database and its size', async () => {
    const about = await running.read<About>('/api/v1/about', admin);
    expect(about).toMatchObject({ version: 'test', node: process.versions.node, demo: false });
    expect(about.database.kind).toBe('sqlite');
    expect(about.database.bytes).toBeGreaterThan(4096);
  });

  it('says to administrators only, and without secrets, who is asked for new versions', async () => {
    const about = await running.read<About>('/api/v1/about', admin);
    expect(about.update).toEqual({ isOn: true, url: 'http://127.0.0.1:9/latest.json?(hidden)' });
    const viewer = await running.user('viewer', 'viewer');
    expect(await running.read<About>('/api/v1/about', viewer)).not.toHaveProperty('update');
  });
});

describe('the audit log', () => {
  it('is filtered by who, what and when', async () => {
    const by = (query: string) => running.read<AuditEntry[]>(`/api/v1/audit?${query}`, admin);
    expect((await by('action=configure')).every(({ action }) => action === 'configure')).toBe(true);
    expect(await by('who=nobody')).toEqual([]);
    expect(await by(`to=${encodeURIComponent('2020-01-01T00:00:00Z')}`)).toEqual([]);
    const today = await by(
      `from=${encodeURIComponent(new Date(Date.now() - 60_000).toISOString())}&who=admin`,
    );
    expect(today.length).toBeGreaterThan(3);
    expect((await running.fetch('/api/v1/audit?action=nonsense', admin)).status).toBe(400);
  });

  it('keeps its filter on the next page', async () => {
    const answer = await running.fetch('/api/v1/audit?action=configure&limit=1', admin);
    expect(answer.headers.get('link')).toContain('action=configure');
  });

  it('is a CSV file for who asks for one, in which nothing runs as a formula', async () => {
    await running.send('PUT', '/api/v1/zones/bern/store/hold', admin, { light: 'red', note: '=1+1' });
    const answer = await running.fetch('/api/v1/audit', admin, { headers: { accept: 'text/csv' } });
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const [head, first] = (await answer.text()).split('\n');
    expect(head).toBe('id,at,who,action,site,zone,from,to,note,result,sources');
    expect(first).toContain(",'=1+1,");
  });
});

describe('for how long history is kept', () => {
  const path = '/api/v1/history/retention';

  it('is a little over a year of minutes, and what is set outlives a restart', async () => {
    expect(await running.read(path, admin)).toEqual({ minuteDays: 400, rollUpDays: null });
    const answer = await running.send('PUT', path, admin, { minuteDays: 90, rollUpDays: 1100 });
    expect(await answer.json()).toEqual({ minuteDays: 90, rollUpDays: 1100 });
    const [entry] = await running.read<AuditEntry[]>('/api/v1/audit?action=configure&limit=1', admin);
    expect(entry).toMatchObject({
      from: 'history: minutes 400 days, the rest for ever',
      to: 'history: minutes 90 days, the rest 1100 days',
    });
    const database = await kept.open();
    expect(await new InstallationStore(database.db).retention()).toEqual({
      minuteDays: 90,
      rollUpDays: 1100,
    });
    await database.close();
  });

  it.each([
    { minuteDays: 7, rollUpDays: null },
    { minuteDays: 90, rollUpDays: 100 },
    { minuteDays: null, rollUpDays: 1100 },
    { minuteDays: 1200, rollUpDays: 1100 },
    { minuteDays: 90 },
  ])('is refused in words where it would lose what is still needed: %j', async (wrong) => {
    const answer = await running.send('PUT', path, admin, wrong);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/minuteDays|rollUpDays/);
  });
});

describe('the only sidecar', () => {
  it('runs every site, says which, and cannot be drained', async () => {
    const { items } = await running.read<{ items: Sidecar[] }>('/api/v1/sidecars', admin);
    expect(items).toMatchObject([{ version: 'test', weight: 1, isDrained: false, isSelf: true }]);
    const { id = '' } = items[0] ?? {};
    const placed = (query: string) =>
      running
        .read<PlacedSite[]>(`/api/v1/sidecars/sites?${query}`, admin)
        .then((sites) => sites.map((site) => site.id));
    expect(await placed('search=%20GEN')).toEqual(['genf']);
    expect(await placed(`sidecar=${id}&limit=1`)).toEqual(['bern']);
    expect(await placed('sidecar=another')).toEqual([]);
    const drain = (of: string, method: 'PUT' | 'DELETE' = 'PUT') =>
      running.send(method, `/api/v1/sidecars/${of}/drain`, admin);
    const refused = await drain(id);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('start another one');
    expect((await drain(id, 'DELETE')).status).toBe(200);
    expect((await drain('another')).status).toBe(404);
    const manager = await running.user('max', 'manager');
    for (const path of ['/api/v1/sidecars', '/api/v1/sidecars/sites'])
      expect((await running.fetch(path, manager)).status).toBe(403);
    expect((await running.send('PUT', `/api/v1/sidecars/${id}/drain`, manager)).status).toBe(403);
  });
});
