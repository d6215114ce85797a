import { describe } from 'vitest';
import { xovisSimulator } from '#server/simulators/xovis/simulator.ts';
import type { ConformanceSubject } from '../conformance/conformance-subject.ts';
import { userAndPassword } from '../conformance/conformance-subject.ts';
import { describeDriverConformance } from '../conformance/driver-conformance.ts';
import { testTls } from '../http/test-device.ts';
import { xovis } from './driver.ts';

const family = { family: xovis, simulator: xovisSimulator, refusals: [] } as const;

const gateway: ConformanceSubject = {
  ...family,
  basePath: '/api/v1',
  options: { mode: 'gateway' },
  gives: new Set(['level']),
  signIn: {
    device: { token: 'right-key' },
    right: { options: { apiKey: 'right-key' } },
    wrong: { options: { apiKey: 'wrong-key' } },
  },
  // A gateway that expects keys in another way may answer 403, so every way is tried first.
  outcomes: { 'status-403': ['forbidden', 'unauthorized'] },
};

function sensor(zoneLogics: readonly string[]): ConformanceSubject {
  return {
    ...family,
    device: { tls: testTls, settings: { mode: 'v5', zoneLogics } },
    options: { mode: 'v5' },
    gives: new Set([zoneLogics.length === 0 ? 'count' : 'level']),
    signIn: userAndPassword,
  };
}

describe('a gateway', () => describeDriverConformance(gateway));
describe('a gateway that is found out', () => describeDriverConformance({ ...gateway, options: {} }));
describe('lines of a sensor', () => describeDriverConformance(sensor([])));
describe('zones of a sensor', () => describeDriverConformance(sensor(['1', '2'])));
describe('a sensor that is found out', () => describeDriverConformance({ ...sensor([]), options: {} }));
