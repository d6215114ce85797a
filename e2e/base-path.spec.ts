import { execFileSync } from 'node:child_process';
import { freePort } from '#server/test-support/free-port.ts';
import { NginxServer } from '#server/test-support/nginx-server.ts';
import { adminPassword, expect, siteFile, test } from './support/test.ts';

// Doorlight below a path of another web site, behind a real nginx. The pages are built for the path before.

const base = '/doorlight';

test.use({ serviceWorkers: 'allow' });
// One build for both.
test.describe.configure({ mode: 'default' });

test.beforeAll(() => {
  test.setTimeout(900_000);
  execFileSync(process.execPath, ['scripts/prepare.mjs', 'build'], {
    env: { ...process.env, BASE_PATH: base },
    stdio: 'inherit',
  });
});

for (const { title, location } of [
  { title: 'passes the path on', location: (port: number) => `proxy_pass http://127.0.0.1:${port};` },
  { title: 'takes the path away', location: (port: number) => `proxy_pass http://127.0.0.1:${port}/;` },
]) {
  test(`below a path everything is where it belongs, where the proxy ${title}`, { tag: '@long' }, async ({
    page,
    browser,
    startDevice,
    startDoorlight,
  }) => {
    const [port, proxyPort] = [await freePort(), await freePort()];
    const origin = `http://127.0.0.1:${proxyPort}`;
    const proxy = await NginxServer.start({
      port: proxyPort,
      server: `
        location ${base}/ {
          ${location(port)}
          proxy_http_version 1.1;
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          proxy_set_header X-Forwarded-Proto $scheme;
          proxy_set_header X-Forwarded-Host "";
          proxy_set_header Upgrade $http_upgrade;
          proxy_set_header Connection $connection_upgrade;
        }`,
    });
    const device = await startDevice('axis-3d', { username: 'op', password: 'pw' });
    const token = 'a-token-of-the-device';
    const doorlight = await startDoorlight({
      config: siteFile({
        sensors: [{ id: 'door', driver: 'axis-3d', device, pushToken: token }],
        site: { public: true },
      }),
      ownPages: true,
      env: { BASE_PATH: base, PORT: String(port), PUBLIC_URL: origin, TRUSTED_PROXIES: '127.0.0.1' },
    });
    /** What was asked for outside of the path, or is not there. */
    const wrong: string[] = [];
    const watch = (watched: typeof page) =>
      watched.on('response', (answer) => {
        const url = new URL(answer.url());
        if (url.origin !== origin) return;
        const isOurs = url.pathname.startsWith(`${base}/`);
        if (!isOurs || answer.status() === 404) wrong.push(`${answer.status()} ${url.pathname}`);
      });
    watch(page);
    try {
      // A screen is paired by its code, and follows the door over the socket.
      const screenContext = await browser.newContext();
      const screen = await screenContext.newPage();
      watch(screen);
      await screen.goto(`${origin}${base}/display`);
      await expect(screen.locator('[data-pairing="code"]')).toBeVisible();
      const code = (await screen.locator('[data-pairing-code]').textContent()) ?? '';
      expect(await screen.locator('[data-pairing-address]').textContent()).toContain(
        `${base}/console/displays/pair`,
      );

      await page.goto(`${origin}${base}/console/displays/pair?code=${code}`);
      await expect(page).toHaveURL(new RegExp(`^${origin}${base}/sign-in\\?next=`));
      await page.getByLabel('Name', { exact: true }).fill('admin');
      await page.getByLabel('Password').fill(adminPassword);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expect(page.getByLabel('Code on the screen')).toHaveValue(code);
      await page.getByRole('button', { name: 'Connect', exact: true }).click();
      const light = screen.locator('[data-light]');
      await expect(light).toHaveAttribute('data-light', 'green');
      await expect(screen).toHaveURL(new RegExp(`^${origin}${base}/display/bern/`));
      device.walk({ in: 10 });
      await expect(light).toHaveAttribute('data-light', 'red');
      await screen.goto(`${origin}${base}/display`);
      await expect(screen).toHaveURL(new RegExp(`^${origin}${base}/display/bern/`));

      // The console: links, its worker, its manifest, its socket, downloads.
      await page.goto(`${origin}${base}/console`);
      await expect(page.locator('[data-zone="bern/store"]')).toHaveAttribute('data-occupancy', '10');
      device.walk({ out: 4 });
      await expect(page.locator('[data-zone="bern/store"]')).toHaveAttribute('data-occupancy', '6');
      await page.getByRole('link', { name: 'Sensors' }).first().click();
      await expect(page).toHaveURL(`${origin}${base}/console/sensors`);
      const scopes = () =>
        page.evaluate(async () =>
          (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
        );
      await expect.poll(scopes).toContain(`${origin}${base}/console`);
      const manifest = await page.locator('link[rel="manifest"]').getAttribute('href');
      expect(manifest).toBe(`${base}/console.webmanifest`);
      const { start_url: start, scope } = await (await page.request.get(`${origin}${manifest}`)).json();
      expect([start, scope]).toEqual([`${base}/console`, `${base}/`]);

      // The description of the API, and calls from it.
      await page.goto(`${origin}${base}/api/docs`);
      await expect(page.getByRole('heading', { name: /Doorlight/ }).first()).toBeVisible();
      const { servers } = await (await page.request.get(`${origin}${base}/api/openapi.json`)).json();
      expect(servers[0].url).toBe(`${base}/`);

      // Visitors' page and a picture for other web sites.
      await page.goto(`${origin}${base}/now/bern`);
      await expect(page.locator('main[data-site="bern"]')).toBeVisible();
      expect((await page.request.get(`${origin}${base}/public/v1/badge/bern/store.svg`)).status()).toBe(200);
      expect((await page.request.get(`${origin}${base}/public/v1/embed.js`)).status()).toBe(200);

      // A device pushes to the address that the console shows.
      const push = (bearer: string) =>
        fetch(`${origin}${base}/push/axis-3d/bern/door`, {
          method: 'POST',
          headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
          body: '{}',
        });
      expect((await push('wrong')).status).toBe(401);
      expect((await push(token)).status).not.toBe(401);

      // The light on the screen expires there too, when the proxy is gone.
      await proxy.stop();
      await expect(light).toHaveAttribute('data-light', 'unknown');
      expect(wrong).toEqual([]);
    } finally {
      await proxy.stop();
    }
    expect(doorlight.output).toContain(`Doorlight is running at ${origin}${base}`);
  });
}
