import { afterEach, describe, expect, it } from 'vitest';
import { callsOf, credentials, read, resetLine, resettableLines, TestBench } from './test-bench.ts';

const bench = new TestBench();
afterEach(() => bench.close());

describe('a gateway', () => {
  const gateway = { path: '/api/v1', options: { mode: 'gateway', apiKey: 'K' } };

  it('is asked for its queues only where one is wanted, and for its zones only where one is', async () => {
    const device = await bench.start({ token: 'K', settings: { queues: ['till'] } });
    device.walk({ in: 2 }, 'hall');
    device.walk({ in: 5 }, 'queue:till');
    const driver = bench.driverOf(device, gateway);
    expect(await read(driver, 'queue:till')).toMatchObject({
      value: { readings: [{ kind: 'level', channel: 'queue:till', occupancy: 5 }] },
    });
    expect(callsOf(device)).toEqual(['/api/v1/queue/status 200']);
    const both = await read(driver, 'hall', 'queue:till');
    expect(both.ok && both.value.readings.map(({ channel }) => channel)).toEqual([
      'entrance_a',
      'hall',
      'lounge',
      'queue:till',
    ]);
    expect(await read(driver, 'hall')).toMatchObject({ ok: true });
    expect(callsOf(device).slice(1)).toEqual([
      '/api/v1/occupancy/current 200',
      '/api/v1/queue/status 200',
      '/api/v1/occupancy/current 200',
    ]);
  });

  it('shows zones and queues to who looks for something to want', async () => {
    const device = await bench.start({ token: 'K', settings: { queues: ['till'] } });
    const all = await read(bench.driverOf(device, gateway));
    expect(all.ok && all.value.readings.map(({ channel }) => channel)).toContain('queue:till');
    expect(all.ok && all.value.channelNames?.get('queue:till')).toBe('till');
  });

  it('whose queue is broken is an error for who wants the queue', async () => {
    const device = await bench.start({ token: 'K', settings: { queues: ['till'] } });
    const driver = bench.driverOf(device, gateway);
    await device.setFault('huge');
    expect(await read(driver, 'queue:till')).toMatchObject({
      error: { kind: 'invalid', field: 'data[0].queue_length' },
    });
  });

  it('has no counters to reset, and no occupancy to set', async () => {
    const driver = bench.driverOf(await bench.start(), { path: '/api/v1', options: { mode: 'gateway' } });
    expect(driver.occupancyControl).toBeUndefined();
    expect(resettableLines(driver)).toEqual([]);
  });
});

describe('a sensor', () => {
  const v5 = { ...credentials, options: { mode: 'v5' } };

  it('gives lines as counts, zones as levels, and its serial, asked for once', async () => {
    const device = await bench.startSensor({}, { serial: '801F12D530DC' });
    device.walk({ in: 12, out: 3 }, '1');
    device.walk({ in: 4 }, '2');
    const driver = bench.driverOf(device, v5);
    for (let poll = 0; poll < 2; poll += 1) {
      expect(await read(driver, '1', '2')).toMatchObject({
        value: {
          serial: '801F12D530DC',
          readings: [
            { kind: 'count', channel: '1', in: 12, out: 3 },
            { kind: 'level', channel: '2', occupancy: 4 },
          ],
        },
      });
    }
    expect(callsOf(device).filter((call) => call.includes('device/info'))).toHaveLength(1);
  });

  it('that is another one after a login has another serial in the same answer', async () => {
    const one = await bench.startSensor({}, { serial: '000000000001' });
    const driver = bench.driverOf(one, v5);
    expect(await read(driver, '1')).toMatchObject({ value: { serial: '000000000001' } });
    const port = Number(new URL(one.url).port);
    await one.close();
    await bench.startSensor({}, { serial: '000000000002', port });
    expect(await read(driver, '1')).toMatchObject({ value: { serial: '000000000002' } });
  });

  it('goes on counting when its counters are reset in the middle of the day', async () => {
    const device = await bench.startSensor();
    const driver = bench.driverOf(device, v5);
    device.walk({ in: 12, out: 3 }, '1');
    await read(driver, '1');
    await device.setFault('reset-counters');
    device.walk({ in: 1 }, '1');
    expect(await read(driver, '1')).toMatchObject({ value: { readings: [{ in: 1, out: 0 }, {}] } });
  });

  it('resets a line and reports what it had counted, so that nothing is lost', async () => {
    const device = await bench.startSensor();
    const driver = bench.driverOf(device, v5);
    expect(resettableLines(driver)).toEqual([]);
    await read(driver, '1');
    expect(resettableLines(driver)).toEqual(['1']);
    device.walk({ in: 7, out: 2 }, '1');
    expect(await resetLine(driver, '1')).toMatchObject({
      value: { before: { readings: [{ channel: '1', in: 7, out: 2 }, {}] } },
    });
    expect(await read(driver, '1')).toMatchObject({
      value: { readings: [{ channel: '1', in: 0, out: 0 }, {}] },
    });
    expect(await resetLine(driver, '2')).toMatchObject({ error: { kind: 'no-channel' } });
    await device.setFault('status-403');
    expect(await resetLine(driver, '1')).toMatchObject({ error: { kind: 'forbidden' } });
  });

  it('cannot have its occupancy set', async () => {
    expect(bench.driverOf(await bench.startSensor(), v5).occupancyControl).toBeUndefined();
  });

  it('refuses to be spoken to with a password over plain HTTP', async () => {
    const device = await bench.start({ ...credentials, settings: { mode: 'v5' } });
    expect(await read(bench.driverOf(device, v5), '1')).toEqual({
      ok: false,
      error: { kind: 'basic-over-http' },
    });
    expect(device.requests).toBe(0);
  });
});
