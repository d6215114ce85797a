import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Child } from './support/child.ts';
import { spawnProgram } from './support/leftovers.ts';
import { atMost, type Bench, type BenchOptions, type Line } from './support/line.ts';
import { mqttCountSchema } from './support/mqtt-models.ts';
import { freePort, usedBetween } from './support/sidecar.ts';
import { measured, ratios } from './support/stats.ts';

const zones = 500;
const statesPerSecond = 1000;
const greatestRatio = 1.5;
const startWithinMs = 10_000;

/** CPU for each state that is published by MQTT. */
export const mqtt: Bench = { name: 'mqtt', title: 'MQTT', run };

/** Both publish side by side to one broker: what else the machine does meets both alike. */
async function run(options: BenchOptions): Promise<Line[]> {
  const program = process.env.DOORLIGHT_MOSQUITTO;
  if (program === undefined)
    throw new Error('This bench needs Mosquitto: install it, or name it in DOORLIGHT_MOSQUITTO.');
  options.progress('MQTT: a thousand states a second');
  const port = await freePort();
  const broker = spawnProgram(program, ['-p', String(port)]);
  await untilListening(port);
  const url = `mqtt://127.0.0.1:${port}`;
  const [ours, bare] = await Promise.all([Child.program('mqtt-publisher'), Child.program('mqtt-publisher')]);
  await ours.ask(z.null(), 'start', { url, zones, statesPerSecond, isOurs: true });
  await bare.ask(z.null(), 'start', { url, zones, statesPerSecond, isOurs: false });
  await sleep(options.warmUpMs);
  const oursUs: number[] = [];
  const bareUs: number[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    options.progress(`MQTT, round ${round} of ${options.rounds}`);
    const [first, second] = await Promise.all(
      [ours, bare].map((child) => cpuPerState(child, options.windowMs)),
    );
    oursUs.push(first ?? Number.NaN);
    bareUs.push(second ?? Number.NaN);
  }
  await Promise.all([ours.stop(), bare.stop()]);
  broker.kill();
  await once(broker, 'exit');
  const ratio = ratios(oursUs, bareUs);
  return [
    {
      what: 'CPU per state by MQTT',
      ours: `${measured(oursUs).value.toFixed(0)} µs`,
      bare: `${measured(bareUs).value.toFixed(0)} µs`,
      ratio,
      target: atMost(ratio.value, greatestRatio, '×'),
      meaning: `${zones} zones, ${statesPerSecond} states/s of three messages each, against a bare publisher`,
    },
  ];
}

/** In µs. */
async function cpuPerState(child: Child, windowMs: number): Promise<number> {
  const [before] = await Promise.all([child.usage(), child.ask(mqttCountSchema, 'count')]);
  await sleep(windowMs);
  const [after, { states }] = await Promise.all([child.usage(), child.ask(mqttCountSchema, 'count')]);
  return (usedBetween(before, after).cpuMs * 1000) / states;
}

async function untilListening(port: number): Promise<void> {
  const giveUpAt = performance.now() + startWithinMs;
  while (performance.now() < giveUpAt) {
    const socket = connect(port, '127.0.0.1');
    const isListening = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isListening) return;
    await sleep(50);
  }
  throw new Error('Mosquitto did not start.');
}
