import { stringify } from 'yaml';
import type { SimulatedDevice, SimulatedEntry } from './device/simulated-device.ts';
import type { SimulatedLamp } from './lamps/simulator.ts';
import type { SensorEntry } from './simulated-families.ts';

/** A device that runs, as its report needs it. */
export interface RunningDevice {
  readonly device: SimulatedDevice;
  readonly entry: SensorEntry;
  /** Whether its channels have names of their own. */
  readonly hasChannels: boolean;
  readonly comesItself?: SimulatedEntry['comesItself'];
}

/** A lamp that runs. */
export interface RunningLamp {
  readonly id: string;
  readonly lamp: SimulatedLamp;
}

/** What a person needs to use simulated devices: addresses, entries to paste, how to steer them. */
export function simulationReport(
  running: readonly RunningDevice[],
  lamps: readonly RunningLamp[] = [],
): string {
  const entries = {
    ...(running.length > 0 && { sensors: running.map(({ entry }) => entry) }),
    ...(lamps.length > 0 && { lamps: lamps.map(lampEntry) }),
  };
  return [
    ...running.map(describeDevice),
    `For the configuration file:\n\n${indent(stringify(entries, { lineWidth: 0 }).trimEnd())}\n`,
    'Stop with Ctrl+C.',
  ].join('\n');
}

/** An entry to paste; what it shows from now on is printed. */
function lampEntry({ id, lamp }: RunningLamp): object {
  const { driver, url, keys } = lamp;
  return { id, zone: 'ZONE', driver, url, ...keys, states: exampleStates[driver] };
}

const exampleStates = {
  'axis-io': { green: { 1: true }, amber: { 2: true }, red: { 3: true }, unknown: { 1: false } },
  'modbus-tcp': { green: { 0: true }, amber: { 1: true }, red: { 2: true }, unknown: { 0: false } },
  http: { green: '/green', amber: '/amber', red: '/red', unknown: '/off' },
  mqtt: { green: 'green', amber: 'amber', red: 'red', unknown: 'off' },
} as const;

function describeDevice({ device, entry, hasChannels, comesItself }: RunningDevice): string {
  const channels = device.truth().map(({ channel }) => channel);
  const walk = { in: 3, out: 1, ...(hasChannels ? { channel: channels.at(-1) } : {}) };
  return `${entry.id}
  address   ${entry.url ?? 'none: it comes by itself'}
  sign-in   ${signInOf(entry)}
  channels  ${channels.join(', ')}
  state     curl ${device.url}/_sim/state
  walk      ${post(device, 'walk', walk)}
  fault     ${post(device, 'fault', { fault: 'malformed-json', forMs: 10_000 })}
  heal      ${post(device, 'fault', { fault: null })}
  faults    ${[...device.supports].join(', ')}
${comesItself === undefined ? '' : `  ${comesItself.padEnd(9)} ${post(device, 'set', { [comesItself]: destinations[comesItself] })}\n`}`;
}

/** An example of the address that a pushing device gets. */
const destinations = {
  push: { url: 'http://127.0.0.1:3000/push/generic/SITE/SENSOR', token: 'PUSH-TOKEN' },
  publish: { url: 'mqtt://127.0.0.1:1883' },
} as const;

function signInOf(entry: SensorEntry): string {
  if (entry.username !== undefined) return `Digest, user ${entry.username}, password ${entry.password}`;
  const key = entry.apiKey ?? entry.token;
  return key === undefined ? 'none' : `API key ${key}`;
}

function post(device: SimulatedDevice, action: string, body: object): string {
  return `curl -X POST ${device.url}/_sim/${action} -d '${JSON.stringify(body)}'`;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
