import { describe, expect, it } from 'vitest';
import { forecastSchema } from '#lib/contract/forecast.ts';
import { SiteCalendar } from '#server/engine/site-calendar.ts';
import { Zone } from '#server/site/zone.ts';
import { sampleSite, sampleZone } from '#server/test-support/sample-site.ts';
import { emptyTally, minuteMs, type Tally } from '../history/tally.ts';
import { Forecasts } from './forecasts.ts';

const timezone = 'Europe/Zurich';
const quarterMs = 15 * minuteMs;
const open = [{ from: 8 * 60, to: 20 * 60 }];
const hours = [open, open, open, open, open, open, []];
const config = sampleZone();
const site = sampleSite({ timezone, hours, zones: [config] });
const localTime = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeStyle: 'short' });
const calendar = new SiteCalendar(timezone, hours);

/** How full it is at a local time: a peak of `peak` people at 15:00, and 20 all day. */
const usual = (hour: number, peak: number) => Math.round(20 + peak * Math.exp(-((hour - 15) ** 2) / 2));

/** A history in which every open day is alike, up to a moment. */
function historyUntil(untilMs: number, peakOf: (day: string) => number) {
  return {
    bins: async ({ fromMs, toMs }: { fromMs: number; toMs: number }): Promise<Tally[]> => {
      const tallies: Tally[] = [];
      for (
        let at = Math.floor(fromMs / quarterMs) * quarterMs;
        at < Math.min(toMs, untilMs);
        at += quarterMs
      ) {
        const [hours = '', minutes] = localTime.format(at).split(':');
        const hour = Number(hours) + Number(minutes) / 60;
        const isOpen = hour >= 8 && hour < 20 && new Date(at).getUTCDay() !== 0;
        const people = isOpen ? usual(hour, peakOf(calendar.dayAt(at))) : 0;
        const length = { knownMs: quarterMs, recordedMs: quarterMs, closedMs: isOpen ? 0 : quarterMs };
        tallies.push({ ...emptyTally(at / minuteMs), area: people * quarterMs, ...length });
      }
      return tallies;
    },
  };
}

function forecastsAt(now: string, peakOf: (day: string) => number = () => 90) {
  const nowMs = Date.parse(now);
  const zone = new Zone({ config, calendar, simulated: false }, undefined, { wallMs: nowMs, monotonicMs: 0 });
  const forecasts = new Forecasts({
    clock: { now: () => nowMs },
    history: historyUntil(nowMs, peakOf),
    zones: { zone: () => zone },
    sites: () => [site],
    calendar: () => calendar,
    onError: (error) => {
      throw error;
    },
  });
  return { forecasts, zone, now: { wallMs: nowMs, monotonicMs: 0 } };
}

describe('the forecast of a zone', () => {
  it('expects the next days as the days before, is closed when it is closed, and says how good it was', async () => {
    const { forecasts, zone } = forecastsAt('2026-11-20T07:30:00Z');
    const forecast = forecastSchema.parse(await forecasts.of(site, zone, 7));
    const at = (time: string) => forecast.rows.find(({ from }) => from === time);
    expect(at('2026-11-20T14:00:00.000Z')).toMatchObject({ expected: 110, light: 'red' });
    expect(at('2026-11-27T14:00:00.000Z')).toMatchObject({ expected: 110, light: 'red' });
    expect(at('2026-11-20T10:00:00.000Z')?.light).toBe('green');
    expect(at('2026-11-22T14:00:00.000Z')).toMatchObject({ expected: 0, light: 'closed' });
    expect(forecast.rows[0]?.from).toBe('2026-11-20T07:30:00.000Z');
    expect(forecast.accuracy).toMatchObject({ mae: 0, baselineMae: 0 });
    expect(forecast.accuracy.days).toBeGreaterThanOrEqual(12);
    expect(forecast.quietest).toHaveLength(7);
  });

  it('keeps to the clock of the site over a change of it', async () => {
    const { forecasts, zone } = forecastsAt('2026-03-25T08:00:00Z');
    const { rows } = await forecasts.of(site, zone, 7);
    const max = (day: string) =>
      rows.filter(({ from }) => from.startsWith(day)).reduce((a, b) => (b.expected > a.expected ? b : a))
        .from;
    expect(max('2026-03-27')).toBe('2026-03-27T14:00:00.000Z');
    expect(max('2026-03-30')).toBe('2026-03-30T13:00:00.000Z');
  });

  it('expects more where today is fuller than usual, and has nothing to say without a week of history', async () => {
    const busy = forecastsAt('2026-11-20T12:00:00Z', (day) => (day === '2026-11-20' ? 180 : 90));
    const usualDay = forecastsAt('2026-11-20T12:00:00Z');
    const nextHour = async ({ forecasts, zone }: typeof busy) =>
      (await forecasts.of(site, zone, 0)).rows.find(({ from }) => from === '2026-11-20T13:00:00.000Z')
        ?.expected ?? 0;
    expect(await nextHour(busy)).toBeGreaterThan(await nextHour(usualDay));
    const none = new Forecasts({
      clock: { now: () => Date.parse('2026-11-20T12:00:00Z') },
      history: { bins: async () => [] },
      zones: { zone: () => undefined },
      sites: () => [site],
      calendar: () => calendar,
      onError: () => undefined,
    });
    const { rows, accuracy } = await none.of(site, usualDay.zone, 7);
    expect([rows, accuracy.days]).toEqual([[], 0]);
  });

  it('gives the zone when it will be full and when it is quieter, until then and only where it is well founded', async () => {
    const morning = forecastsAt('2026-11-20T11:00:00Z');
    await morning.forecasts.update();
    const { outlook } = morning.zone.state(morning.now);
    expect(outlook?.full).toMatchObject({ time: '14:45' });
    const full = forecastsAt('2026-11-20T14:10:00Z');
    await full.forecasts.update();
    expect(full.zone.state(full.now).outlook?.quieter?.time).toMatch(/^16:/);
    expect(full.zone.state(full.now).outlook?.full).toBeUndefined();
    const later = { wallMs: Date.parse('2026-11-20T17:00:00Z'), monotonicMs: 0 };
    expect(full.zone.state(later).outlook).toBeUndefined();
    const young = forecastsAt('2026-11-20T11:00:00Z');
    const history = historyUntil(Date.parse('2026-11-20T11:00:00Z'), () => 90);
    const short = new Forecasts({
      clock: { now: () => Date.parse('2026-11-20T11:00:00Z') },
      history: {
        bins: async (query) =>
          (await history.bins(query)).filter(({ start }) => start * minuteMs > Date.parse('2026-11-10')),
      },
      zones: { zone: () => young.zone },
      sites: () => [site],
      calendar: () => calendar,
      onError: () => undefined,
    });
    await short.update();
    expect(young.zone.state(young.now).outlook).toBeUndefined();
  });
});
