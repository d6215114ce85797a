import type { Page } from '@playwright/test';
import { greenShare } from './support/green-share.ts';
import { expect, siteFile, test } from './support/test.ts';

test('a new version reaches one screen after another, and none goes dark on the way', async ({
  browser,
  page: other,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-3d');
  const names = ['entrance', 'back'];
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [{ id: 'door', driver: 'axis-3d', device: door }],
      site: { displays: names.map((id) => ({ id, zone: 'store' })) },
    }),
  });
  const context = await browser.newContext();
  const loads: { readonly name: string; readonly atMs: number }[] = [];

  /** A screen whose page was made by the version before. */
  const screenOfYesterday = async (name: string): Promise<Page> => {
    const screen = await context.newPage();
    const address = `${doorlight.url}/display/bern/${name}`;
    await screen.route(
      address,
      async (route) => {
        const answer = await route.fetch();
        const body = (await answer.text()).replace(/("revision\\?":\\?")[^:"]+:/g, '$10.0.1:');
        expect(body).toContain('0.0.1:');
        await route.fulfill({ response: answer, body });
      },
      { times: 1 },
    );
    await screen.goto(address);
    await expect(screen.locator('main')).toHaveAttribute('data-light', 'green');
    screen.on('load', () => loads.push({ name, atMs: performance.now() }));
    return screen;
  };

  const [entrance] = [await screenOfYesterday('entrance'), await screenOfYesterday('back')];
  const frames: string[] = [];
  const devtools = await context.newCDPSession(entrance);
  devtools.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.push(data);
    devtools.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
  });
  await devtools.send('Page.startScreencast', { format: 'jpeg', maxWidth: 320, maxHeight: 180 });

  await expect.poll(() => loads.map(({ name }) => name).sort()).toEqual([...names].sort());
  await devtools.send('Page.stopScreencast');
  const [first, second] = loads;
  // The second was asked to reload when the first was back and had reported.
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(500);
  await expect(entrance.locator('main')).toHaveAttribute('data-light', 'green');

  expect(frames.length).toBeGreaterThan(1);
  const shares = await Promise.all(frames.map((frame) => greenShare(other, frame)));
  // Chromium keeps the old picture until the new page is drawn, but for half a second at most: on a machine that is
  // starved one frame may be empty.
  expect(shares.filter((share) => share <= 0.5).length).toBeLessThanOrEqual(1);
  await context.close();
});
