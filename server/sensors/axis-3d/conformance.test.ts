import { axis3dSimulator } from '#server/simulators/axis-3d/simulator.ts';
import { userAndPassword } from '../conformance/conformance-subject.ts';
import { describeDriverConformance } from '../conformance/driver-conformance.ts';
import { axis3d } from './driver.ts';

await describeDriverConformance({
  family: axis3d,
  simulator: axis3dSimulator,
  signIn: userAndPassword,
  refusals: [
    { when: 'on a secondary', settings: { role: 'secondary' }, error: 'device' },
    { when: 'with a general error in a 200', settings: { cgiError: 1100 }, error: 'device' },
    { when: 'while occupancy is switched off', fault: 'occupancy-off', error: 'device' },
  ],
});
