import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import type { Me } from '#lib/contract/person.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { Visitor } from '#server/test-support/running-sidecar.ts';
import { add, admin, lastAudit, people, personNamed, running, startTwoSites } from './test-people.ts';

const sockets: Socket[] = [];

startTwoSites();

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});

function connect({ cookie = '' }: Visitor): Socket {
  const socket = io(`${running.url}/live`, {
    path: '/socket.io',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie },
  });
  sockets.push(socket);
  return socket;
}

describe('people', () => {
  it('are added with a role, may sign in, and are in the log with who added them', async () => {
    // Every kind of character that the contract allows.
    await add({ username: 'anna-b_2.c', name: 'Anna', role: 'staff', password: 'a long password' });
    const anna = await running.signIn('Anna-b_2.c', 'a long password');
    expect(await running.read<Me>('/api/v1/me', anna)).toMatchObject({ name: 'Anna', role: 'staff' });
    expect(await lastAudit('add-person')).toMatchObject({ who: 'admin', to: 'anna-b_2.c (staff)' });
    expect(await lastAudit('sign-in')).toMatchObject({ who: 'anna-b_2.c' });
  });

  it('have a user name of their own', async () => {
    const again = await running.send('POST', '/api/v1/people', admin, { username: 'admin', role: 'viewer' });
    expect(again.status).toBe(409);
  });

  it('have either one role or roles at sites', async () => {
    for (const roles of [{}, { role: 'staff', sites: { bern: 'staff' } }, { sites: {} }]) {
      const wrong = await running.send('POST', '/api/v1/people', admin, { username: 'nobody', ...roles });
      expect(wrong.status).toBe(400);
    }
    const tooMuch = await running.send('POST', '/api/v1/people', admin, {
      username: 'nobody',
      sites: { bern: 'administrator' },
    });
    expect(tooMuch.status).toBe(400);
  });

  it('cannot be changed past this API: the ways of the sign-in service are closed', async () => {
    const { id } = await personNamed('admin');
    for (const [path, body] of [
      ['set-role', { userId: id, role: 'viewer' }],
      ['remove-user', { userId: id }],
      ['ban-user', { userId: id }],
      ['impersonate-user', { userId: id }],
    ] as const) {
      expect((await running.send('POST', `/api/auth/admin/${path}`, admin, body)).status).toBe(404);
    }
  });

  it('leave when they are removed: at once, with their sockets', async () => {
    const { id } = await add({ username: 'gone', role: 'staff', password: 'a long password' });
    const visitor = await running.signIn('gone', 'a long password');
    const socket = connect(visitor);
    await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
    const left = new Promise((resolve) => socket.once('disconnect', resolve));
    expect((await running.send('DELETE', `/api/v1/people/${id}`, admin)).status).toBe(204);
    await left;
    expect((await running.fetch('/api/v1/zones', visitor)).status).toBe(401);
  });
});

describe('the last administrator', () => {
  it('is neither removed nor demoted, two at a time neither', async () => {
    const { id } = await personNamed('admin');
    expect((await running.send('DELETE', `/api/v1/people/${id}`, admin)).status).toBe(409);
    const demoted = await running.send('PUT', `/api/v1/people/${id}`, admin, { role: 'manager' });
    expect(demoted.status).toBe(409);
    const atSite = await running.send('PUT', `/api/v1/people/${id}`, admin, { sites: { bern: 'manager' } });
    expect(atSite.status).toBe(409);

    const other = await add({ username: 'olga', role: 'administrator', password: 'a long password' });
    const both = await Promise.all([
      running.send('PUT', `/api/v1/people/${other.id}`, admin, { role: 'viewer' }),
      running.send('PUT', `/api/v1/people/${id}`, admin, { role: 'viewer' }),
    ]);
    const statuses = both.map(({ status }) => status).toSorted();
    expect(statuses[0]).toBe(200);
    expect(statuses[1]).toBeGreaterThanOrEqual(401);
    const administrators = (await people().catch(() => [])).filter(({ role }) => role === 'administrator');
    expect(administrators.map(({ username }) => username)).toEqual(['admin']);
  });

  it('is not somebody who cannot sign in', async () => {
    await add({ username: 'ghost', role: 'administrator' });
    const { id } = await personNamed('admin');
    expect((await running.send('DELETE', `/api/v1/people/${id}`, admin)).status).toBe(409);
  });
});

