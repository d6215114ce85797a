import type {
  SimulatedDevice,
  SimulatorFamily,
  SimulatorOptions,
} from '#server/simulators/device/simulated-device.ts';

/** Starts a simulated device of a family (its folder's name in `server/simulators`), without sign-in unless asked. */
export async function startSimulatedDevice(
  family: string,
  options: SimulatorOptions = {},
): Promise<SimulatedDevice> {
  const module: Record<string, unknown> = await import(`../../server/simulators/${family}/simulator.ts`);
  const simulator = Object.values(module).find(isSimulatorFamily);
  if (!simulator) throw new Error(`server/simulators/${family}/simulator.ts exports no SimulatorFamily.`);
  return simulator.start(options);
}

function isSimulatorFamily(value: unknown): value is SimulatorFamily {
  return typeof value === 'object' && value !== null && 'id' in value && 'start' in value;
}
