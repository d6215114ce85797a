import { expect, test } from 'vitest';
import { zoneDocumentOf, zoneValuesOf } from './settings-zone.ts';

const document = {
  id: 'store',
  name: 'Store',
  capacity: 60,
  amberAt: 0.85,
  redAt: 1,
  release: 0.05,
  minHold: '3s',
  staleAfter: '10s',
  onStale: 'red',
  maxStep: 20,
  capacityAt: [
    { days: 'sat', hours: '10:00-18:00', capacity: 150 },
    { date: '2026-12-24', capacity: 80 },
    { from: '2026-07-27', to: '2026-08-09', capacity: 40 },
  ],
  staff: 6,
  calibration: 'auto',
  zeroAfter: '30m',
  careful: true,
  sources: [
    { sensor: 'door-a', factor: { in: 1, out: 1.03 } },
    { sensor: 'hall', channel: 'lounge', direction: 'reverse', use: 'counts', optional: true },
  ],
};

test('a zone goes through its form unchanged, with the keys that the form does not know', () => {
  expect(zoneDocumentOf(zoneValuesOf(document), document)).toEqual(document);
});

test('a zone with little in its document has the defaults of the configuration file', () => {
  expect(zoneValuesOf({ name: 'Store', capacity: 10 })).toMatchObject({
    amberPercent: 80,
    redPercent: 100,
    releasePercent: 5,
    minHoldS: 3,
    staleAfterS: '',
    onStale: 'unknown',
    sources: [],
  });
});

test('shares stay decimal: 82.5 % is 0.825', () => {
  const values = { ...zoneValuesOf(document), amberPercent: 82.5 };
  expect(zoneDocumentOf(values, {})).toMatchObject({ amberAt: 0.825 });
});

test('a time that is emptied is the default again', () => {
  const values = { ...zoneValuesOf(document), staleAfterS: '' as const };
  expect(zoneDocumentOf(values, document)).not.toHaveProperty('staleAfter');
});

test('staff by schedule stays one, and nobody is no key', () => {
  const staff = [{ days: 'mon-fri', hours: '07:00-19:00', staff: 4 }];
  expect(zoneDocumentOf(zoneValuesOf({ ...document, staff }), {})).toMatchObject({ staff });
  expect(zoneDocumentOf({ ...zoneValuesOf(document), staff: [] }, document)).not.toHaveProperty('staff');
});
