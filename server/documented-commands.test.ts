import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { axisPeopleCounterSimulator } from './simulators/axis-people-counter/simulator.ts';
import type { SimulatedDevice } from './simulators/device/simulated-device.ts';
import { MosquittoServer } from './test-support/mosquitto-server.ts';
import { RunningSidecar } from './test-support/running-sidecar.ts';
import { TestDatabase } from './test-support/test-database.ts';

// What the pages of the documentation ask people to type is typed here, with the addresses of a running Doorlight.

const root = join(import.meta.dirname, '..');

/** The first words of commands that are tried elsewhere, or that this test cannot try. */
const elsewhere: readonly (readonly [page: string, firstWords: string, where: string])[] = [
  ['README.md', 'npm start', 'scripts/fresh-clone.test.ts'],
  ['docs/install.md', 'sha256sum -c', 'scripts/release.test.ts'],
  ['docs/install.md', 'UPDATE_CHECK=on', 'server/features/installation/update-check.test.ts'],
  ['docs/install.md', 'npm run release', 'scripts/release.test.ts; the image needs a container engine'],
  ['docs/install.md', 'kubectl', 'scripts/deploy.test.ts; a cluster is needed for more'],
  ['docs/backup.md', 'pg_dump', 'server/features/backup/postgres-backup.test.ts'],
  ['docs/backup.md', 'psql', 'server/features/backup/postgres-backup.test.ts'],
  ['docs/backup.md', 'DATABASE_URL=', 'this suite itself'],
  ['docs/faults.md', 'npm run faults', 'e2e/faults.spec.ts plays the quick rows'],
  ['docs/kiosk.md', 'curl -fsS http://<server>', 'scripts/kiosk/kiosk-files.test.ts'],
  ['docs/mqtt.md', 'MQTT_URL=', 'server/features/mqtt/mqtt.test.ts'],
];

/** What the commands are made of; Debian has mosquitto_pub in mosquitto-clients. */
const isInstalled = (program: string) => spawnSync(program, ['--help']).error === undefined;
const canType = ['bash', 'curl', 'jq'].every(isInstalled);

interface Block {
  readonly page: string;
  readonly commands: string;
}

let database: TestDatabase;
let sidecar: RunningSidecar;
let door: SimulatedDevice;
let broker: MosquittoServer;
let folder: string;
let key = '';
const restart = vi.fn();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlight-commands-'));
  broker = await MosquittoServer.start();
  door = await axisPeopleCounterSimulator.start({ username: 'op', password: 'secret' });
  database = await TestDatabase.create('');
  sidecar = await RunningSidecar.start('sites: [{ id: other, name: Other, timezone: UTC }]', {
    ...{ database, restart },
    variables: { MQTT_URL: broker.url, MQTT_COMMANDS: 'on' },
  });
  const admin = await sidecar.signIn();
  const entries = {
    'site/bern': { name: 'Bern', timezone: 'Europe/Zurich' },
    'sensor/door-a': {
      ...{ driver: 'axis-people-counter', url: door.url, username: 'op', password: 'secret' },
      poll: '100ms',
    },
    'sensor/gate': { driver: 'hand' },
    'zone/store': { name: 'Store', capacity: 120, sources: [{ sensor: 'door-a' }, { sensor: 'gate' }] },
  };
  for (const [at, entry] of Object.entries(entries)) {
    const answer = await sidecar.send('PUT', `/api/v1/config/bern/${at}`, admin, entry);
    expect(answer.ok, await answer.clone().text()).toBe(true);
  }
  const made = await sidecar.send('POST', '/api/v1/api-keys', admin, { name: 'Till', role: 'administrator' });
  expect(made.ok, await made.clone().text()).toBe(true);
  ({ key } = (await made.json()) as { key: string });
});

afterAll(async () => {
  await sidecar?.stop();
  await database?.remove();
  await door?.close();
  await broker?.remove();
  await rm(folder, { recursive: true, force: true });
});

async function blocksOf(page: string): Promise<Block[]> {
  const text = await readFile(join(root, page), 'utf8');
  return [...text.matchAll(/^```(?:sh|bash|shell)\n([\s\S]*?)^```/gm)].map(([, commands = '']) => ({
    page,
    commands,
  }));
}

const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md'].concat(
  (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
);
const blocks = (await Promise.all(pages.map(blocksOf))).flat();
const isElsewhere = ({ page, commands }: Block) =>
  elsewhere.some(([where, first]) => page === where && commands.startsWith(first));

/** Types commands into a shell that stops at the first that fails; curl fails where Doorlight refuses. */
async function type(commands: string): Promise<string> {
  const script = `set -euo pipefail
curl() { command curl --silent --show-error --fail "$@"; }
${commands
  .replaceAll(/http:\/\/localhost:3000|https:\/\/doorlight\.example\.com/g, sidecar.url)
  .replaceAll('-h broker', `-h 127.0.0.1 -p ${broker.port}`)
  // The day of the example is the day of the backup.
  .replaceAll('doorlight-2026-03-01.db', '"$(ls doorlight-*.db)"')}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], {
    cwd: folder,
    env: { ...process.env, KEY: key, DOORLIGHT_KEY: key },
  }).catch((error) => {
    throw new Error(`${commands}\n${error.stdout}${error.stderr}`);
  });
  return stdout;
}

const occupancy = async () => {
  const answer = await sidecar.fetch(
    '/api/v1/zones/bern/store',
    {},
    {
      headers: { authorization: `Bearer ${key}` },
    },
  );
  return ((await answer.json()) as { occupancy: number }).occupancy;
};

describe.runIf(canType)('what the documentation asks people to type', () => {
  it('is typed here, or its page is named with where it is tried', () => {
    expect(blocks.length).toBeGreaterThan(15);
    const stale = elsewhere.filter(
      ([page, first]) => !blocks.some((block) => block.page === page && block.commands.startsWith(first)),
    );
    expect(stale).toEqual([]);
  });

  const typed = blocks.filter((block) => !isElsewhere(block));
  const isByMqtt = ({ commands }: Block) => commands.startsWith('mosquitto_pub');

  // In the order of the pages: a backup is made before it is restored.
  it.each(typed.filter((block) => !isByMqtt(block)))('$page: $commands', async ({ commands }) => {
    await type(commands);
  });

  it.runIf(isInstalled('mosquitto_pub')).each(typed.filter(isByMqtt))(
    '$page: $commands',
    async ({ commands }) => {
      await type(commands);
      await expect.poll(occupancy).toBe(42);
    },
  );

  it('had its effect', async () => {
    const files = await readdir(folder);
    expect(files.filter((name) => /^doorlight-\d{4}-\d\d-\d\d\.db$/.test(name))).toHaveLength(1);
    expect(restart).toHaveBeenCalledOnce();
    expect(JSON.parse(await readFile(join(folder, 'zone.json'), 'utf8'))).toMatchObject({
      document: { capacity: 120 },
    });
    const answer = await type('curl -H "Authorization: Bearer $KEY" http://localhost:3000/api/v1/zones');
    expect(JSON.parse(answer)).toMatchObject([{ site: 'bern', zone: 'store', capacity: 90 }]);
  });
});
