// The fixtures of the browser tests. Everything started by a test is real (built sidecar, page server, simulated
// devices that listen) and ended after it, also when it fails; then what Doorlight printed is attached.
//
//   import { expect, siteFile, test } from './support/test.ts';
//
//   test('a visitor sees the light turn red when the last place is taken', async ({
//     page, startDevice, startDoorlight,
//   }) => {
//     const door = await startDevice('axis-people-counter', { username: 'op', password: 'pw' });
//     const doorlight = await startDoorlight({
//       config: siteFile({ sensors: [{ id: 'door-a', driver: 'axis-people-counter', device: door }] }),
//     });
//     await page.goto(`${doorlight.url}/display/bern/entrance`);
//     door.walk({ in: 10 });
//     await expect(page.locator('[data-light]')).toHaveAttribute('data-light', 'red');
//
//     await doorlight.killSidecar();                    // kill -9; `startSidecar()` starts it again
//     await door.setFault('half-open');                 // every fault of server/simulators/device/README.md
//   });
//
//   test('staff resets', async ({ context, page, startDoorlight }) => {
//     const doorlight = await startDoorlight({});       // no config: the demo site
//     const api = await doorlight.signIn(context);      // cookie for `page` and `api`
//     await api.post(`${doorlight.url}/api/v1/zones/demo/store/reset`, { data: {} });
//     await page.goto(`${doorlight.url}/console`);
//   });
//
// Starting a Doorlight takes longer than most stories. Tests of a worker share two, which stand still meanwhile; each leaves
// them as it found them:
//
//   test('read only', async ({ page, demo }) => {       // with the demo site
//     await page.goto(`${demo.url}/display`);
//   });
//
//   test.use({ people: 0 });                            // else three
//   test('a sensor that dies', async ({ page, shop: { door, doorlight } }) => {
//     await page.goto(`${doorlight.url}/display/bern/entrance`);
//     await door.setFault('half-open');                 // healed afterwards, as a sidecar that was killed is
//   });
//
// Whatever a browser refuses because of a page's Content-Security-Policy fails the test, on every page of every
// context; a test that provokes it takes it out of `policyReports`.
//
// Run: `npm run test:browser`, or `npx playwright test e2e/display.spec.ts`. Both build first what has changed.

import { type APIRequestContext, test as base, expect } from '@playwright/test';
import type { SimulatedDevice, SimulatorOptions } from '#server/simulators/device/simulated-device.ts';
import { startSimulatedDevice } from './devices.ts';
import { Doorlight, type DoorlightOptions } from './doorlight.ts';
import { policyReportsOf } from './policy-reports.ts';
import { siteFile } from './site-file.ts';

export { isThroughFront } from '#server/test-support/chain-servers.ts';
export { adminPassword, Doorlight } from './doorlight.ts';
export { siteFile } from './site-file.ts';
export { expect };

/**
 * `bern/store` with ten places behind `bern/door-a`, shown at `/display/bern/entrance`, at `/display/bern/back` to who has
 * the key `sesame`, and to visitors at home.
 */
export interface Shop {
  readonly door: SimulatedDevice;
  readonly doorlight: Doorlight;
}

interface TestFixtures {
  /** How many are in the shop when a test begins. */
  readonly people: number;
  /** A shop with a green light, shared by the tests of a worker. */
  readonly shop: Shop;
  /** A Doorlight with the demo site, shared by the tests of a worker. */
  readonly demo: Doorlight;
  /** What the policies of the pages have refused so far. */
  readonly policyReports: string[];
  /** Starts a simulated device: `startDevice('axis-3d', { username: 'op', password: 'pw' })`. */
  readonly startDevice: (family: string, options?: SimulatorOptions) => Promise<SimulatedDevice>;
  /** Starts a whole Doorlight and waits until it is ready. */
  readonly startDoorlight: (options: DoorlightOptions) => Promise<Doorlight>;
}

interface WorkerFixtures {
  readonly sharedDemo: Doorlight;
  readonly sharedShop: Shop;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  policyReports: [
    async ({ browser }, use) => {
      const { reports, end } = policyReportsOf(browser);
      await use(reports);
      end();
      // Pages that a test has left open would go on beside the next ones.
      await Promise.all(browser.contexts().map((context) => context.close()));
      expect(reports, 'refused by a Content-Security-Policy').toEqual([]);
    },
    { auto: true },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  startDevice: async ({}, use) => {
    const devices: SimulatedDevice[] = [];
    await use(async (family, options) => {
      const device = await startSimulatedDevice(family, options);
      devices.push(device);
      return device;
    });
    await Promise.all(devices.map((device) => device.close()));
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  startDoorlight: async ({}, use, testInfo) => {
    const started: Doorlight[] = [];
    await use(async (options) => {
      const doorlight = await Doorlight.start(options);
      started.push(doorlight);
      return doorlight;
    });
    for (const doorlight of started) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('doorlight.log', { body: doorlight.output, contentType: 'text/plain' });
      }
      await doorlight.stop();
    }
  },

  people: [3, { option: true }],

  shop: async ({ sharedShop, people }, use) => {
    const { door, doorlight } = sharedShop;
    doorlight.resumeSidecar();
    fillTo(door, people);
    await expect
      .poll(async () => (await fetch(`${doorlight.url}/public/v1/sites/bern`)).json())
      .toMatchObject({ zones: [{ light: 'green', occupancy: people }] });
    await use(sharedShop);
    await door.setFault(null);
    await doorlight.resume();
    doorlight.rest();
  },

  demo: async ({ sharedDemo }, use) => {
    sharedDemo.resumeSidecar();
    // It knows no light until its sensors have answered again.
    await expect
      .poll(async () => (await fetch(`${sharedDemo.url}/api/v1/displays/demo/entrance`)).json())
      .toMatchObject({ zone: { light: expect.stringMatching(/green|amber|red/) } });
    await use(sharedDemo);
    sharedDemo.rest();
  },

  sharedShop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const door = await startSimulatedDevice('axis-people-counter', { username: 'op', password: 'pw' });
      const config = siteFile({
        sensors: [{ id: 'door-a', driver: 'axis-people-counter', device: door }],
        zone: { minHold: '0s' },
        site: {
          languages: ['en', 'de', 'fr', 'it', 'es'],
          hours: { 'mon-sun': '00:00-24:00' },
          displays: [
            { id: 'entrance', zone: 'store' },
            { id: 'back', zone: 'store', key: 'sesame' },
          ],
          public: true,
        },
      });
      const doorlight = await Doorlight.start({ config });
      await use({ door, doorlight });
      await doorlight.stop();
      await door.close();
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  sharedDemo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const doorlight = await Doorlight.start({});
      await use(doorlight);
      await doorlight.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
});

/** People walk until so many are inside. */
export function fillTo(door: SimulatedDevice, people: number): void {
  const more = people - (door.truth()[0]?.occupancy ?? 0);
  door.walk(more > 0 ? { in: more } : { out: -more });
}

/** Takes away what a story has added to the demo site: a sensor, and the zone that it feeds. */
export async function removeSensor(
  api: APIRequestContext,
  { url }: Doorlight,
  sensor: string,
  zone: string,
): Promise<void> {
  for (const entry of [`zone/${zone}`, `sensor/${sensor}`]) {
    const answer = await api.delete(`${url}/api/v1/config/demo/${entry}`);
    expect(answer.status(), await answer.text()).toBe(204);
  }
}
