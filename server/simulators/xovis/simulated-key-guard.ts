import type { SimulatedAnswer, SimulatedRequest } from '../device/device-model.ts';
import { refuse } from './simulated-gateway.ts';

/** Looks at the key of a request as a gateway does; null lets it pass. Without a token there is no sign-in. */
export function checkKey(
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
