import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Path, pathOf } from '#lib/contract/path.ts';
import type { SummaryMessage, WallQuery, WallUpdate } from '#lib/contract/wall.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import type { SummaryExchange } from './other-summaries.ts';
import { SiteSummaries, summaryValidMs } from './site-summaries.ts';
import { updateValidMs, Wall } from './wall.ts';

beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') }));
afterEach(() => vi.useRealTimers());

const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const ids = Array.from({ length: 30 }, (_, at) => `s${String(at).padStart(2, '0')}`);
const configured = ids.map(
  (id) => ({ id, name: id, zones: [{ id: 'store', name: 'Store', capacity: 10 }] }) as unknown as SiteConfig,
);
const state = (site: string, more: Partial<ZoneState> = {}) =>
  ({
    site,
    zone: 'store',
    name: 'Store',
    light: 'green',
    occupancy: 1,
    capacity: 10,
    seq: 1,
    ...more,
  }) as ZoneState;
const query: WallQuery = { query: 1, search: '', tags: [], order: 'name', from: 0, count: 10 };

/** Sidecars that hear each other by a bus. */
class Bus {
  readonly listeners = new Map<string, (message: SummaryMessage) => void>();
  readonly sidecars = new Map<string, Pick<SiteSummaries, 'all'>>();
  asked = 0;
  /** What is published is lost. */
  isDown = false;

  exchange(own: string): SummaryExchange {
    return {
      ageOf: (atMs) => Date.now() - atMs + 20,
      publish: (message) => {
        if (this.isDown) return;
        const sent = JSON.parse(JSON.stringify(message));
        for (const [to, hear] of this.listeners) if (to !== own) hear(sent);
      },
      follow: (listener) => {
        this.listeners.set(own, listener);
        return () => this.listeners.delete(own);
      },
      others: () => [...this.sidecars.keys()].filter((id) => id !== own),
      ask: async (id) => {
        this.asked++;
        const other = this.sidecars.get(id);
        if (other === undefined) throw new Error('gone');
        return other.all();
      },
    };
  }
}

function startWall(
  bus: Bus | undefined,
  id: string,
  running: () => readonly SiteConfig[],
  isHeld = () => true,
) {
  const states = new Map<Path, ZoneState>();
  const summaries = new SiteSummaries({
    clock,
    sidecar: id,
    running,
    faulty: () => new Map(),
    gone: () => new Map(),
    state: (zone) => states.get(zone),
  });
  bus?.sidecars.set(id, summaries);
  const parts = { clock, own: summaries, configured: () => configured, isHeld };
  const wall = new Wall({ ...parts, exchange: bus?.exchange(id) });
  wall.start();
  const own = {
    note: (zone: ZoneState) => {
      states.set(pathOf(zone.site, zone.zone), zone);
      summaries.note(zone.site);
    },
    next: () => summaries.next(),
    all: () => summaries.all(),
  };
  return { own, wall };
}

/** Puts the updates together as a console does. */
function open(wall: Wall, sees: (site: string) => boolean = () => true) {
  const updates: WallUpdate[] = [];
  const viewing = wall.open({ sees, send: (update) => updates.push(structuredClone(update)) });
  return {
    viewing,
    updates,
    last: () => updates.at(-1)!,
    lightOf: (site: string) =>
      updates.flatMap(({ rows }) => rows.filter((row) => row.site === site)).at(-1)?.zones[0]?.light,
  };
}

