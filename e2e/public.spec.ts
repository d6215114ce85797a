import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { greenShare } from './support/green-share.ts';
import { StallingProxy } from './support/stalling-proxy.ts';
import { expect, test } from './support/test.ts';

// What visitors see from home: on the public page with and without scripts, and on web sites of others. Whatever
// fails, it is unknown once the last message is not valid any more.

const it = test.extend<{ webSite: string }>({
  // A page of another origin, under a policy that allows scripts and questions of Doorlight, and nothing more.
  webSite: async ({ shop: { doorlight } }, use) => {
    const { url } = doorlight;
    const server: Server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; script-src ${url}; connect-src ${url}; img-src ${url}`,
      );
      response.end(`<!doctype html><html lang="de"><title>Museum</title>
        <script src="${url}/public/v1/embed.js" async></script>
        <doorlight-now site="bern" zone="store"><a href="${url}/now/bern">Store</a></doorlight-now>
        <doorlight-now site="bern" zone="nowhere"></doorlight-now>
        <img src="${url}/public/v1/badge/bern/store.svg" alt="Store">`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await use(`http://127.0.0.1:${port}/`);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

const zone = (page: Page) => page.locator('[data-zone="store"]');
const embedded = (page: Page) => page.locator('doorlight-now[zone="store"]');
const light = (locator: Locator, value: string) => expect(locator).toHaveAttribute('data-light', value);

it('a visitor sees the light, and how it changes', async ({ page, shop: { door, doorlight } }) => {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`${doorlight.url}/now/bern`);
  await light(zone(page), 'green');
  await expect(zone(page)).toContainText('3 of 10 people inside');
  await expect(page.locator('html')).toHaveAttribute('data-live', '');
  door.walk({ in: 7 });
  await light(zone(page), 'red');
  await expect(zone(page)).toContainText('Please wait');
  await expect(zone(page)).toContainText('10 of 10 people inside');
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await expect(zone(page)).toContainText('Bitte warten');
  expect(problems).toEqual([]);
});

it('a sidecar that is killed, and started again', async ({ page, shop: { doorlight } }) => {
  await page.goto(`${doorlight.url}/now/bern`);
  await light(zone(page), 'green');
  await doorlight.killSidecar();
  await light(zone(page), 'unknown');
  await expect(zone(page)).toContainText('Not known right now');
  await expect(zone(page)).not.toContainText('people inside');
  await doorlight.startSidecar();
  await light(zone(page), 'green');
});

it('a sidecar that hangs with its connections open', async ({ page, shop: { doorlight } }) => {
  await page.goto(`${doorlight.url}/now/bern`);
  await light(zone(page), 'green');
  doorlight.pauseSidecar();
  await light(zone(page), 'unknown');
  doorlight.resumeSidecar();
  await light(zone(page), 'green');
});

it('a network that is cut, for the page and for another web site', async ({
  page,
  context,
  shop: { door, doorlight },
}) => {
  const network = await StallingProxy.before(doorlight.url);
  await page.goto(`${network.url}/now/bern`);
  const other = await context.newPage();
  await other.setContent(
    `<script src="${network.url}/public/v1/embed.js"></script><doorlight-now site="bern" zone="store"></doorlight-now>`,
  );
  await light(zone(page), 'green');
  await light(embedded(other), 'green');
  network.cut();
  await light(embedded(other), 'unknown');
  await light(zone(page), 'unknown');
  door.walk({ in: 7 });
  network.resume();
  // What waited on the wire is old: neither believes it.
  await light(zone(page), 'red');
  await light(embedded(other), 'red');
  await network.close();
});

it('a sensor that dies', async ({ page, shop: { door, doorlight } }) => {
  await page.goto(`${doorlight.url}/now/bern`);
  await light(zone(page), 'green');
  await door.setFault('refuse-connections');
  await light(zone(page), 'unknown');
  await door.setFault(null);
  await light(zone(page), 'green');
});

it('a page without scripts shows the light, loads itself again, and is covered when it cannot', async ({
  browser,
  page: other,
  shop: { door, doorlight },
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${doorlight.url}/now/bern`);
  await light(zone(page), 'green');
  door.walk({ in: 7 });
  // It loads itself again.
  await light(zone(page), 'red');
  door.walk({ out: 7 });
  await light(zone(page), 'green');
  // Playwright waits for a reload that hangs; what is seen meanwhile is in the picture.
  const devtools = await context.newCDPSession(page);
  const green = async () => {
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'png' });
    return greenShare(other, data);
  };
  await expect.poll(green).toBeGreaterThan(0.01);
  doorlight.pauseSidecar();
  await expect.poll(green).toBeLessThan(0.001);
  doorlight.resumeSidecar();
  await context.close();
});

it('another web site shows the light under its own strict policy', async ({ page, shop, webSite }) => {
  const { door, doorlight } = shop;
  await page.goto(webSite);
  await light(embedded(page), 'green');
  await expect(embedded(page)).toContainText('Store: Bitte eintreten');
  await light(page.locator('doorlight-now[zone="nowhere"]'), 'unknown');
  const badge = page.getByRole('img', { name: 'Store' });
  expect(await badge.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(50);
  door.walk({ in: 7 });
  await light(embedded(page), 'red');
  doorlight.pauseSidecar();
  await light(embedded(page), 'unknown');
  await expect(embedded(page)).toContainText('Zurzeit nicht bekannt');
  doorlight.resumeSidecar();
  await light(embedded(page), 'red');
  await doorlight.killSidecar();
  await light(embedded(page), 'unknown');
});

it('a badge that nobody loads again turns unknown', async ({ page, shop: { doorlight } }) => {
  await page.goto(`${doorlight.url}/public/v1/badge/bern/store.svg?lang=en`);
  await expect(page.locator('svg')).toHaveAttribute('data-light', 'green');
  await expect(page.locator('.late')).toBeHidden();
  await expect(page.locator('.late')).toBeVisible();
});

it('staff opens a site to visitors, and copies what its web site takes in', async ({
  page,
  context,
  startDoorlight,
}) => {
  const doorlight = await startDoorlight({});
  await doorlight.signIn(context);
  expect((await context.request.get(`${doorlight.url}/now/demo`)).status()).toBe(404);
  await page.goto(`${doorlight.url}/console/settings/demo`);
  await page.getByRole('link', { name: 'Visitors at home' }).click();
  await page.getByRole('switch').click();
  await page.getByLabel('Number of people').selectOption('hidden');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('<doorlight-now site="demo" zone="store">')).toBeVisible();
  const site = await context.request.get(`${doorlight.url}/public/v1/sites/demo`);
  expect(await site.text()).not.toContain('occupancy');
});
