// Publishes states by MQTT: by Doorlight's own publisher, or the same three messages by the bare client.

import { connectAsync } from 'mqtt';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import { systemClock } from '#server/clock.ts';
import { Commands } from '#server/features/mqtt/commands.ts';
import { Mqtt } from '#server/features/mqtt/mqtt.ts';
import { memoryLimits } from '#server/platform/limits/limits.ts';
import { mqttLoadSchema } from '../support/mqtt-models.ts';
import { serveBench } from '../support/serve.ts';
import { zoneMessage } from '../support/zone-message.ts';

const tickMs = 50;
const unused = () => Promise.reject(new Error('nobody commands the bench'));
let states = 0;

async function start(argument: unknown): Promise<void> {
  const { url, zones, statesPerSecond, isOurs } = mqttLoadSchema.parse(argument);
  const all = Array.from({ length: zones }, (_, index) => zoneMessage('bench', `zone-${index}`, 0, 12, 0));
  const publish = isOurs ? ours(url, all) : await bare(url);
  const perTick = Math.round((statesPerSecond * tickMs) / 1000);
  let next = 0;
  setInterval(() => {
    for (let count = 0; count < perTick; count++) {
      const state = all[next++ % all.length];
      if (state !== undefined) publish({ ...state, seq: next });
      states++;
    }
  }, tickMs);
}

async function bare(url: string): Promise<(state: ZoneState) => void> {
  const client = await connectAsync(url, { protocolVersion: 5 });
  const options = { retain: true, properties: { messageExpiryInterval: 5 } };
  return (state) => {
    const zone = `bare/${state.site}/${state.zone}`;
    client.publish(`${zone}/state`, JSON.stringify(state), options);
    client.publish(`${zone}/light`, state.light, options);
    client.publish(`${zone}/occupancy`, String(state.occupancy), options);
  };
}

function ours(url: string, all: readonly ZoneState[]): (state: ZoneState) => void {
  const log = () => undefined;
  const logger = { info: log, warn: log, error: log };
  const mqtt = new Mqtt({
    settings: { url, prefix: 'doorlight', acceptsCommands: false },
    version: 'bench',
    clock: systemClock,
    logger,
    sites: () => [],
    configured: () => [],
    states: () => all,
    sensors: () => [],
    alerts: () => [],
    managedByFile: () => new Set(),
    commands: new Commands({
      zone: () => undefined,
      control: { adjust: unused, hold: unused, release: unused },
      clock: systemClock,
      configuration: { entries: () => [], put: unused },
      limit: memoryLimits,
      logger,
    }),
    mayPublish: () => true,
  });
  mqtt.start();
  return (state) => mqtt.publish(state);
}

function count(): { states: number } {
  const counted = states;
  states = 0;
  return { states: counted };
}

serveBench({ start, count });
