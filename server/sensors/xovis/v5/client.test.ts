import { describe, expect, it } from 'vitest';
import { DeviceConnection } from '#server/sensors/http/device-connection.ts';
import { V5Client } from './client.ts';
import { credentials, opened, setUp, signal } from './test-client.ts';

describe('a sensor is asked', () => {
  it('for its logics', async () => {
    const { device, client } = await setUp({
      options: { timezone: 'Europe/Zurich', now: () => 1_775_116_800_000 },
    });
    device.walk({ in: 120, out: 97 }, '1');
    expect(await client.liveLogics(signal)).toMatchObject({
      ok: true,
      value: {
        time: '2026-04-02T10:00:00+02:00',
        logics: [
          {
            id: '1',
            name: 'Main door',
            info: 'XLT_LINE_IN_OUT_COUNT',
            counts: [
              { name: 'fw', value: 120 },
              { name: 'bw', value: 97 },
            ],
          },
          { id: '2', info: 'XLT_ZONE_OCCUPANCY_COUNT', counts: [{ name: 'balance', value: 0 }] },
        ],
      },
    });
  });

  it('for its counts', async () => {
    const { device, client } = await setUp();
    device.walk({ in: 2 }, '2');
    expect(await client.liveCounts(signal)).toEqual({
      ok: true,
      value: [
        { id: '10', logicId: '1', name: 'fw', value: 0 },
        { id: '11', logicId: '1', name: 'bw', value: 0 },
        { id: '20', logicId: '2', name: 'balance', value: 2 },
      ],
    });
  });

  it('to reset one logic, or all counts: lines start again, zones keep whom they see', async () => {
    const { device, client } = await setUp({
      options: { channels: [{ id: '1' }, { id: '2' }, { id: '3' }] },
    });
    for (const channel of ['1', '2', '3']) device.walk({ in: 5, out: 1 }, channel);
    expect(await client.resetLogic('1', signal)).toEqual({ ok: true, value: undefined });
    expect(device.truth().map(({ in: peopleIn }) => peopleIn)).toEqual([0, 5, 5]);
    expect(await client.resetCounts(signal)).toEqual({ ok: true, value: undefined });
    expect(device.truth().map(({ in: peopleIn }) => peopleIn)).toEqual([0, 5, 0]);
    expect(await client.resetLogic('9', signal)).toMatchObject({ error: { kind: 'not-found' } });
    expect(await client.resetLogic('', signal)).toMatchObject({ error: { kind: 'parameter' } });
  });

  it('for its history', async () => {
    let nowMs = Date.UTC(2026, 10, 21, 8, 0, 10);
    const { device, client } = await setUp({ options: { now: () => nowMs, timezone: 'Europe/Zurich' } });
    const fromMs = Date.UTC(2026, 10, 21, 7, 55);
    device.walk({ in: 4, out: 1 }, '1');
    device.walk({ in: 3 }, '2');
    nowMs += 60_000;
    device.walk({ in: 1 }, '1');
    nowMs += 60_000;
    const minute = (count: number) => Date.UTC(2026, 10, 21, 8, count);
    const answer = await client.history({ fromMs, toMs: minute(2) }, signal);
    expect(answer).toEqual({
      ok: true,
      value: [
        { channel: '1', fromMs: minute(0), toMs: minute(1), in: 4, out: 1 },
        { channel: '2', fromMs: minute(0), toMs: minute(1), occupancy: 3 },
        { channel: '1', fromMs: minute(1), toMs: minute(2), in: 1, out: 0 },
        { channel: '2', fromMs: minute(1), toMs: minute(2), occupancy: 3 },
      ],
    });
    const coarse = await client.history({ fromMs: minute(0), toMs: minute(5), resolutionMin: 5 }, signal);
    expect(coarse).toMatchObject({ value: [{ in: 5, out: 1, toMs: minute(5) }, { occupancy: 3 }] });
    expect(device.seen.at(-1)?.path).toBe(
      `/api/v5/singlesensor/data/history/logics?begin=${minute(0)}&end=${minute(5)}&resolution_min=5&time_format=RFC3339`,
    );
  });

  it('for no history that cannot be', async () => {
    const { device, client } = await setUp();
    const calls = [
      ['toMs', { fromMs: 2, toMs: 1 }],
      ['fromMs', { fromMs: Number.NaN, toMs: 1 }],
      ['resolutionMin', { fromMs: 1, toMs: 2, resolutionMin: 0 }],
      ['resolutionMin', { fromMs: 1, toMs: 2, resolutionMin: 2000 }],
    ] as const;
    for (const [parameter, query] of calls) {
      expect(await client.history(query, signal)).toMatchObject({ error: { kind: 'parameter', parameter } });
    }
    expect(device.requests).toBe(0);
  });

  it('which device it is', async () => {
    const { client } = await setUp({ options: { serial: '801F12D530DC' } });
    expect(await client.deviceInfo(signal)).toEqual({
      ok: true,
      value: { serial: '801F12D530DC', model: 'PC2SE', firmware: '5.9.11' },
    });
  });

  it.each(['multisensor', 4] as const)('for the counts of a group (%s)', async (scope) => {
    const { client } = await setUp({ client: { scope }, settings: { scope } });
    expect(await client.liveLogics(signal)).toMatchObject({ ok: true });
    const { client: other } = await setUp({ client: { scope } });
    expect(await other.liveLogics(signal)).toMatchObject({ error: { kind: 'not-found' } });
  });

  it('at an address that already names the API', async () => {
    const { device } = await setUp();
    const http = new DeviceConnection({ origin: device.url, tls: 'insecure' });
    opened.push(http);
    const client = new V5Client(http, { url: `${device.url}/api/v5/`, credentials, scope: 'singlesensor' });
    expect(await client.liveCounts(signal)).toMatchObject({ ok: true });
  });
});
