import { axisPeopleCounterSimulator } from '#server/simulators/axis-people-counter/simulator.ts';
import { userAndPassword } from '../conformance/conformance-subject.ts';
import { describeDriverConformance } from '../conformance/driver-conformance.ts';
import { axisPeopleCounter } from './driver.ts';

await describeDriverConformance({
  family: axisPeopleCounter,
  simulator: axisPeopleCounterSimulator,
  signIn: userAndPassword,
  // An empty body instead of the occupancy means that it is switched off.
  outcomes: { empty: ['invalid', 'switched-off'] },
  refusals: [
    { when: 'in smart mode', settings: { mode: 'smart' }, error: 'device' },
    { when: 'while occupancy is switched off', fault: 'occupancy-off', error: 'not-found' },
    { when: 'to whom it is forbidden', fault: 'status-403', error: 'forbidden' },
  ],
});
