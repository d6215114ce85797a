import { expect, test } from 'vitest';
import {
  type AskingFamily,
  expressionAt,
  type ProbeStep,
  sensorDocumentFrom,
  signInChoices,
  stepAfter,
  suggestedZone,
  zoneWith,
} from './settings-probe.ts';

const url = 'http://10.0.0.11';
const camera = (driver: string): AskingFamily => ({
  driver,
  label: driver,
  credential: 'password',
  parameters: [],
  url,
});
const gateway: AskingFamily = {
  driver: 'xovis',
  label: 'Xovis',
  credential: 'apiKey',
  parameters: [],
  url: `${url}/api/v1`,
};
const asking: ProbeStep = { kind: 'sign-in', families: [camera('axis-3d')] };

test('a wrong password is asked for again', () => {
  const failure = { kind: 'failed', url, reason: 'wrong-credentials' } as const;
  expect(stepAfter(asking, failure)).toEqual({ ...asking, failure });
});

test('a device that is gone leads back to its address', () => {
  const failure = { kind: 'failed', url, reason: 'timeout' } as const;
  expect(stepAfter(asking, failure)).toEqual({ kind: 'address', failure });
});

test('after the certificate the sign-in goes on', () => {
  const step = stepAfter(asking, { kind: 'certificate', url, isChanged: false, fingerprint: 'AB' });
  expect(step).toMatchObject({ kind: 'certificate', families: [camera('axis-3d')] });
  const failure = { kind: 'failed', url, reason: 'wrong-credentials' } as const;
  expect(stepAfter(step, failure)).toMatchObject({ kind: 'sign-in', failure });
});

test('families that want a password are one choice, and the password decides which it is', () => {
  const choices = signInChoices([camera('axis-3d'), camera('axis-stereo'), gateway]);
  expect(choices).toEqual([
    { credential: 'password', labels: ['axis-3d', 'axis-stereo'], parameters: [], known: undefined },
    {
      credential: 'apiKey',
      labels: ['Xovis'],
      parameters: [],
      known: { driver: 'xovis', url: `${url}/api/v1` },
    },
  ]);
  expect(signInChoices([camera('axis-3d')])[0]?.known).toEqual({ driver: 'axis-3d', url });
});

test('what was found is written as the configuration file has it', () => {
  const found = {
    kind: 'found',
    driver: 'xovis',
    label: 'Xovis',
    url,
    hasChannels: true,
    pollMs: 5000,
    readings: [],
  } as const;
  expect(
    sensorDocumentFrom(
      { site: 'bern', url: 'gateway', username: '', password: '', tls: 'verify', options: { apiKey: 'k' } },
      { ...found, readings: [] },
      ' Tür Süd ',
    ),
  ).toEqual({ name: 'Tür Süd', driver: 'xovis', url, apiKey: 'k' });
  expect(
    sensorDocumentFrom(
      { site: 'bern', url, username: 'op', password: 'pw', tls: 'AB:CD' },
      { ...found, readings: [] },
      'Main door',
    ),
  ).toEqual({ name: 'Main door', driver: 'xovis', url, username: 'op', password: 'pw', tls: 'AB:CD' });
});

test('a channel is suggested for the zone of its name, and an only one for the first zone', () => {
  const zones = [
    { id: 'store', name: 'Store' },
    { id: 'cafe', name: 'Café' },
  ];
  const readings = [{ channel: 'z1', name: 'CAFE' }, { channel: 'hall' }];
  expect(readings.map((reading) => suggestedZone(reading, readings, zones))).toEqual(['cafe', undefined]);
  expect(suggestedZone({ channel: 'main' }, [{ channel: 'main' }], zones)).toBe('store');
});

test('a sensor feeds a zone at the end of its sources', () => {
  const store = { name: 'Store', sources: [{ sensor: 'door-a' }] };
  expect(zoneWith(store, { id: 'hall', channels: ['lounge'], pollMs: 5000 })).toEqual({
    name: 'Store',
    sources: [{ sensor: 'door-a' }, { sensor: 'hall', channel: 'lounge' }],
  });
});

test('a zone that is counted live does not wait for what is read every quarter of an hour', () => {
  const rare = { id: 'hq', channels: ['201'], pollMs: 900_000 };
  expect(zoneWith({ sources: [{ sensor: 'door-a' }] }, rare)).toMatchObject({
    sources: [{ sensor: 'door-a' }, { sensor: 'hq', channel: '201', optional: true }],
  });
  // It is the zone's only sensor.
  expect(zoneWith({ sources: [] }, rare)).toEqual({ sources: [{ sensor: 'hq', channel: '201' }] });
});

test('a value is named by its place in the answer, in the words of JSONata', () => {
  expect(expressionAt(['doors', 0, 'people in'])).toBe('doors[0].`people in`');
  expect(expressionAt([1, 'in'])).toBe('$[1].`in`');
  expect(expressionAt([])).toBe('$');
});
