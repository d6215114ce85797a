import type { SimulatedAnswer, SimulatedRequest } from '../simulation/device-model.ts';
import type { SimulatedChannel, SimulatorFamily } from '../simulation/simulated-device.ts';
import { startDevice } from '../simulation/start-device.ts';
import { defaultGatewaySettings, refuse, SimulatedGateway } from './simulated-gateway.ts';

const defaultZones: readonly SimulatedChannel[] = [
  { id: 'entrance_a', name: 'Main Entrance' },
  { id: 'hall', name: 'Hall' },
  { id: 'lounge', name: 'Lounge' },
];

/** Starts fake Xovis gateways. `token` is the API key; without it the gateway lets everybody read. */
export const xovisSimulator: SimulatorFamily = {
  id: 'xovis',
  start: (options) => {
    let gateway: SimulatedGateway | undefined;
    return startDevice({
      family: 'xovis',
      options,
      model: (world) => {
        gateway = new SimulatedGateway(world, options.channels ?? defaultZones);
        return gateway;
      },
      signIn: (request) => {
        const { apiKeyHeader } = gateway?.settings ?? defaultGatewaySettings;
        return checkKey(request, options.token, apiKeyHeader);
      },
    });
  },
};

function checkKey(
  { headers }: SimulatedRequest,
  token: string | undefined,
  wanted: 'any' | keyof ReturnType<typeof keysIn>,
): SimulatedAnswer | null {
  if (token === undefined) return null;
  const given = keysIn(headers);
  const keys = wanted === 'any' ? Object.values(given) : [given[wanted]];
  return keys.includes(token) ? null : refuse(401, 'Missing or invalid API key');
}

/** The key of a request, by each way to send one. */
function keysIn(headers: SimulatedRequest['headers']) {
  const [, scheme = '', credentials] = /^(\S+)\s+(\S+)$/.exec(String(headers.authorization ?? '')) ?? [];
  return {
    apikey: scheme.toLowerCase() === 'apikey' ? credentials : undefined,
    bearer: scheme.toLowerCase() === 'bearer' ? credentials : undefined,
    'x-api-key': headers['x-api-key'],
  };
}
