import { beforeEach, describe, expect, test } from 'vitest';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { sampleState } from '#lib/test-zone-state.ts';
import { createLiveStore, type LiveStore, shownLight } from './live-store.ts';

const at = '2026-04-02T08:00:00.000Z';

const zone = (over: Partial<ZoneState> = {}) => sampleState({ since: at, asOf: at, ...over });

const wallStart = 1_700_000_000_000;
let nowMs = 0;
let store: LiveStore;

beforeEach(() => {
  nowMs = 0;
  store = createLiveStore(
    { zones: [zone()], sensors: [] },
    () => nowMs,
    () => wallStart + nowMs,
  );
});

/** Lets time pass as on a page, with ticks. */
function pass(ms: number) {
  nowMs += ms;
  store.getState().tick();
}

const shown = () => shownLight(store.getState().zones['bern/store']!);

test('what has ended, opened or closed is counted, for whoever reads it again', () => {
  const adjust = { site: 'bern', zone: 'store', adjustId: 'a', to: 0, sources: [], waiting: [] };
  const ended = { from: 5, to: 0, sources: [] };
  store.getState().applyAdjust(adjust);
  expect(store.getState().adjustsEnded).toBe(0);
  store.getState().applyAdjust({ ...adjust, result: { ...ended, result: 'done' } });
  store.getState().applyAdjust({ ...adjust, adjustId: 'b', result: { ...ended, result: 'failed' } });
  expect(store.getState().adjustsEnded).toBe(2);
  store.getState().applyAlert({
    id: '1',
    site: 'bern',
    kind: 'full',
    subject: 'store',
    name: 'Store',
    facts: {},
    openedAt: '2026-11-27T10:00:00.000Z',
  });
  expect(store.getState().alertCount).toBe(1);
});

describe('a zone', () => {
  test('is shown as the server rendered it, and then as the socket says', () => {
    expect(shown()).toEqual({ light: 'green', reason: 'free' });
    store.getState().connected();
    store.getState().applyZone(zone({ seq: 8, occupancy: 10, light: 'red', reason: 'full' }));
    expect(store.getState().zones['bern/store']?.state.occupancy).toBe(10);
    expect(shown().light).toBe('red');
  });

  test('is unknown as soon as its last message is older than it may be', () => {
    store.getState().connected();
    pass(4500);
    expect(shown().light).toBe('green');
    pass(1);
    expect(shown()).toEqual({ light: 'unknown', reason: 'expired' });
  });

  test('heals with the next message', () => {
    store.getState().connected();
    pass(10_000);
    store.getState().applyZone(zone({ seq: 8 }));
    expect(shown().light).toBe('green');
    expect(store.getState().connection).toBe('live');
  });

  test('is not turned back by a message that came before on the same connection', () => {
    store.getState().connected();
    store.getState().applyZone(zone({ seq: 9, occupancy: 9 }));
    store.getState().applyZone(zone({ seq: 8, occupancy: 1 }));
    expect(store.getState().zones['bern/store']?.state.occupancy).toBe(9);
  });

  test('that came several times in one go is shown as the last said, and watchers are notified once', () => {
    store.getState().connected();
    let notified = 0;
    const stop = store.subscribe(() => {
      notified += 1;
    });
    const other = zone({ zone: 'cafe', seq: 1 });
    store
      .getState()
      .applyZones([
        zone({ seq: 8, occupancy: 4 }),
        other,
        zone({ seq: 9, occupancy: 5 }),
        zone({ seq: 8, occupancy: 6 }),
      ]);
    store.getState().applyZones([other]);
    stop();
    expect(notified).toBe(1);
    expect(store.getState().zones['bern/store']?.state.occupancy).toBe(5);
    expect(store.getState().zones['bern/cafe']?.state.occupancy).toBe(3);
  });

  test('is taken from a sidecar that started anew and numbers from the beginning', () => {
    store.getState().connected();
    store.getState().applyZone(zone({ seq: 900, occupancy: 9 }));
    store.getState().disconnected();
    store.getState().connected();
    store.getState().applyZone(zone({ seq: 1, occupancy: 2 }));
    expect(store.getState().zones['bern/store']?.state.occupancy).toBe(2);
  });

  test('is going nowhere because its number was set', () => {
    pass(60_000);
    const set = { at: '2026-04-02T08:01:00.000Z', to: 0 };
    store.getState().applyZone(zone({ seq: 8, occupancy: 0, set }));
    expect(store.getState().zones['bern/store']?.trend).toBe('steady');
    pass(20_000);
    store.getState().applyZone(zone({ seq: 9, occupancy: 4, set }));
    expect(store.getState().zones['bern/store']?.trend).toBe('rising');
  });

  test('shows where its number is going', () => {
    store.getState().connected();
    for (let seq = 8; seq < 13; seq++) {
      nowMs += 1500;
      store.getState().applyZone(zone({ seq, occupancy: seq - 4 }));
    }
    expect(store.getState().zones['bern/store']?.trend).toBe('rising');
  });
});

