import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Holder, readHolder, sealHolder } from './holder.ts';
import { databaseName, fileDigest, requireSameInstallation } from './same-installation.ts';

const holder: Holder = {
  id: 'one',
  at: { machine: 'm', local: 'http://127.0.0.1:3000' },
  database: 'postgres://db/doorlight',
  version: '1',
  since: '2026-11-27T10:00:00.000Z',
};
const from = 'http://10.0.0.4:3000';

it('is told by the seal: another secret is refused, in words', () => {
  const text = sealHolder(holder, 'our key');
  expect(readHolder(text, 'our key')).toEqual({ holder, isSealed: true });
  expect(readHolder(text, 'their key')).toEqual({ holder, isSealed: false });
  const moved = text.replace('127.0.0.1', '10.6.6.6');
  expect(readHolder(moved, 'our key')?.isSealed).toBe(false);
  expect(readHolder('no JSON', 'our key')).toBeUndefined();
  expect(readHolder('{"id":"one"}', 'our key')).toBeUndefined();
  expect(() => requireSameInstallation(holder, false, holder, from)).toThrow(
    /DOORLIGHT_SECRET\n.*another one than the sidecar has that counts, at http:\/\/10\.0\.0\.4:3000/,
  );
  expect(() => requireSameInstallation(holder, true, holder, from)).not.toThrow();
});

it('is one with PostgreSQL under two names, and two with two SQLite files', () => {
  const sqlite = { database: 'sqlite:boot:1:2' };
  const elsewhere = { database: 'postgres://10.0.0.9/doorlight' };
  expect(() => requireSameInstallation(holder, true, elsewhere, from)).not.toThrow();
  expect(() => requireSameInstallation(holder, true, sqlite, from)).toThrow(/ {2}DATA_DIR\n/);
  expect(() => requireSameInstallation({ ...holder, ...sqlite }, true, elsewhere, from)).toThrow(
    / {2}DATABASE_URL\n/,
  );
  expect(() =>
    requireSameInstallation({ ...holder, ...sqlite }, true, { database: 'sqlite:boot:1:3' }, from),
  ).toThrow(/same DATA_DIR/);
});

it('names a database by what it is, and never by who signs in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'doorlight-same-'));
  try {
    const name = (dataDir: string) => databaseName({ dataDir }, 'host boot net');
    expect(name(folder)).toBe(name(`${folder}/../${folder.split('/').at(-1)}`));
    expect(name(folder)).not.toBe(name(join(folder, 'other')));
    const databaseUrl = 'postgres://me:secret@db:5432/doorlight?sslmode=require';
    expect(databaseName({ dataDir: folder, databaseUrl }, 'm')).toBe('postgres://db:5432/doorlight');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('compares configuration files without telling what is in them', () => {
  const sites = [{ id: 'bern', password: 'secret' }];
  expect(fileDigest(sites, 'k')).toBe(fileDigest([...sites], 'k'));
  expect(fileDigest(sites, 'k')).not.toBe(fileDigest(sites, 'l'));
  expect(fileDigest(undefined, 'k')).toBeUndefined();
});
