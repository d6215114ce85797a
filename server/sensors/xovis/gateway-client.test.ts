import { describe, expect, it } from 'vitest';
import { ok } from '#lib/result.ts';
import type { DeviceHttp, DeviceRequest } from '../http/device-http.ts';
import { GatewayClient } from './gateway-client.ts';
import { xovisOptionsSchema } from './options.ts';

async function requestFor(url: string, options: object): Promise<DeviceRequest> {
  const requests: DeviceRequest[] = [];
  const http: DeviceHttp = {
    request: async (request) => {
      requests.push(request);
      return ok({ status: 200, headers: {}, text: '{"status":"success","data":[]}' });
    },
    close: async () => {},
  };
  const client = new GatewayClient(http, url, xovisOptionsSchema.parse(options));
  expect(await client.currentOccupancy(new AbortController().signal)).toEqual(ok({ data: [] }));
  expect(requests).toHaveLength(1);
  return requests[0]!;
}

describe('asking a gateway for its occupancy', () => {
  it.each([
    ['http://192.168.1.100/api/v1', '/api/v1/occupancy/current'],
    ['http://192.168.1.100/api/v1/', '/api/v1/occupancy/current'],
    ['http://192.168.1.100', '/occupancy/current'],
  ])('goes below the path of %s', async (url, path) => {
    expect(await requestFor(url, {})).toMatchObject({ method: 'GET', path });
  });

  it('names the location, and is abortable', async () => {
    const request = await requestFor('http://x/api/v1', { locationId: 'LOC NYC&05' });
    expect(request.path).toBe('/api/v1/occupancy/current?locationId=LOC%20NYC%2605');
    expect(request.signal).toBeInstanceOf(AbortSignal);
  });

  it('sends the key', async () => {
    const { headers } = await requestFor('http://x/api/v1', { apiKey: 'K', apiKeyHeader: 'x-api-key' });
    expect(headers).toEqual({ accept: 'application/json', 'x-api-key': 'K' });
  });
});
