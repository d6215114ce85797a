import { userAndPassword } from '../conformance/conformance-subject.ts';
import { describeDriverConformance } from '../conformance/driver-conformance.ts';
import { axisPeopleCounter } from './driver.ts';
import { axisPeopleCounterSimulator } from './simulator.ts';

await describeDriverConformance({
  family: axisPeopleCounter,
  simulator: axisPeopleCounterSimulator,
  signIn: userAndPassword,
  // An empty body, and 404 on a path that did answer, mean that occupancy is switched off.
  outcomes: { empty: ['invalid', 'switched-off'], 'status-404': ['not-found', 'switched-off'] },
  refusals: [
    { when: 'in smart mode', settings: { mode: 'smart' }, error: 'device' },
    { when: 'while occupancy is switched off', fault: 'occupancy-off', error: 'not-found' },
    { when: 'to whom it is forbidden', fault: 'status-403', error: 'forbidden' },
  ],
});
