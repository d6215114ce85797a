import { readFile } from 'node:fs/promises';
import { sumBy } from 'es-toolkit';
import { barriersOf } from './support/barriers.ts';
import { movableClock } from './support/doorlight.ts';
import { expect, siteFile, test } from './support/test.ts';

// What a manager looks at: what happened in a zone, and what the sensors' systems know beside their counts.

const credentials = { username: 'op', password: 'pw' };
const tablet = { width: 768, height: 1024 };
const desk = { width: 1280, height: 800 };
const sizes = [
  { name: 'tablet', viewport: tablet, tag: [] },
  { name: 'desk', viewport: desk, tag: '@long' },
];

test.use({ viewport: tablet, acceptDownloads: true });

test('the history of a zone shows who came and went, against another zone, and as a file', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const door = await startDevice('axis-people-counter', credentials);
  const doorlight = await startDoorlight({
    config: siteFile({ sensors: [{ id: 'door-a', driver: 'axis-people-counter', device: door }] }),
    env: movableClock,
  });
  const api = await doorlight.signIn(context);
  const state = async () => (await api.get(`${doorlight.url}/api/v1/zones/bern/store`)).json();
  await expect.poll(async () => (await state()).light).toBe('green');
  door.walk({ in: 10 });
  await expect.poll(async () => (await state()).light).toBe('red');
  door.walk({ out: 3 });
  await expect.poll(async () => (await state()).occupancy).toBe(7);

  await page.goto(`${doorlight.url}/console/zones/bern/store`);
  await expect(page.locator('[data-today="in"]')).toHaveText('10');
  await expect(page.locator('[data-today="out"]')).toHaveText('3');
  await expect(page.locator('[data-today="red"]')).toContainText('min');
  await page.getByRole('link', { name: 'History of this zone' }).click();
  await expect(page).toHaveURL(/\/console\/history\?zone=bern\/store&kind=day/);

  // A minute is written when it is over, at the latest.
  doorlight.putClockForward(60_000);
  await expect
    .poll(async () => {
      const history = await api.get(`${doorlight.url}/api/v1/zones/bern/store/history`);
      const { rows }: { rows: { in: number; out: number }[] } = await history.json();
      return { in: sumBy(rows, (row) => row.in), out: sumBy(rows, (row) => row.out) };
    })
    .toEqual({ in: 10, out: 3 });
  await page.reload();
  await expect(page.locator('[data-figure="in"]')).toHaveText('10');
  await expect(page.locator('[data-figure="out"]')).toHaveText('3');

  // The chart is read with the arrow keys, in words.
  const chart = page.getByRole('slider', { name: 'People inside' });
  await chart.focus();
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuetext', /^00:00: /);
  await page.keyboard.press('ArrowRight');
  await expect(chart).toHaveAttribute('aria-valuetext', /^00:15: /);

  await page.getByText('The same numbers as a table').click();
  const table = page.getByRole('table').last();
  await expect(table.getByRole('columnheader', { name: 'Most inside' })).toBeVisible();
  await expect(table.getByRole('row')).not.toHaveCount(1);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^bern-store-day-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  expect(lines[0]).toContain('"UTC","Time","Least inside"');
  const comings = lines.slice(1).map((line) => Number(line.split(',')[5]));
  expect(comings.reduce((sum, people) => sum + people, 0)).toBe(10);

  await page.getByRole('radio', { name: 'Week' }).click();
  await expect(page.getByRole('heading', { name: 'Busy hours' })).toBeVisible();
  await expect(page.locator('[data-figure="in"]')).toHaveText('10');
  await page.getByLabel('Compare with').selectOption('The week before');
  await expect(page).toHaveURL(/compare=before/);
  expect(await barriersOf(page)).toEqual([]);

  await page.setViewportSize(desk);
  await expect(page.getByRole('heading', { name: 'Busy hours' })).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);

  await page.getByRole('button', { name: 'Earlier' }).click();
  await page.getByRole('button', { name: 'Earlier' }).click();
  await expect(page.getByText('Nothing was recorded here')).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
});

for (const { name, viewport, tag } of sizes) {
  test.describe(`on a ${name}`, { tag }, () => {
    test.use({ viewport, acceptDownloads: true });

    test('insights show what the demo’s systems report, beside the days before', async ({
      page,
      context,
      demo,
    }) => {
      await demo.signIn(context);
      await page.goto(`${demo.url}/console`);
      await page.getByRole('link', { name: 'Insights', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Insights', level: 1 })).toBeVisible();

      const account = page.locator('[data-insights-sensor="insights"]');
      await expect(account.locator('[data-figure="visits"]')).toHaveText(/^[1-9][\d,]*$/);
      await expect(account.locator('[data-figure="unique-visits"]')).toHaveText(/^[1-9][\d,]*$/);
      await expect(account.locator('[data-figure="drop-in"]')).toHaveText('60.6%');
      await expect(account.locator('[data-figure="dwell"]')).toHaveText(/\d min \d+ s/);
      await expect(account.getByText(/^before: [1-9]/).first()).toBeVisible();
      await expect(page.getByText(/^compared with /)).toBeVisible();

      const gateway = page.locator('[data-insights-sensor="hall"]');
      await expect(gateway.locator('[data-figure="visits"]')).toHaveText(/^[1-9][\d,]*$/);
      await expect(gateway.locator('[data-queue="Checkout"]')).toContainText(/wait/);
      await expect(gateway.getByText('Hall → Counter')).toBeVisible();
      expect(await barriersOf(page)).toEqual([]);

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download CSV' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^demo-insights-.+\.csv$/);
      expect(await readFile(await download.path(), 'utf8')).toContain(
        'sensor,zone,name,figure,at,current,comparison',
      );

      await page.getByLabel('Compare with').selectOption('The same weekdays a year before');
      await expect(account.getByText('nothing to compare').first()).toBeVisible();
      await page.getByRole('radio', { name: 'Today' }).click();
      await expect(page.getByText('Today is not over')).toBeVisible();
    });
  });
}

test('what is not in the plan is not 0, and a rate above 100 % is a sign that something is wrong', async ({
  page,
  context,
  startDevice,
  startDoorlight,
}) => {
  const account = await startDevice('indivd', {
    token: 'T',
    timezone: 'Europe/Zurich',
    channels: [{ id: '201', name: 'Store' }],
    settings: { plan: 'basic', passersPerEntry: 0.5 },
  });
  const doorlight = await startDoorlight({
    config: siteFile({
      sensors: [
        {
          id: 'hq',
          driver: 'indivd',
          device: account,
          path: '/api/v1/rnd/insights/external',
          token: 'T',
          poll: '15m',
        },
      ],
      zone: { sources: [{ sensor: 'hq', channel: '201' }], staleAfter: '50m' },
    }),
  });
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/insights`);
  const hq = page.locator('[data-insights-sensor="hq"]');
  await expect(hq.locator('[data-absent="not-in-plan"]').first()).toHaveText('Not in plan');
  await expect(hq.locator('[data-figure="visits"]')).toHaveText(/^[1-9]/);
  await expect(hq.locator('[data-figure="drop-in-signal"]')).toHaveText('200%');
  await expect(hq.getByText('Above 100 %: more came in than passed by')).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
});

test('a site without such systems learns where insights come from', async ({
  page,
  context,
  shop: { doorlight },
}) => {
  await doorlight.signIn(context);
  await page.goto(`${doorlight.url}/console/insights`);
  await expect(page.getByText('No sensor here reports more than counts')).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
});
