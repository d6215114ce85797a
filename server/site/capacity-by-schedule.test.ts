import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { RunningSidecar, type Visitor } from '#server/test-support/running-sidecar.ts';

const everyDay = 'mon-sun';
const siteFile = `
sites:
  - id: bern
    name: Bern
    timezone: Europe/Zurich
    sensors: [{ id: door, driver: axis-people-counter, url: "http://127.0.0.1:9", username: op, password: x }]
    zones:
      - id: store
        name: Store
        capacity: 120
        capacityAt:
          - { days: ${everyDay}, capacity: 90 }
          - { days: ${everyDay}, hours: "00:00-24:00", capacity: 60 }
          - { date: 2001-01-01, capacity: 1 }
        sources: [{ sensor: door }]
      - id: hall
        name: Hall
        capacity: 20
        staff: 6
        sources: [{ sensor: door }]
      - id: desk
        name: Desk
        capacity: 20
        staff: [{ days: ${everyDay}, staff: 3 }]
        sources: [{ sensor: door }]
`;

let running: RunningSidecar;
let admin: Visitor;

beforeAll(async () => {
  running = await RunningSidecar.start(siteFile);
  admin = await running.signIn();
});
afterAll(() => running.stop());

async function zone(id: string): Promise<ZoneState> {
  const answer = await fetch(`${running.url}/api/v1/zones/bern/${id}`, {
    headers: { cookie: admin.cookie ?? '' },
  });
  return (await answer.json()) as ZoneState;
}
const adjust = async (id: string, occupancy: number) =>
  (await running.send('POST', `/api/v1/zones/bern/${id}/adjust`, admin, { occupancy })).json();

describe('a zone by schedule', () => {
  it('has the capacity of the last entry that applies now, and everything follows it', async () => {
    await adjust('store', 30);
    expect(await zone('store')).toMatchObject({ capacity: 60, occupancy: 30, utilization: 0.5, free: 30 });
  });

  it('shows who is no staff: set to a number it shows that, and a count of staff alone is nobody', async () => {
    expect(await adjust('hall', 10)).toMatchObject({ from: 0, to: 10 });
    expect(await zone('hall')).toMatchObject({ occupancy: 10, utilization: 0.5, free: 10 });
    expect(await adjust('hall', 0)).toMatchObject({ from: 10, to: 0 });
    expect(await zone('hall')).toMatchObject({ occupancy: 0, free: 20 });
    expect(running.sidecar.sites.zone('bern/hall')?.occupancy).toBe(6);
    await adjust('desk', 4);
    expect(running.sidecar.sites.zone('bern/desk')?.occupancy).toBe(7);
  });

  it.each([
    [{ capacityAt: [{ days: 'sat', date: '2026-12-24', capacity: 5 }] }, 'schedule-rule'],
    [{ capacityAt: [{ capacity: 5 }] }, 'schedule-rule'],
    [{ capacityAt: [{ days: 'caturday', capacity: 5 }] }, 'hours-days'],
    [{ capacityAt: [{ days: 'sat', hours: '10-18', capacity: 5 }] }, 'hours-times'],
    [{ capacityAt: [{ days: 'sat', capacity: 0 }] }, 'people-at-least'],
    [{ staff: 'six' }, 'staff-list'],
  ])('that makes no sense is refused in words: %j', async (keys, code) => {
    const answer = await running.send('PUT', '/api/v1/config/bern/zone/cafe?trial=true', admin, {
      ...{ name: 'Cafe', capacity: 20, sources: [{ sensor: 'door' }] },
      ...keys,
    });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(`"code":"${code}"`);
  });
});

describe('a capacity that staff sets for now', () => {
  const path = '/api/v1/zones/bern/store/capacity';
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
  const stored = () => running.read<object | null>(path, admin);

  it('goes before the schedule until it is ended, and is in the audit log with its end', async () => {
    const until = inAnHour();
    const set = await running.send('PUT', path, admin, { capacity: 45, until, note: 'one exit is blocked' });
    expect(await set.json()).toMatchObject({ capacity: 45, until, by: 'admin', note: 'one exit is blocked' });
    expect(await zone('store')).toMatchObject({ capacity: 45, capacitySet: { usual: 60, until } });
    expect(await stored()).toMatchObject({ capacity: 45, by: 'admin' });
    expect((await running.send('DELETE', path, admin)).status).toBe(204);
    const after = await zone('store');
    expect([after.capacity, after.capacitySet, await stored()]).toEqual([60, undefined, null]);
    const log = await running.read<object[]>('/api/v1/audit?zone=store&limit=2', admin);
    expect(log).toMatchObject([
      { action: 'end-capacity', from: '45', result: 'done' },
      { action: 'set-capacity', to: '45', note: 'one exit is blocked', result: 'done' },
    ]);
  });

  it('is carried out once, however often the same command comes', async () => {
    const send = () =>
      fetch(`${running.url}${path}`, {
        method: 'PUT',
        headers: {
          cookie: admin.cookie ?? '',
          origin: running.url,
          'content-type': 'application/json',
          'idempotency-key': 'the-same-command',
        },
        body: JSON.stringify({ capacity: 50 }),
      });
    const [first, again] = [await (await send()).json(), await (await send()).json()];
    expect(again).toEqual(first);
    const log = await running.read<object[]>('/api/v1/audit?zone=store&limit=9', admin);
    expect(log.filter((entry) => 'to' in entry && entry.to === '50')).toHaveLength(1);
    await running.send('DELETE', path, admin);
  });

  it.each([{ capacity: 0 }, { capacity: 1.5 }, {}, { capacity: 5, until: '2020-01-01T00:00:00Z' }])(
    'is refused where it makes no sense: %j',
    async (body) => {
      expect((await running.send('PUT', path, admin, body)).status).toBe(400);
      expect(await stored()).toBeNull();
    },
  );
});
