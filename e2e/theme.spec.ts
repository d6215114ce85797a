import type { Page } from '@playwright/test';
import { barriersOf } from './support/barriers.ts';
import { expect, siteFile, test } from './support/test.ts';

// The theme of a display: set in the console with a preview of its own screen, and its emergency messages.

const displayRoot = (page: Page) => page.locator('main');

/** Alternating black and white, as hard for a text as a picture can be. */
const stripes = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90">${Array.from(
  { length: 10 },
  (_, at) =>
    `<rect x="${at * 16}" width="8" height="90" fill="#fff"/><rect x="${at * 16 + 8}" width="8" height="90"/>`,
).join('')}</svg>`;

test('a manager gives a display its look, sees it as the screen will show it, and the screen shows it', async ({
  browser,
  context,
  page,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-3d');
  const doorlight = await startDoorlight({
    config: siteFile({ sensors: [{ id: 'door', driver: 'axis-3d', device: door }], site: { displays: [] } }),
  });
  const api = await doorlight.signIn(context);
  await api.put(`${doorlight.url}/api/v1/config/bern/display/north`, { data: { zone: 'store' } });
  const screen = await (await browser.newContext({ viewport: { width: 540, height: 960 } })).newPage();
  await screen.goto(`${doorlight.url}/display/bern/north`);
  await expect(displayRoot(screen)).toHaveAttribute('data-light', 'green');

  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${doorlight.url}/console/settings/bern/displays/north`);
  const preview = page.frameLocator('iframe');
  await expect(preview.getByText('Come in')).toBeVisible();
  await expect(page.getByRole('option', { name: /540 × 960/ })).toBeAttached();
  expect(await page.locator('iframe').evaluate((frame) => [frame.clientWidth, frame.clientHeight])).toEqual([
    540, 960,
  ]);

  const green = page.getByPlaceholder('Come in');
  await green.fill('Room for {people}');
  await expect(page.getByText('{people} is not a number that there is')).toBeVisible();
  await green.fill('Room for {free}');
  await expect(preview.getByText('Room for 78')).toBeVisible();
  await page.locator('input[type=color]').nth(2).fill('#ff6666');
  await expect(page.getByText(/Green and red are about equally bright/)).toBeVisible();
  await page.getByRole('button', { name: 'Red: back to default' }).click();
  await page
    .locator('input[type=file]')
    .nth(1)
    .setInputFiles({ name: 'stripes.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(stripes) });
  await expect(page.getByRole('button', { name: 'Without' })).toBeVisible();
  await expect(preview.locator('.glass-ground')).toBeAttached();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'bad.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg><script/></svg>'),
    });
  await expect(page.getByText(/does more than draw \(.*script/)).toBeVisible();
  await page.getByText('Evacuation').click();
  await expect(preview.getByText('Please leave the building').first()).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved. It is at work already.')).toBeVisible();

  // The page is reloaded for it, some seconds later.
  await expect(screen.getByText('Room for 10')).toBeVisible();
  await expect(screen.locator('.scenes .glass-ground')).toBeVisible();
  expect(await minContrast(screen)).toBeGreaterThanOrEqual(7);
  await screen.context().close();
});

test('staff sends everybody out: in every zone, in every language, and also when nothing more is heard', async ({
  context,
  page,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-3d');
  const zone = (id: string) => ({ id, name: id, capacity: 10, sources: [{ sensor: 'door' }] });
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [{ id: 'door', driver: 'axis-3d', device: door }],
      site: {
        zones: [zone('store'), zone('cafe')],
        displays: [
          { id: 'store', zone: 'store' },
          { id: 'cafe', zone: 'cafe', layout: 'number', colours: { closed: '#224466' } },
        ],
      },
    }),
  });
  const screen = await context.newPage();
  await screen.goto(`${doorlight.url}/display/bern/cafe`);
  await expect(displayRoot(screen)).toHaveAttribute('data-light', 'green');
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/zones/bern/store`);
  await page.getByRole('button', { name: 'Hold the light' }).click();
  await page.getByText('Evacuation').click();
  await expect(page.getByRole('switch', { name: 'All zones of this site' })).toBeChecked();
  await page.getByRole('button', { name: 'Hold Evacuation' }).click();
  await expect(page.getByText('Held at Evacuation')).toBeVisible();

  await expect(displayRoot(screen)).toHaveAttribute('data-light', 'closed');
  for (const text of ['Please leave the building', 'Bitte verlassen Sie das Gebäude']) {
    await expect(screen.locator('.scenes').getByText(text).first()).toBeVisible();
  }
  await expect(screen.locator('.glass-free, .glass-count')).toHaveCount(0);
  doorlight.pauseSidecar();
  await expect(displayRoot(screen)).toHaveAttribute('data-light', 'unknown');
  await expect(screen.locator('.scenes').getByText('Please leave the building').first()).toBeVisible();
  doorlight.resumeSidecar();

  await page.getByRole('button', { name: 'Release in all zones' }).click();
  await expect(displayRoot(screen)).toHaveAttribute('data-light', 'green');
  await expect(screen.locator('.scene-emergency')).toHaveCount(0);
});

/** The least contrast between the ink of the text and any pixel of the ground. */
async function minContrast(page: Page): Promise<number> {
  await page.addStyleTag({ content: '.scene > :not(.glass-ground) { visibility: hidden }' });
  const shot = (await page.screenshot()).toString('base64');
  return page.evaluate(async (png) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${png}`;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = picture.width;
    canvas.height = picture.height;
    const context = canvas.getContext('2d');
    context?.drawImage(picture, 0, 0);
    const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    const light = ([red = 0, green = 0, blue = 0]: readonly number[]) => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) =>
        value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const scene = document.querySelector('.scenes .scene');
    const ink = scene ? getComputedStyle(scene).color.match(/\d+/g)?.map(Number) : undefined;
    const inkLight = light(ink ?? []);
    let least = 21;
    let [darkest, brightest] = [1, 0];
    for (let at = 0; at < pixels.length; at += 4 * 97) {
      const ground = light([...pixels.slice(at, at + 3)]);
      darkest = Math.min(darkest, ground);
      brightest = Math.max(brightest, ground);
      const [above, below] = [Math.max(ground, inkLight), Math.min(ground, inkLight)];
      least = Math.min(least, (above + 0.05) / (below + 0.05));
    }
    // A picture that is not there would prove nothing.
    return brightest - darkest > 0.05 ? least : 0;
  }, shot);
}