describe('a changed configuration', () => {
  const sensor = (id: string, over: Partial<SensorStatus> = {}): SensorStatus => ({
    site: 'bern',
    sensor: id,
    driver: 'axis-3d',
    url: 'http://127.0.0.1',
    status: 'ok',
    readings: [],
    failures: 0,
    zones: [],
    simulated: false,
    ...over,
  });

  test('takes away what has gone, and adds what is new', () => {
    store.getState().connected();
    store.getState().applyZones([zone({ seq: 8 }), zone({ zone: 'cafe' })]);
    store.getState().applySensor(sensor('door'));
    store.getState().applyConfiguration({ zones: [zone({ zone: 'hall' })], sensors: [sensor('lift')] });
    expect(Object.keys(store.getState().zones)).toEqual(['bern/hall']);
    expect(Object.keys(store.getState().sensors)).toEqual(['bern/lift']);
  });

  test('turns back nothing that the socket has reported meanwhile', () => {
    store.getState().connected();
    store.getState().applyZone(zone({ seq: 9, occupancy: 10, light: 'red', reason: 'full' }));
    store.getState().applySensor(sensor('door', { status: 'unreachable' }));
    store.getState().applyConfiguration({ zones: [zone({ seq: 8 })], sensors: [sensor('door')] });
    expect(shown().light).toBe('red');
    expect(store.getState().sensors['bern/door']?.status).toBe('unreachable');
  });

  test('shows no light of a new zone before the socket reports it: an answer may have been long on its way', () => {
    store.getState().connected();
    store.getState().applyConfiguration({ zones: [zone(), zone({ zone: 'hall' })], sensors: [] });
    const hall = () => shownLight(store.getState().zones['bern/hall']!);
    expect(shown().light).toBe('green');
    expect(hall()).toEqual({ light: 'unknown', reason: 'expired' });
    store.getState().applyZone(zone({ zone: 'hall', seq: 1 }));
    expect(hall().light).toBe('green');
  });
});

describe('the connection', () => {
  test('that is lost says since when something was last heard', () => {
    store.getState().connected();
    nowMs = 2000;
    store.getState().applyZone(zone({ seq: 8 }));
    nowMs = 3000;
    store.getState().disconnected();
    nowMs = 9000;
    store.getState().disconnected();
    expect(store.getState()).toMatchObject({ connection: 'lost', lostSince: wallStart + 2000 });
  });

  test('that is open but silent is lost, too', () => {
    store.getState().connected();
    pass(5001);
    expect(store.getState()).toMatchObject({ connection: 'lost', lostSince: wallStart });
  });

  test('that brings something else than zones is not silent', () => {
    store.getState().connected();
    nowMs = 4000;
    store.getState().heard();
    pass(4000);
    expect(store.getState().connection).toBe('live');
    expect(shownLight(store.getState().zones['bern/store']!).light).toBe('unknown');
    pass(2000);
    expect(store.getState().connection).toBe('lost');
    store.getState().heard();
    expect(store.getState().connection).toBe('live');
  });

  test('that never comes is lost after a few seconds', () => {
    pass(3000);
    expect(store.getState().connection).toBe('connecting');
    pass(3000);
    expect(store.getState().connection).toBe('lost');
  });

  test('without any zone is not silent', () => {
    const empty = createLiveStore({ zones: [], sensors: [] }, () => nowMs);
    empty.getState().connected();
    nowMs = 60_000;
    empty.getState().tick();
    expect(empty.getState().connection).toBe('live');
  });

  test('stays ended when the session has ended', () => {
    store.getState().signedOut();
    store.getState().disconnected();
    expect(store.getState().connection).toBe('signed-out');
  });
});
