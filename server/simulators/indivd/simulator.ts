import type { SimulatorFamily } from '../device/simulated-device.ts';
import { startDevice } from '../device/start-device.ts';
import { refusal, SimulatedIndivd } from './simulated-indivd.ts';

/** Starts fake Indivd accounts. `token` is the token; without it everybody may read. */
export const indivdSimulator: SimulatorFamily = {
  id: 'indivd',
  start: (options) =>
    startDevice({
      family: 'indivd',
      options,
      model: (world) => new SimulatedIndivd(world, options),
      signIn: ({ headers }) =>
        options.token === undefined || headers.authorization === `Token ${options.token}`
          ? null
          : refusal(401),
    }),
};
