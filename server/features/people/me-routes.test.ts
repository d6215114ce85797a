import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Me, OwnSession } from '#lib/contract/person.ts';
import { RunningSidecar, userPassword, type Visitor } from '#server/test-support/running-sidecar.ts';

let running: RunningSidecar;
let admin: Visitor;

beforeAll(async () => {
  running = await RunningSidecar.start('sites:\n  - { id: bern, name: Bern, timezone: Europe/Zurich }');
  admin = await running.signIn();
});

afterAll(() => running?.stop());

describe('what people do for themselves', () => {
  it('changes the name and, with the password of now, the password; other sessions end', async () => {
    const sam = await running.user('zoe', 'staff');
    const elsewhere = await running.signIn('zoe', userPassword);
    expect((await running.send('PUT', '/api/v1/me', sam, { name: 'Zoë Süd' })).status).toBe(204);
    expect(await running.read<Me>('/api/v1/me', sam)).toMatchObject({ name: 'Zoë Süd' });
    const set = (current: string) =>
      running.send('PUT', '/api/v1/me/password', sam, { current, password: 'another password' });
    const refused = await set('a wrong one');
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('current')]);
    expect((await set(userPassword)).status).toBe(204);
    expect((await running.fetch('/api/v1/me', elsewhere)).status).toBe(401);
    expect((await running.fetch('/api/v1/me', sam)).status).toBe(200);
  });

  it('lists the own sessions, and ends one of them and nobody else’s', async () => {
    const mia = await running.user('mia', 'viewer');
    const elsewhere = await running.signIn('mia', userPassword);
    const sessions = await running.read<OwnSession[]>('/api/v1/me/sessions', mia);
    expect(sessions.map(({ isCurrent }) => isCurrent).toSorted()).toEqual([false, true]);
    const other = sessions.find(({ isCurrent }) => !isCurrent)?.id;
    expect((await running.send('DELETE', `/api/v1/me/sessions/${other}`, admin)).status).toBe(404);
    expect((await running.send('DELETE', `/api/v1/me/sessions/${other}`, mia)).status).toBe(204);
    expect((await running.fetch('/api/v1/me', elsewhere)).status).toBe(401);
  });
});
