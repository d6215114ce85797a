import { describe, expect, it } from 'vitest';
import type { Me } from '#lib/contract/person.ts';
import type { LockedTablet, Tablet } from '#lib/contract/tablet.ts';
import type { Visitor } from '#server/test-support/running-sidecar.ts';
import { add, admin, lastAudit, personNamed, running, startTwoSites } from './test-people.ts';

startTwoSites();

describe('a shared tablet', () => {
  let tablet: Visitor;
  let id: string;

  const cookiesOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  const unlock = (person: string, pin: string) =>
    running.send('POST', '/api/v1/unlock', tablet, { person, pin });

  it('is made by a manager, on the device itself', async () => {
    const manager = await running.user('mara', { bern: 'manager' });
    const made = await running.send('POST', '/api/v1/tablets', manager, { name: 'Counter', site: 'bern' });
    expect(made.status).toBe(201);
    tablet = { cookie: cookiesOf(made) };
    ({ id } = (await made.json()) as Tablet);
    await add({ username: 'piet', name: 'Piet', sites: { bern: 'staff' }, pin: '4711' });
    await add({ username: 'geni', name: 'Geni', sites: { genf: 'staff' }, pin: '4711' });
    const { people: shown, siteName } = await running.read<LockedTablet>('/api/v1/unlock', tablet);
    expect(siteName).toBe('bern');
    expect(shown.map(({ name }) => name)).toEqual(['Piet']);
    expect((await running.fetch('/api/v1/unlock')).status).toBe(401);
  });

  it('is unlocked by PIN, for half an hour at most, as staff of its site and no more', async () => {
    const boss = await add({ username: 'boss', role: 'administrator', pin: '123456' });
    const opened = await unlock(boss.id, '123456');
    expect(opened.status).toBe(204);
    const session = { cookie: cookiesOf(opened) };
    const me = await running.read<Me>('/api/v1/me', session);
    expect(me).toMatchObject({ username: 'boss', role: 'staff', sites: { bern: 'staff' }, tablet: { id } });
    const lastsMs = Date.parse(me.tablet?.until ?? '') - Date.now();
    expect(lastsMs).toBeGreaterThan(29 * 60_000);
    expect(lastsMs).toBeLessThanOrEqual(30 * 60_000);
    expect((await running.fetch('/api/v1/people', session)).status).toBe(403);
    expect((await running.fetch('/api/v1/zones/genf/store', session)).status).toBe(403);
    expect(await lastAudit('unlock')).toMatchObject({ who: 'boss' });
  });

  it('takes five wrong PINs, however fast, and then none for a quarter of an hour', async () => {
    const { id: person } = await personNamed('piet');
    const tries = await Promise.all(Array.from({ length: 8 }, () => unlock(person, '0000')));
    const statuses = tries.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429, 429, 429]);
    const right = await unlock(person, '4711');
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(800);
    expect((await personNamed('piet')).pinLockedUntil).toBeDefined();
    expect(await lastAudit('lock-out')).toMatchObject({ who: 'piet', site: 'bern' });

    await running.send('PUT', `/api/v1/people/${person}/pin`, admin, { pin: '0815' });
    expect((await unlock(person, '0815')).status).toBe(204);
  });

  it('takes no PIN of somebody of another site, and none without its cookie', async () => {
    const { id: person } = await personNamed('geni');
    expect((await unlock(person, '4711')).status).toBe(401);
    const elsewhere = await running.send('POST', '/api/v1/unlock', {}, { person, pin: '4711' });
    expect(elsewhere.status).toBe(401);
  });

  it('is an ordinary device when it is removed, and what it had open ends', async () => {
    const { id: person } = await personNamed('piet');
    const session = { cookie: cookiesOf(await unlock(person, '0815')) };
    expect((await running.fetch('/api/v1/zones', session)).status).toBe(200);
    expect((await running.send('DELETE', `/api/v1/tablets/${id}`, admin)).status).toBe(204);
    expect((await running.fetch('/api/v1/zones', session)).status).toBe(401);
    expect((await unlock(person, '0815')).status).toBe(401);
  });
});
