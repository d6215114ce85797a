import { parseSimulateArguments, usage } from './simulate-arguments.ts';
import { simulatedFamilies } from './simulated-families.ts';
import { Simulation, type SimulationPlan } from './simulation.ts';
import { simulationReport } from './simulation-report.ts';

const request = parseSimulateArguments(process.argv.slice(2), simulatedFamilies);
switch (request.kind) {
  case 'help':
    console.log(usage);
    break;
  case 'mistake':
    console.error(`${request.message}\nnpm run simulate -- --help says more.`);
    process.exitCode = 2;
    break;
  case 'start':
    await run(request);
}

/** Runs until it is interrupted or terminated. */
async function run(plan: SimulationPlan): Promise<void> {
  const simulation = new Simulation(plan, undefined, undefined, (id, shown) =>
    console.log(`${id} shows ${shown === '' ? 'nothing' : shown}`),
  );
  try {
    await simulation.start();
  } catch (error) {
    console.error(`The simulator cannot start: ${error instanceof Error ? error.message : String(error)}.`);
    console.error('Choose another port with --port.');
    process.exitCode = 1;
    return;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulation.stop());
  console.log(simulationReport(simulation.running, simulation.lamps));
}
