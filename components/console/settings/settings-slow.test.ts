import { expect, it } from 'vitest';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { families } from '#server/sensors/registry.ts';
import { slowSourceOf } from './settings-slow.ts';

const sensor = (id: string, document: Record<string, unknown>): ConfigEntry => ({
  ...{ site: 'bern', kind: 'sensor', managedBy: 'file', secrets: [], revision: '1' },
  id,
  document: { id, ...document },
});
const sensors = [
  sensor('door', { driver: 'axis-3d' }),
  sensor('cloud', { driver: 'indivd' }),
  sensor('hall', { driver: 'xovis', poll: '5m' }),
];
const zone = (sources: object[], more: object = {}) => ({ sources, ...more });

it('is the sensor that is read most rarely, with how long the light would go on', () => {
  expect(slowSourceOf(zone([{ sensor: 'door' }, { sensor: 'hall' }, { sensor: 'cloud' }]), sensors)).toEqual({
    sensor: 'cloud',
    everyMin: 15,
    staleAfterMin: 45,
  });
  expect(slowSourceOf(zone([{ sensor: 'hall' }], { staleAfter: '6m' }), sensors)).toMatchObject({
    everyMin: 5,
    staleAfterMin: 6,
  });
});

it('is none where it is optional, or all are live', () => {
  expect(
    slowSourceOf(zone([{ sensor: 'cloud', optional: true }, { sensor: 'door' }]), sensors),
  ).toBeUndefined();
});

it('knows every family that is not live by itself', () => {
  for (const { id, defaultPollMs } of families.values()) {
    const found = slowSourceOf(zone([{ sensor: 'x' }]), [sensor('x', { driver: id })]);
    expect(found?.everyMin, id).toBe(defaultPollMs > 60_000 ? defaultPollMs / 60_000 : undefined);
  }
});
