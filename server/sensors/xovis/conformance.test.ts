import { describeDriverConformance } from '../conformance/driver-conformance.ts';
import { xovis } from './driver.ts';
import { xovisSimulator } from './simulator.ts';

await describeDriverConformance({
  family: xovis,
  simulator: xovisSimulator,
  basePath: '/api/v1',
  options: { mode: 'gateway' },
  gives: new Set(['level']),
  signIn: {
    device: { token: 'right-key' },
    right: { options: { apiKey: 'right-key' } },
    wrong: { options: { apiKey: 'wrong-key' } },
  },
  // A gateway that takes keys in another way may answer 403 to this one, so every way is tried first.
  outcomes: { 'status-403': ['forbidden', 'unauthorized'] },
  refusals: [],
});
