import type { SimulatedDevice, SimulatorOptions } from '#server/simulators/device/simulated-device.ts';

/** Starts a simulated device of a family (its `driver`), without sign-in unless asked. */
export async function startSimulatedDevice(
  family: string,
  options: SimulatorOptions = {},
): Promise<SimulatedDevice> {
  // Where stories are only listed, none of them is loaded.
  const { simulatedFamilies } = await import('#server/simulators/simulated-families.ts');
  const known = simulatedFamilies.get(family);
  if (known === undefined) throw new Error(`no simulated family ${family}`);
  return known.simulator.start(options);
}
