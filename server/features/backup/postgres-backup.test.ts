import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import type { Person } from '#lib/contract/person.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { memberVariables } from '#server/test-support/chain-servers.ts';
import { PostgresServer, postgresProgram } from '#server/test-support/postgres-server.ts';
import { RedisServer } from '#server/test-support/redis-server.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';

const run = promisify(execFile);
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const site = `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: hand }]
    zones: [{ id: store, name: Store, capacity: 50, sources: [{ sensor: door }] }]
`;

/** The commands of a page of the documentation that begin with one of some programs. */
async function commandsIn(page: string, programs: RegExp): Promise<string[]> {
  const text = await readFile(page, 'utf8');
  return text.split('\n').filter((line) => programs.test(line));
}

it('the commands of the documentation save a chain that runs, and bring it back where nothing is', async () => {
  const server = await PostgresServer.start(['fsync=off', 'max_connections=100']);
  closing.push(() => server.stop());
  const redis = await RedisServer.start();
  closing.push(() => redis.stop());
  const start = async (database: TestDatabase, weight: string) => {
    const variables = await memberVariables(redis.url, weight);
    return RunningSidecar.start(site, { database, variables });
  };
  const [origin, elsewhere] = [await TestDatabase.create(server.url), await TestDatabase.create(server.url)];
  closing.push(
    () => origin.remove(),
    () => elsewhere.remove(),
  );
  const [dump, ...restore] = await commandsIn('docs/backup.md', /^(pg_dump|psql|pg_restore) /);
  const folder = await mkdtemp(join(tmpdir(), 'doorlight-backup-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const type = (command = 'exit 1', { options: { databaseUrl } }: TestDatabase) =>
    run('sh', ['-c', command], {
      cwd: folder,
      env: {
        ...process.env,
        PATH: `${dirname(postgresProgram('pg_dump'))}:${process.env.PATH}`,
        DATABASE_URL: databaseUrl,
      },
    });
  const shown = async (sidecar: RunningSidecar, visitor: Visitor) => ({
    zones: (await sidecar.read<ZoneState[]>('/api/v1/zones', visitor)).map(
      ({ zone, occupancy, in: peopleIn }) => ({ zone, occupancy, in: peopleIn }),
    ),
    people: await sidecar.read<Person[]>('/api/v1/people', visitor),
  });

  const home = await start(origin, '1');
  const front = await start(origin, '0');
  const admin = await front.signIn();
  await front.user('bea', { bern: 'manager' });
  const passed = { items: [{ id: 'first-passage', at: new Date().toISOString(), in: 7, out: 2 }] };
  expect((await front.send('POST', '/api/v1/sensors/bern/door/passages', admin, passed)).status).toBe(200);
  await expect.poll(() => shown(front, admin)).toMatchObject({ zones: [{ occupancy: 5, in: 7 }] });
  expect(await (await front.fetch('/api/v1/backup', admin)).json()).toMatchObject({
    status: 501,
    detail: expect.stringContaining((dump ?? '').split(' "')[0] ?? ''),
  });
  const before = await shown(front, admin);
  expect(restore).toHaveLength(2);
  await type(dump, origin);
  await front.stop();
  await home.stop();

  // A new machine, and one that was begun by mistake before the dump was there.
  const empty = await start(elsewhere, '1');
  await empty.stop();
  for (const command of restore) await type(command, elsewhere);
  const restored = await start(elsewhere, '1');
  closing.push(() => restored.stop());
  const again = await restored.signIn();
  // The leases of those that ran are in the dump, too: they run out.
  await expect.poll(() => shown(restored, again)).toEqual(before);
  await restored.signIn('bea', 'staple correct horse');
});