describe('a role at single sites', () => {
  let bea: Visitor;

  it('shows only those sites: in lists, in the log, on the socket', async () => {
    await running.send('PUT', '/api/v1/zones/genf/store/hold', admin, { light: 'red' });
    await running.send('PUT', '/api/v1/zones/bern/store/hold', admin, { light: 'red' });
    bea = await running.user('bea', { bern: 'manager' });
    for (const list of ['zones', 'sensors', 'config', 'audit?limit=500']) {
      const rows = await running.read<{ site?: string }[]>(`/api/v1/${list}`, bea);
      expect([list, ...new Set(rows.map((row) => row.site))]).toEqual([list, 'bern']);
    }
    const socket = connect(bea);
    const seen: string[] = [];
    let released = false;
    socket.on('zone', ({ site: of, light }: ZoneState) => {
      seen.push(of);
      released = of === 'bern' && light !== 'red';
    });
    socket.on('sensor', ({ site: of }: { site: string }) => seen.push(of));
    await expect.poll(() => seen.length).toBeGreaterThan(1);
    await running.send('DELETE', '/api/v1/zones/genf/store/hold', admin);
    await running.send('DELETE', '/api/v1/zones/bern/store/hold', admin);
    // Events of Genf would have come before.
    await expect.poll(() => released).toBe(true);
    expect([...new Set(seen)]).toEqual(['bern']);
  });

  it('is another one on an open socket as soon as it is changed', async () => {
    const { id } = await personNamed('bea');
    const socket = connect(bea);
    await new Promise((resolve) => socket.once('zone', resolve));
    const left = new Promise((resolve) => socket.once('disconnect', resolve));
    const changed = await running.send('PUT', `/api/v1/people/${id}`, admin, { sites: { genf: 'viewer' } });
    expect(await changed.json()).toMatchObject({ sites: { genf: 'viewer' } });
    await left;
  });
});

describe('signing out everywhere', () => {
  it('ends all sessions of a person and their sockets', async () => {
    const here = await running.user('sven', 'staff');
    const there = await running.signIn('sven', 'staple correct horse');
    const socket = connect(there);
    await new Promise((resolve) => socket.once('zone', resolve));
    const left = new Promise((resolve) => socket.once('disconnect', resolve));
    expect((await running.send('POST', '/api/v1/me/sign-out-everywhere', here)).status).toBe(204);
    await left;
    for (const visitor of [here, there]) {
      expect((await running.fetch('/api/v1/zones', visitor)).status).toBe(401);
    }
    expect(await lastAudit('sign-out-everywhere')).toMatchObject({ who: 'sven' });
  });
});

describe('a password set by an administrator', () => {
  it('ends the sessions of the person, not those of who sets their own', async () => {
    const vera = await running.user('vera', 'viewer');
    const { id } = await personNamed('vera');
    const password = 'another long password';
    expect((await running.send('PUT', `/api/v1/people/${id}/password`, admin, { password })).status).toBe(
      204,
    );
    expect((await running.fetch('/api/v1/zones', vera)).status).toBe(401);
    await running.signIn('vera', password);

    const me = await personNamed('admin');
    const second = await running.signIn();
    await running.send('PUT', `/api/v1/people/${me.id}/password`, admin, {
      password: 'correct horse battery',
    });
    expect((await running.fetch('/api/v1/zones', admin)).status).toBe(200);
    expect((await running.fetch('/api/v1/zones', second)).status).toBe(401);
  });
});
