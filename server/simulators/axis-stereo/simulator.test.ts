import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatedDevice, SimulatorOptions } from '../device/simulated-device.ts';
import { axisStereoSimulator } from './simulator.ts';

let device: SimulatedDevice | undefined;

afterEach(async () => {
  await device?.close();
  device = undefined;
});

async function start(options: SimulatorOptions = {}) {
  const started = await axisStereoSimulator.start({ now: () => Date.UTC(2017, 0, 10, 12), ...options });
  device = started;
  return { device: started, ask: (path: string) => fetch(`${started.url}${path}`) };
}

const root = '/stereo/people-counter';

describe('a simulated stereo camera', () => {
  it('answers the addresses that the vendor prints', async () => {
    const { device: camera, ask } = await start();
    camera.walk({ in: 12, out: 3 });
    const opened = await ask(`${root}/export.csv?export-method=on&date=20170110&resolution=60&method=open`);
    const lines = (await opened.text()).split('\r\n');
    expect(lines[0]).toBe('Interval Start,Interval Start (Unixtime),In,Out');
    expect(lines.at(-2)).toBe('2017-01-10 12:00:00,1484049600,12,3');
    expect(opened.headers.get('content-disposition')).toBeNull();

    const kept = await ask(`${root}/export.json?resolution=day&date=20170110&method=download`);
    expect(await kept.json()).toMatchObject({ data: { '20170110000000': [12, 3] } });
    expect(kept.headers.get('content-disposition')).toBe(
      'attachment; filename="people-counter_20170110.json"',
    );
    expect(await (await ask(`${root}/counts.json`)).json()).toEqual({
      in: 12,
      name: 'Untitled AXIS 3D People Counter',
      out: 3,
      serial: 'ACCC8E235294',
      timestamp: '20170110120000',
    });
    expect(await (await ask('/stereo/io.json')).text()).toBe('"False"');
  });

  it.each(['resolution=week', 'date=2017-01-10', 'date=20170230', 'date=20170111-20170110', 'method=save'])(
    'answers 400 to %s',
    async (query) => {
      const { ask } = await start();
      expect((await ask(`${root}/export.csv?${query}`)).status).toBe(400);
    },
  );

  it('invents the days before anew, and keeps what was counted today', async () => {
    const { device: camera, ask } = await start();
    camera.walk({ in: 7 });
    const days = async () => {
      const { data } = (await (await ask(`${root}/export.json?resolution=day`)).json()) as {
        data: Record<string, number[]>;
      };
      return Object.entries(data);
    };
    camera.set({ historyDays: 2 });
    const twoDays = await days();
    camera.set({ historyDays: 2 });
    expect(await days()).toEqual(twoDays);
    expect(twoDays.map(([day]) => day)).toEqual(['20170108000000', '20170109000000', '20170110000000']);
    expect(twoDays.at(-1)?.[1]).toEqual([7, 0]);
    expect(camera.truth()).toEqual([{ channel: 'main', in: 7, out: 0, occupancy: 7 }]);
  });

  it('forgets the counts of the day when it restarts, and not what is stored', async () => {
    const { device: camera, ask } = await start();
    camera.walk({ in: 7 });
    await camera.setFault('reset-counters');
    expect(await (await ask(`${root}/counts.json`)).json()).toMatchObject({ in: 0, out: 0 });
    expect(await (await ask(`${root}/export.json?resolution=day`)).json()).toMatchObject({
      data: { '20170110000000': [7, 0] },
    });
  });

  it('says no to a setting that it does not know', async () => {
    const { device: camera } = await start();
    expect(() => camera.set({ colour: 'red' })).toThrow();
    expect(() => camera.set({ historyDays: -1 })).toThrow();
  });
});
