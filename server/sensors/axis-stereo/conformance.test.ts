import { axisStereoSimulator } from '#server/simulators/axis-stereo/simulator.ts';
import { userAndPassword } from '../conformance/conformance-subject.ts';
import { describeDriverConformance } from '../conformance/driver-conformance.ts';
import { axisStereo } from './driver.ts';

await describeDriverConformance({
  family: axisStereo,
  simulator: axisStereoSimulator,
  signIn: userAndPassword,
  refusals: [],
});
