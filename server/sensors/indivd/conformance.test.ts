import { indivdSimulator } from '#server/simulators/indivd/simulator.ts';
import { describeDriverConformance } from '../conformance/driver-conformance.ts';
import { indivd } from './driver.ts';

await describeDriverConformance({
  family: indivd,
  simulator: indivdSimulator,
  basePath: '/api/v1/rnd/insights/external',
  device: { timezone: 'Europe/Zurich' },
  // The lines into a zone and those out of it, of two zones.
  requestsPerRead: 4,
  signIn: {
    device: { token: 'right-token' },
    right: { options: { token: 'right-token' } },
    wrong: { options: { token: 'wrong-token' } },
  },
  refusals: [],
});
