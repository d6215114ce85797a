import type { SimulatorFamily } from '../device/simulated-device.ts';
import { startDevice } from '../device/start-device.ts';
import { SimulatedStereoCamera } from './simulated-stereo-camera.ts';

/** AXIS 3D People Counter (stereo) as a fake device; its settings are described in the README. */
export const axisStereoSimulator: SimulatorFamily = {
  id: 'axis-stereo',
  start: (options) =>
    startDevice({
      family: 'axis-stereo',
      options,
      signIn: 'challenge',
      model: (world) => new SimulatedStereoCamera(world, options),
    }),
};
