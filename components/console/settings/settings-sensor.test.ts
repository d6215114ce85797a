import { expect, test } from 'vitest';
import { sensorDocumentOf, sensorValuesOf } from './settings-sensor.ts';

const document = {
  id: 'door-a',
  driver: 'axis-3d',
  url: 'https://10.0.0.12',
  username: 'op',
  poll: '2s',
  tls: 'ab:cd',
};

test('a sensor goes through its form unchanged, its password untold and kept', () => {
  const values = sensorValuesOf(document);
  expect(values.trust).toBe('pinned');
  expect(sensorDocumentOf(values, document)).toEqual(document);
});

test('a new password is sent, an empty one is not', () => {
  const values = { ...sensorValuesOf(document), password: 'new' };
  expect(sensorDocumentOf(values, document)).toEqual({ ...document, password: 'new' });
});

test('with the user name its password goes', () => {
  const values = { ...sensorValuesOf(document), username: '' };
  const { username: _username, ...others } = document;
  expect(sensorDocumentOf(values, document)).toEqual({ ...others, password: null });
});

test('what is as usual is not written', () => {
  const values = { ...sensorValuesOf(document), trust: 'verify' as const, pollS: '' as const };
  const changed = sensorDocumentOf(values, document);
  expect(changed).not.toHaveProperty('tls');
  expect(changed).not.toHaveProperty('poll');
});

test('a name is kept exactly as it is typed, and an emptied one is that of the id again', () => {
  const values = { ...sensorValuesOf(document), name: 'Tür Süd' };
  const named = sensorDocumentOf(values, document);
  expect(named).toEqual({ ...document, name: 'Tür Süd' });
  expect(sensorDocumentOf({ ...sensorValuesOf(named), name: ' ' }, named)).toEqual(document);
});
