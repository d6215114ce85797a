import { expect, test } from 'vitest';
import type { SensorStatus } from '#lib/contract/sensor-status.ts';
import { primaryOf } from './use-outcome-words.ts';

const sensor = (id: string, more: Partial<SensorStatus> = {}): SensorStatus => ({
  site: 'bern',
  sensor: id,
  driver: 'axis-3d',
  url: `http://${id}.local`,
  status: 'ok',
  readings: [],
  failures: 0,
  zones: ['store'],
  simulated: false,
  ...more,
});
const refusal = 'Device is configured as occupancy secondary, adjust occupancy on primary device.';
const doorB = sensor('door-b');

test('the only other sensor of the family at the site is the primary', () => {
  const sensors = [
    doorB,
    sensor('door-a'),
    sensor('hall', { driver: 'xovis' }),
    sensor('far', { site: 'chur' }),
  ];
  expect(primaryOf(doorB, sensors, refusal, ['door-b'])?.sensor).toBe('door-a');
});

test('a sensor that refused as a secondary, too, is not it', () => {
  const sensors = [doorB, sensor('door-a'), sensor('door-c')];
  expect(primaryOf(doorB, sensors, refusal, ['door-b', 'door-c'])?.sensor).toBe('door-a');
});

test('among several nobody guesses', () => {
  expect(primaryOf(doorB, [doorB, sensor('door-a'), sensor('door-c')], refusal, ['door-b'])).toBeUndefined();
  expect(primaryOf(doorB, [doorB], refusal, ['door-b'])).toBeUndefined();
});

test('what the device says decides: a serial number, its own answer under it, or an address', () => {
  const doorC = sensor('door-c', { serial: 'ACCC8E112233' });
  const sensors = [doorB, sensor('door-a'), doorC];
  expect(primaryOf(doorB, sensors, `${refusal} ACCC8E112233`, [])?.sensor).toBe('door-c');
  expect(primaryOf({ ...doorB, serial: 'ACCC8E112233' }, sensors, refusal, [])?.sensor).toBe('door-c');
  expect(primaryOf(doorB, sensors, `${refusal} door-a.local`, [])?.sensor).toBe('door-a');
});
