import { templateSimulator } from '#server/simulators/templates/simulator.ts';
import { userAndPassword } from '../conformance/conformance-subject.ts';
import { describeDriverConformance } from '../conformance/driver-conformance.ts';
import { families, templates } from '../registry.ts';

/** Both a level and counts, in JSON. */
const template = templates.find(({ driver }) => driver === 'vivotek');
const family = families.get('vivotek');
if (template === undefined || family === undefined) throw new Error('no template vivotek');

// What a template is made of, http-json does: what holds for one holds for all.
await describeDriverConformance({
  family,
  simulator: templateSimulator(template),
  signIn: userAndPassword,
  refusals: [],
});
