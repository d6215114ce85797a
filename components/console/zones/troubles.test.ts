import { describe, expect, test } from 'vitest';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { sampleState } from '#lib/test-zone-state.ts';
import { troublesOf } from './troubles.ts';

const at = '2026-04-02T08:00:00.000Z';

const zone = (over: Partial<ZoneState> = {}) =>
  sampleState({ capacity: 100, utilization: 0.03, since: at, asOf: at, ...over });

function sensor(id: string, status: SensorStatus['status'] = 'unreachable'): SensorStatus {
  return {
    site: 'bern',
    sensor: id,
    driver: 'axis-3d',
    url: 'http://10.0.0.12',
    status,
    readings: [],
    failures: 1,
    zones: ['store'],
    simulated: false,
  };
}

const keysOf = (...args: Parameters<typeof troublesOf>) => troublesOf(...args).map(({ key }) => key);

describe('troublesOf', () => {
  test('says nothing when all is well', () => {
    expect(troublesOf([zone()], [sensor('door-a', 'ok')])).toEqual([]);
  });

  test('names the sensor that darkens a light once, with the zones it darkens', () => {
    const dark = zone({ light: 'unknown', reason: 'stale:door-b' });
    const troubles = troublesOf([dark], [sensor('door-b')]);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatchObject({ kind: 'sensor', darkens: [dark] });
  });

  test('names a dark zone itself when no faulty sensor explains it', () => {
    expect(keysOf([zone({ light: 'unknown', reason: 'no-sources' })], [])).toEqual(['unknown/store']);
    expect(keysOf([zone({ light: 'unknown', reason: 'starting:door-a' })], [sensor('door-a', 'ok')])).toEqual(
      ['unknown/store'],
    );
  });

  test('a full disk is named once for all zones', () => {
    const zones = [zone({ light: 'unknown', reason: 'storage' }), zone({ zone: 'b', reason: 'storage' })];
    expect(keysOf(zones, [])).toEqual(['storage']);
  });

  test('puts what darkens a light before what does not', () => {
    const zones = [
      zone({ drift: 30, warnings: ['suspect:door-a', 'stale:optional'] }),
      zone({ zone: 'cafe', light: 'unknown', reason: 'stale:door-b' }),
    ];
    expect(keysOf(zones, [sensor('optional'), sensor('door-a', 'ok'), sensor('door-b')])).toEqual([
      'sensor/door-b',
      'sensor/optional',
      'suspect:door-a/store',
      'drift/store',
    ]);
  });

  test('a few people of drift are no trouble', () => {
    expect(keysOf([zone({ drift: 4 })], [])).toEqual([]);
    expect(keysOf([zone({ drift: 5 })], [])).toEqual(['drift/store']);
    expect(keysOf([zone({ drift: 5, capacity: 1000 })], [])).toEqual([]);
  });
});
