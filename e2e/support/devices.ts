import type { SimulatedDevice, SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { simulatedFamilies } from '#server/simulators/simulated-families.ts';

/** Starts a simulated device of a family (its `driver`), without sign-in unless asked. */
export function startSimulatedDevice(
  family: string,
  options: SimulatorOptions = {},
): Promise<SimulatedDevice> {
  const known = simulatedFamilies.get(family);
  if (known === undefined) throw new Error(`no simulated family ${family}`);
  return known.simulator.start(options);
}
