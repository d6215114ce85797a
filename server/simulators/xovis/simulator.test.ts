import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatedDevice, SimulatorOptions } from '../device/simulated-device.ts';
import { xovisSimulator } from './simulator.ts';

let device: SimulatedDevice | undefined;

afterEach(async () => {
  await device?.close();
  device = undefined;
});

interface GatewayAnswer {
  readonly status: string;
  readonly timestamp: string;
  readonly data: readonly Record<string, unknown>[];
}

async function start(options: SimulatorOptions = {}): Promise<SimulatedDevice> {
  device = await xovisSimulator.start(options);
  return device;
}

const ask = (query = '', headers: Record<string, string> = {}) =>
  fetch(`${device!.url}/api/v1/occupancy/current${query}`, { headers });
const answer = async (query = '') => (await (await ask(query)).json()) as GatewayAnswer;

describe('a simulated gateway', () => {
  it('answers as the vendor prints it', async () => {
    await start({ channels: [{ id: 'entrance_a', name: 'Main Entrance' }], now: () => 1_716_301_921_400 });
    device!.walk({ in: 50, out: 3 });
    expect(await answer()).toEqual({
      status: 'success',
      timestamp: '2024-05-21T14:32:01Z',
      data: [
        {
          zoneId: 'entrance_a',
          name: 'Main Entrance',
          current_people: 47,
          capacity: 100,
          utilization_percentage: 47,
          status: 'normal',
        },
      ],
    });
  });

  it('has several zones, each with its own people', async () => {
    await start();
    device!.walk({ in: 2 }, 'hall');
    device!.walk({ in: 1, out: 4 }, 'lounge');
    expect((await answer()).data.map((zone) => [zone.zoneId, zone.current_people])).toEqual([
      ['entrance_a', 0],
      ['hall', 2],
      ['lounge', -3],
    ]);
    expect(() => device!.walk({ in: 1 }, 'cellar')).toThrow('only entrance_a, hall, lounge');
  });

  it('filters by location', async () => {
    await start({ settings: { locationId: 'NYC' } });
    expect((await answer('?locationId=NYC')).data).toHaveLength(3);
    expect((await answer('?locationId=BER')).data).toEqual([]);
  });

  it('reports how full a zone is, and ids of digits as numbers when asked to', async () => {
    await start({ channels: [{ id: '17' }], settings: { capacity: 10, zoneIdAs: 'number' } });
    device!.walk({ in: 8 });
    expect((await answer()).data[0]).toMatchObject({ zoneId: 17, name: '17', status: 'warning' });
    device!.walk({ in: 2 });
    expect((await answer()).data[0]).toMatchObject({ utilization_percentage: 100, status: 'critical' });
  });

  const ways = {
    apikey: { authorization: 'Apikey K' },
    bearer: { authorization: 'Bearer K' },
    'x-api-key': { 'x-api-key': 'K' },
  };

  it('takes its key in each of the three printed ways', async () => {
    await start({ token: 'K' });
    for (const headers of Object.values(ways)) expect((await ask('', headers)).status).toBe(200);
    expect((await ask()).status).toBe(401);
    expect((await ask('', { authorization: 'Bearer other' })).status).toBe(401);
  });

  it.each(Object.keys(ways))('takes its key as %s only when asked to', async (wanted) => {
    await start({ token: 'K', settings: { apiKeyHeader: wanted } });
    for (const [way, headers] of Object.entries(ways))
      expect((await ask('', headers)).status).toBe(way === wanted ? 200 : 401);
  });

  it('answers 429 with Retry-After to who asks too often, until the minute is over', async () => {
    let nowMs = 1_000_000;
    await start({ now: () => nowMs, settings: { requestsPerMinute: 2 } });
    expect((await ask()).status).toBe(200);
    nowMs += 10_500;
    expect((await ask()).status).toBe(200);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('50');
    nowMs += 49_500;
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(429);
  });

  it('has nothing elsewhere, and knows only its settings', async () => {
    await start();
    expect((await fetch(`${device!.url}/occupancy/current`)).status).toBe(404);
    expect((await fetch(`${device!.url}/api/v1/occupancy/current`, { method: 'POST' })).status).toBe(405);
    expect(() => device!.set({ colour: 'red' })).toThrow('colour');
    device!.set({ basePath: '' });
    expect((await fetch(`${device!.url}/occupancy/current`)).status).toBe(200);
  });

  it('reports an error inside a 200 on demand', async () => {
    await start();
    await device!.setFault('error-in-200');
    expect(await answer()).toMatchObject({ status: 'error', message: 'No connection to the sensors' });
  });

  it('keeps its people when its counters start again', async () => {
    await start();
    device!.walk({ in: 5, out: 1 });
    await device!.setFault('reset-counters');
    expect(device!.truth()[0]).toEqual({ channel: 'entrance_a', in: 0, out: 0, occupancy: 4 });
  });
});
