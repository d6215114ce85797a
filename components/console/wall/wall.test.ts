import { describe, expect, it } from 'vitest';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { Site } from '#lib/contract/site.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { createLiveStore, type LiveZone } from '../live/live-store.ts';
import { arranged, isTroubled, type WallSite, wallOf } from './wall.ts';

const site = (id: string, name = id): Site => ({
  id,
  name,
  timezone: 'Europe/Zurich',
  languages: ['de'],
  simulated: false,
  tags: {},
});
const state = (path: string, light: ZoneState['light'], occupancy = 1, seq = 1): ZoneState => ({
  site: path.split('/')[0]!,
  zone: path.split('/')[1]!,
  name: 'Store',
  occupancy,
  capacity: 10,
  utilization: occupancy / 10,
  light,
  reason: 'free',
  since: '2026-11-21T10:00:00.000Z',
  asOf: '2026-11-21T10:00:00.000Z',
  validForMs: 4500,
  seq,
  in: 0,
  out: 0,
  drift: 0,
  simulated: false,
  warnings: [],
});
const live = (...states: ZoneState[]): LiveZone[] =>
  Object.values(createLiveStore({ zones: states, sensors: [] }, () => 0).getState().zones);
const faulty = (at: string) => ({ site: at, sensor: 'door', status: 'unreachable' }) as SensorStatus;

const sites = [site('aarau'), site('bern'), site('chur', 'Chür'), site('davos'), site('emmen')];
const zones = live(
  state('aarau/store', 'green', 9),
  state('bern/store', 'red', 10),
  state('bern/cafe', 'closed'),
  state('chur/store', 'green', 2),
  state('davos/store', 'unknown'),
);
const wall = wallOf(sites, zones, [faulty('chur')]);
const choice = { query: '', order: 'trouble', onlyTroubles: false } as const;

describe('the wall', () => {
  it('has an emergency among the first, although its light is closed, and sees it come and go', () => {
    const left = { ...state('emmen/store', 'closed'), emergency: 'leave' as const };
    const evacuated = wallOf(sites, [...zones, ...live(left)], []);
    expect(arranged(evacuated, choice).slice(0, 2)).toEqual(['davos', 'emmen']);
    const over = wallOf(sites, [...zones, ...live(state('emmen/store', 'closed'))], [], evacuated);
    expect(over.find(({ id }) => id === 'emmen')?.zones[0]?.emergency).toBeUndefined();
  });

  it('has problems first: unknown lights, ill sensors, then what is full', () => {
    expect(arranged(wall, choice)).toEqual(['davos', 'chur', 'bern', 'aarau', 'emmen']);
    expect(arranged(wall, { ...choice, order: 'name' })).toEqual(['aarau', 'bern', 'chur', 'davos', 'emmen']);
    expect(arranged(wall, { ...choice, order: 'full' }).slice(0, 2)).toEqual(['bern', 'aarau']);
    expect(arranged(wall, { ...choice, onlyTroubles: true })).toEqual(['davos', 'chur']);
    expect(wall.filter(isTroubled)).toHaveLength(2);
  });

  it('counts in names as people do', () => {
    const numbered = wallOf([site('a', 'Store 10'), site('b', 'Store 2'), site('c', 'Store 1')], [], []);
    expect(arranged(numbered, { ...choice, order: 'name' })).toEqual(['c', 'b', 'a']);
  });

  it('finds a site by parts of its name and of its zones, without accents', () => {
    expect(arranged(wall, { ...choice, query: 'CHUR' })).toEqual(['chur']);
    expect(arranged(wall, { ...choice, query: 'ber sto' })).toEqual(['bern']);
    expect(arranged(wall, { ...choice, query: 'basel' })).toEqual([]);
  });

  it('keeps a site as it is while nothing that is shown changes', () => {
    const again = live(...zones.map((zone) => ({ ...zone.state, seq: 9, asOf: '2026-11-21T11:00:00.000Z' })));
    const next = wallOf(sites, again, [faulty('chur')], wall);
    expect(next.map((each, index) => each === wall[index])).toEqual([true, true, true, true, true]);
    const moved = live(
      ...zones.map(({ state: old }) => (old.site === 'bern' ? { ...old, occupancy: 7 } : old)),
    );
    const changed = wallOf(sites, moved, [], wall).filter((each: WallSite) => !wall.includes(each));
    expect(changed.map(({ id }) => id)).toEqual(['bern', 'chur']);
  });
});
