import { afterEach, beforeEach, expect, it } from 'vitest';
import { ClusterStore, type SidecarCard } from '#server/platform/cluster/cluster-store.ts';
import type { Database } from '#server/platform/database/database.ts';
import { PostgresServer } from '#server/test-support/postgres-server.ts';
import { TestDatabase } from '#server/test-support/test-database.ts';
import { fileDigest, otherThan, requireAlone, requireSameInstallation } from './same-installation.ts';

const card: SidecarCard = {
  at: { machine: 'm', local: 'http://127.0.0.1:3000' },
  version: '1',
  weight: 1,
  installation: { secret: 'digest', file: 'file' },
};

it('refuses another secret, in words', () => {
  const other = { ...card, installation: { ...card.installation, secret: 'another' } };
  expect(() => requireSameInstallation(card, card, 'http://10.0.0.4:3000')).not.toThrow();
  expect(() => requireSameInstallation(other, card, 'http://10.0.0.4:3000')).toThrow(
    /DOORLIGHT_SECRET\n.*another one than the sidecar at http:\/\/10\.0\.0\.4:3000 has/,
  );
});

it('says when the configuration file or the version is another', () => {
  expect(otherThan(card, card)).toEqual([]);
  expect(otherThan({ ...card, version: '2', installation: { secret: 'digest' } }, card)).toEqual([
    expect.stringMatching(/configuration file is not the same/),
    'another sidecar runs version 2, this one 1',
  ]);
});

it('compares configuration files without revealing their contents', () => {
  const sites = [{ id: 'bern', password: 'secret' }];
  expect(fileDigest(sites, 'k')).toBe(fileDigest([...sites], 'k'));
  expect(fileDigest(sites, 'k')).not.toBe(fileDigest(sites, 'l'));
  expect(fileDigest([], 'k')).toBeUndefined();
});

let server: PostgresServer;
let kept: TestDatabase;
let database: Database;

beforeEach(async () => {
  server = await PostgresServer.start();
  kept = await TestDatabase.create(server.url);
  database = await kept.open();
});
afterEach(async () => {
  await database.close();
  await kept.remove();
  await server.stop();
});

it('refuses one that is to run alone beside others with the same database, and waits for a crashed one', async () => {
  await expect(requireAlone(database)).resolves.toBeUndefined();
  const store = new ClusterStore(database.db);
  await store.join('other', card);
  const renewing = setInterval(() => void store.renew('other'), 500);
  await expect(requireAlone(database)).rejects.toThrow(/REDIS_URL\n.*other sidecars use the database/);
  clearInterval(renewing);
  await expect(requireAlone(database)).resolves.toBeUndefined();
});
