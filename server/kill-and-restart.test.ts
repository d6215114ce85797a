import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { History } from '#lib/contract/history.ts';
import type { ZoneState } from '#lib/contract/zone-state.ts';
import type { SimulatedDevice } from './simulators/device/simulated-device.ts';
import { KillableSidecar } from './test-support/killable-sidecar.ts';
import { isLongTest } from './test-support/test-length.ts';
import { startTwoDoors } from './test-support/two-doors.ts';

/** `npm run test:long` kills it more often. */
const kills = isLongTest ? 8 : 3;

let folder: string;
let sidecar: KillableSidecar;
let devices: SimulatedDevice[] = [];
let walking: NodeJS.Timeout | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'doorlight-kill-'));
  const doors = await startTwoDoors();
  devices = doors.devices;
  const config = join(folder, 'site.yaml');
  writeFileSync(config, doors.config);
  sidecar = await KillableSidecar.create({ DATA_DIR: join(folder, 'data'), DOORLIGHT_CONFIG: config });
});

afterEach(async () => {
  clearInterval(walking);
  await sidecar.kill();
  await Promise.all(devices.map((device) => device.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** People that were counted in; undefined while the sidecar does not answer. */
async function countedIn(session: string): Promise<number | undefined> {
  const state = await read<ZoneState>('/api/v1/zones/bern/counted', session).catch(() => undefined);
  return state?.in;
}

async function read<T>(path: string, session: string): Promise<T> {
  const answer = await fetch(sidecar.url + path, { headers: { cookie: session } });
  expect(answer.status).toBe(200);
  return answer.json() as Promise<T>;
}

it('loses no count and takes none twice, killed again and again while people walk', async () => {
  await sidecar.start();
  const session = await sidecar.signIn();
  // Counting begins with the first reading; people after it must be counted.
  await expect
    .poll(async () => (await read<ZoneState>('/api/v1/zones/bern/counted', session)).light)
    .toBe('green');

  let walked = 0;
  walking = setInterval(() => {
    walked++;
    for (const device of devices) device.walk(walked % 3 === 0 ? { in: 1, out: 1 } : { in: 1 });
  }, 7);
  let inAtKill = 0;
  for (let kill = 0; kill < kills; kill++) {
    // Some time after it counts again, so that kills hit all that it does then.
    await expect.poll(async () => (await countedIn(session)) ?? 0).toBeGreaterThan(inAtKill);
    await sleep(Math.random() * 500);
    inAtKill = devices[0]?.truth()[0]?.in ?? 0;
    await sidecar.kill();
    await sleep(Math.random() * 200);
    await sidecar.start();
  }
  clearInterval(walking);

  for (const [zone, device] of [
    ['counted', devices[0]],
    ['level', devices[1]],
  ] as const) {
    const truth = device?.truth()[0];
    await expect
      .poll(async () => {
        const state = await read<ZoneState>(`/api/v1/zones/bern/${zone}`, session);
        return { light: state.light, occupancy: state.occupancy, in: state.in, out: state.out };
      })
      .toEqual({ light: 'green', occupancy: truth?.occupancy, in: truth?.in, out: truth?.out });
  }

  const today = await read<History>('/api/v1/zones/bern/counted/history?resolution=1m', session);
  expect(today.rows.reduce((sum, row) => sum + row.in, 0)).toBeLessThanOrEqual(
    devices[0]?.truth()[0]?.in ?? 0,
  );
}, 600_000);