describe('on one sidecar', () => {
  test('a console gets the totals and the rows in view, and then what changes of them', async () => {
    const { own, wall } = startWall(undefined, 'only', () => configured);
    for (const id of ids) own.note(state(id));
    own.next();
    const { viewing, updates, last } = open(wall);
    viewing.show(query);
    await vi.advanceTimersByTimeAsync(50);
    expect(last()).toMatchObject({
      total: 30,
      from: 0,
      sites: ids.slice(0, 10),
      counts: { all: 30, green: 30 },
    });
    expect(last().rows).toHaveLength(10);
    own.note(state('s03', { light: 'red', occupancy: 10 }));
    own.note(state('s20', { light: 'red', occupancy: 10 }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(updates.slice(1).flatMap(({ rows }) => rows.map(({ site }) => site))).toEqual(['s03']);
    expect(last().counts).toMatchObject({ red: 2, green: 28 });
    viewing.show({ ...query, query: 2, group: 'red' });
    await vi.advanceTimersByTimeAsync(50);
    expect(last()).toMatchObject({ query: 2, total: 2, sites: ['s03', 's20'] });
    viewing.show({ ...query, query: 3, from: 25 });
    await vi.advanceTimersByTimeAsync(50);
    expect(last()).toMatchObject({ query: 3, total: 30, from: 25, sites: ids.slice(25) });
    wall.stop();
  });

  test('nobody sees or finds a site without a role there', async () => {
    const { wall } = startWall(undefined, 'only', () => configured);
    const { viewing, last } = open(wall, (site) => site < 's02');
    viewing.show(query);
    await vi.advanceTimersByTimeAsync(50);
    expect(last()).toMatchObject({ total: 2, counts: { all: 2 }, sites: ['s00', 's01'] });
    expect(viewing.find({ search: 's', tags: [], order: 'name' })).toEqual([
      { site: 's00', name: 's00', zones: ['store'] },
      { site: 's01', name: 's01', zones: ['store'] },
    ]);
    wall.stop();
  });

  test('a console that has gone gets nothing more', async () => {
    const { wall } = startWall(undefined, 'only', () => configured);
    const { viewing, updates } = open(wall);
    viewing.show(query);
    viewing.close();
    await vi.advanceTimersByTimeAsync(5000);
    expect(updates).toEqual([]);
    wall.stop();
  });

  test('a sidecar that may not be the home any more confirms nothing', async () => {
    let isHeld = true;
    const { own, wall } = startWall(
      undefined,
      'a',
      () => configured,
      () => isHeld,
    );
    own.note(state('s00'));
    const { viewing, lightOf } = open(wall);
    viewing.show(query);
    await vi.advanceTimersByTimeAsync(1050);
    expect(lightOf('s00')).toBe('green');
    isHeld = false;
    await vi.advanceTimersByTimeAsync(summaryValidMs);
    expect(lightOf('s00')).toBe('unknown');
    wall.stop();
  });
});

describe('on several sidecars', () => {
  const [mine, theirs] = [configured.slice(0, 5), configured.slice(5)];

  async function two() {
    const bus = new Bus();
    const home = startWall(bus, 'b', () => theirs);
    for (const { id } of theirs) home.own.note(state(id));
    await vi.advanceTimersByTimeAsync(3000);
    const front = startWall(bus, 'a', () => mine);
    for (const { id } of mine) front.own.note(state(id));
    await vi.advanceTimersByTimeAsync(1000);
    const console = open(front.wall);
    console.viewing.show({ ...query, count: 30 });
    await vi.advanceTimersByTimeAsync(50);
    return { bus, home, front, ...console };
  }

  test('the first view has the sites of all, and changes of the others come', async () => {
    const { bus, home, last, lightOf } = await two();
    expect(last().counts).toMatchObject({ all: 30, green: 30 });
    home.own.note(state('s29', { light: 'red' }));
    await vi.advanceTimersByTimeAsync(2000);
    expect(lightOf('s29')).toBe('red');
    expect(bus.asked).toBe(1);
  });

  test('the sites of a sidecar that is silent are unknown in time, on the glass too', async () => {
    const { bus, home, lightOf, updates } = await two();
    bus.sidecars.delete('b');
    home.wall.stop();
    const silentMs = performance.now();
    while (lightOf('s29') !== 'unknown') await vi.advanceTimersByTimeAsync(100);
    // An update that was under way before holds no longer than what its home said.
    expect(performance.now() - silentMs + updateValidMs).toBeLessThanOrEqual(summaryValidMs + 1000);
    expect(lightOf('s00')).toBe('green');
    expect(updates.at(-1)?.counts.trouble).toBe(25);
  });

  test('what was lost on the way is asked for, and confirms nothing before', async () => {
    const { bus, home, lightOf } = await two();
    bus.isDown = true;
    home.own.note(state('s29', { light: 'red' }));
    await vi.advanceTimersByTimeAsync(1000);
    bus.isDown = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(bus.asked).toBe(2);
    expect(lightOf('s29')).toBe('red');
    // The bus works, but the home refuses: a hole is no confirmation.
    bus.isDown = true;
    home.own.note(state('s29', { light: 'green' }));
    await vi.advanceTimersByTimeAsync(1000);
    bus.isDown = false;
    bus.sidecars.set('b', {
      all: () => {
        throw new Error('refused');
      },
    });
    await vi.advanceTimersByTimeAsync(summaryValidMs);
    expect(lightOf('s29')).toBe('unknown');
    bus.sidecars.set('b', home.own);
    await vi.advanceTimersByTimeAsync(2000);
    expect(lightOf('s29')).toBe('green');
  });

  test('a message that was under way for too long confirms nothing', async () => {
    const { bus, home, lightOf } = await two();
    const late: SummaryMessage[] = [];
    const hear = bus.listeners.get('a')!;
    bus.listeners.set('a', (message) => late.push(message));
    await vi.advanceTimersByTimeAsync(summaryValidMs + 1000);
    home.wall.stop();
    expect(lightOf('s29')).toBe('unknown');
    for (const message of late.slice(0, 1)) hear(message);
    await vi.advanceTimersByTimeAsync(1000);
    expect(lightOf('s29')).toBe('unknown');
  });

  test('a sidecar that hangs delays the first view of the others no longer than a moment', async () => {
    const bus = new Bus();
    bus.sidecars.set('b', { all: () => new Promise(() => undefined) as never });
    const front = startWall(bus, 'a', () => mine);
    for (const { id } of mine) front.own.note(state(id));
    await vi.advanceTimersByTimeAsync(1000);
    const { viewing, last } = open(front.wall);
    viewing.show(query);
    await vi.advanceTimersByTimeAsync(750);
    expect(last().counts).toMatchObject({ all: 30, green: 5, trouble: 25 });
    front.wall.stop();
  });
});
