import { expect, test } from 'vitest';
import { describeSensor, type SensorView } from './describe-sensor.ts';

const view: SensorView = {
  config: {
    site: 'bern',
    id: 'tuer-sued',
    name: 'Tür Süd',
    driver: 'axis-3d',
    url: 'http://10.0.0.1/?secret=1',
    tls: 'verify',
    pollMs: 1000,
    options: {},
  },
  health: { failures: 0 },
  zones: ['store'],
  staleAfterMs: 10_000,
  nowMs: 0,
  nextTryMs: Date.parse('2026-11-21T10:01:05Z'),
  simulated: false,
};

test('a sensor is called what people typed, beside its id', () => {
  expect(describeSensor(view)).toMatchObject({
    sensor: 'tuer-sued',
    title: 'Tür Süd',
    url: 'http://10.0.0.1',
  });
});

test('one that fails says when it is asked next, one that does not has nothing to say of it', () => {
  expect(describeSensor(view)).not.toHaveProperty('nextTryAt');
  const lastError = { error: { kind: 'unauthorized', status: 401 } as const, atWallMs: 0 };
  const refused = describeSensor({ ...view, health: { failures: 1, lastError } });
  expect(refused).toMatchObject({ status: 'unauthorized', nextTryAt: '2026-11-21T10:01:05.000Z' });
});
