import type { SimulatorFamily } from '../device/simulated-device.ts';
import { startDevice } from '../device/start-device.ts';
import { SimulatedXovis } from './simulated-xovis.ts';

/**
 * Starts fake Xovis devices: gateways, or sensors of firmware 5 with the setting `mode: 'v5'`. `token` is the
 * API key of a gateway, `username` and `password` are those of a sensor; without them everybody may read.
 */
export const xovisSimulator: SimulatorFamily = {
  id: 'xovis',
  start: (options) => {
    let device: SimulatedXovis | undefined;
    return startDevice({
      family: 'xovis',
      options,
      model: (world) => {
        device = new SimulatedXovis(world, options);
        return device;
      },
      signIn: (request) => device?.signIn(request) ?? null,
    });
  },
};
