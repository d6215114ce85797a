import { describe, expect, it } from 'vitest';
import { ok } from '#lib/result.ts';
import type { DeviceRequest } from '#server/sensors/http/device-http.ts';
import { testHttp } from '#server/sensors/http/test-http.ts';
import { IndivdClient } from './client.ts';
import { defaultLineGrouping, defaultZoneGrouping } from './queries.ts';

const signal = new AbortController().signal;
const url = 'https://api.indivd.com/api/v1/rnd/insights/external';

/** A client whose Indivd has no data for anything, and what it was asked. */
function recorded(token?: string) {
  const requests: DeviceRequest[] = [];
  const http = testHttp(async (request) => {
    requests.push(request);
    return ok({ status: 200, headers: {}, text: '[]' });
  });
  const client = new IndivdClient(http, { url, token, timeoutMs: 30_000 });
  const paths = () => requests.map(({ path }) => path.replace('/api/v1/rnd/insights/external', ''));
  return { requests, paths, client };
}

type Call = 'lineCrosses' | 'zoneVisitors' | 'dropInRate';

async function pathOf(call: Call, query: object): Promise<string | undefined> {
  const { paths, client } = recorded();
  const answer = await client[call](query as never, signal);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return paths()[0];
}

const week = { from: '2025-03-01', to: '2025-03-07' };
const compare = { compareFrom: '2025-02-01', compareTo: '2025-02-07' };

describe('what is sent', () => {
  it.each<[Call, object, string]>([
    [
      'lineCrosses',
      { from: '2025-03-01', to: '2025-03-02', by: 'day' },
      '/line_crosses/?start_date=2025-03-01&end_date=2025-03-02&aggregate_by=dayofmonth',
    ],
    [
      'zoneVisitors',
      { ...week, locations: [124], zones: [201] },
      '/zone_visitors/?start_date=2025-03-01&end_date=2025-03-07&location=124&zones=201',
    ],
    [
      'zoneVisitors',
      { ...week, ...compare },
      '/zone_visitors/?start_date=2025-03-01&end_date=2025-03-07&comparison_start_date=2025-02-01&comparison_end_date=2025-02-07',
    ],
    [
      'dropInRate',
      { from: '2025-05-15', to: '2025-05-20', locations: [124], zones: [1121] },
      '/drop_in_rate/?start_date=2025-05-15&end_date=2025-05-20&location=124&zone=1121',
    ],
  ])('is what the vendor prints (%s)', async (call, query, path) => {
    expect(await pathOf(call, query)).toBe(path);
  });

  it('has every documented parameter of line_crosses', async () => {
    const query = {
      ...week,
      by: 'weekday',
      organization: 7,
      location: 124,
      floors: [2, -1],
      zonesTo: [201],
      zonesFrom: [202, 203],
      categories: [1, 3],
      lines: [9],
    };
    expect(await pathOf('lineCrosses', query)).toBe(
      '/line_crosses/?start_date=2025-03-01&end_date=2025-03-07&aggregate_by=dayofweek&organization=7&location=124' +
        '&floor=2,-1&zone_to=201&zone_from=202,203&category=1,3&line_ids=9',
    );
  });

  it('has every documented parameter of zone_visitors', async () => {
    const query = {
      ...week,
      ...compare,
      by: ['day', 'weekday', 'hour', 'location'],
      locations: [124, 125],
      zones: [201],
      bounceThresholdS: 0,
      minDwellS: 5,
      maxDwellS: 10_800,
      timezone: 'Europe/Stockholm',
    };
    expect(await pathOf('zoneVisitors', query)).toBe(
      '/zone_visitors/?start_date=2025-03-01&end_date=2025-03-07&comparison_start_date=2025-02-01&comparison_end_date=2025-02-07' +
        '&aggregate_by=dayofmonth,dayofweek,hour,loc_id&location=124,125&zones=201&bounce_threshold=0&min_dwell=5&max_dwell=10800' +
        '&tz=Europe%2FStockholm',
    );
    expect(await pathOf('zoneVisitors', { ...week, by: 'zone' })).toContain('&aggregate_by=zone');
  });

  it('has every documented parameter of drop_in_rate, where a day is a day', async () => {
    const query = { ...week, ...compare, by: 'day', locations: [124], zones: [1, 2] };
    expect(await pathOf('dropInRate', query)).toBe(
      '/drop_in_rate/?start_date=2025-03-01&end_date=2025-03-07&comparison_start_date=2025-02-01&comparison_end_date=2025-02-07' +
        '&interval=day&location=124&zone=1,2',
    );
  });

  it('goes below the path of the address, with the token, and time for a slow answer', async () => {
    const { requests, client } = recorded('secret');
    await client.zoneVisitors(week, signal);
    expect(requests[0]).toMatchObject({
      method: 'GET',
      path: expect.stringMatching(/^\/api\/v1\/rnd\/insights\/external\/zone_visitors\/\?/),
      headers: { authorization: 'Token secret', accept: 'application/json' },
      timeoutMs: 30_000,
      signal,
    });
  });

  it('has no header without a token', async () => {
    const { requests, client } = recorded();
    await client.dropInRate(week, signal);
    expect(requests[0]?.headers).toEqual({ accept: 'application/json' });
  });
});

describe('what is refused before anything is sent', () => {
  const days = (from: string, to: string, by?: string) => ({ from, to, ...(by !== undefined && { by }) });

  it.each<[Call, object, string, string]>([
    ['lineCrosses', { to: '2025-03-01' }, 'from', 'a day as YYYY-MM-DD'],
    ['lineCrosses', { from: '2025-03-01' }, 'to', 'a day as YYYY-MM-DD'],
    ['lineCrosses', days('2025-3-1', '2025-03-02'), 'from', 'a day as YYYY-MM-DD'],
    ['lineCrosses', days('2025-02-29', '2025-03-02'), 'from', 'a day as YYYY-MM-DD'],
    ['lineCrosses', days('2025-03-02', '2025-03-01'), 'to', 'a day not before from'],
    ['lineCrosses', days('2025-03-01', '2025-03-04', 'minute'), 'to', 'at most 3 days by minute'],
    ['lineCrosses', days('2025-03-01', '2025-03-08', 'hour'), 'to', 'at most 7 days by hour'],
    [
      'lineCrosses',
      days('2024-12-30', '2025-01-05', 'week'),
      'to',
      'a day in the calendar year of from, by week',
    ],
    [
      'lineCrosses',
      days('2025-03-01', '2025-03-02', 'zone'),
      'by',
      'one of year, month, week, day, weekday, hour, minute',
    ],
    ['lineCrosses', { ...week, location: '124' }, 'location', 'the whole number of an id'],
    ['lineCrosses', { ...week, location: [124] }, 'location', 'the whole number of an id'],
    ['lineCrosses', { ...week, zonesTo: [] }, 'zonesTo', 'one to 200 ids, each a whole number'],
    ['lineCrosses', { ...week, zonesTo: [1.5] }, 'zonesTo.0', 'the whole number of an id'],
    ['lineCrosses', { ...week, floors: ['ground'] }, 'floors.0', 'a whole number, below 0 for basements'],
    ['lineCrosses', { ...week, compareFrom: '2025-01-01' }, 'compareFrom', 'no such parameter'],
    ['zoneVisitors', { ...week, compareFrom: '2025-02-01' }, 'compareTo', 'a day, as compareFrom is given'],
    ['zoneVisitors', { ...week, compareTo: '2025-02-01' }, 'compareFrom', 'a day, as compareTo is given'],
    [
      'zoneVisitors',
      { ...week, compareFrom: '2025-02-02', compareTo: '2025-02-01' },
      'compareTo',
      'a day not before compareFrom',
    ],
    ['zoneVisitors', { ...week, maxDwellS: 10_801 }, 'maxDwellS', 'whole seconds from 0 to 10800'],
    ['zoneVisitors', { ...week, minDwellS: -1 }, 'minDwellS', 'whole seconds from 0 to 10800'],
    [
      'zoneVisitors',
      { ...week, bounceThresholdS: -2 },
      'bounceThresholdS',
      "whole seconds of 0 or more, or -1 for the zone's own threshold",
    ],
    ['zoneVisitors', { ...week, timezone: 'Stockholm' }, 'timezone', 'an IANA zone such as Europe/Stockholm'],
    [
      'zoneVisitors',
      { ...week, by: 'day' },
      'by',
      expect.stringMatching(/^zone, or one or more of year/) as never,
    ],
    ['zoneVisitors', { ...week, by: [] }, 'by', expect.any(String) as never],
    ['dropInRate', { ...week, by: 'minute' }, 'by', 'one of year, month, week, day, hour'],
    ['dropInRate', { ...week, timezone: 'UTC' }, 'timezone', 'no such parameter'],
    ['dropInRate', { ...week, compareTo: '2025-02-01' }, 'compareFrom', 'a day, as compareTo is given'],
  ])('%s with %j: %s', async (call, query, parameter, expected) => {
    const { requests, client } = recorded();
    expect(await client[call](query as never, signal)).toMatchObject({
      ok: false,
      error: { kind: 'parameter', parameter, expected },
    });
    expect(requests).toEqual([]);
  });

  it.each([
    days('2025-03-01', '2025-03-03', 'minute'),
    days('2025-03-01', '2025-03-07', 'hour'),
    days('2025-01-01', '2025-12-31', 'week'),
    days('2024-02-29', '2024-02-29', 'year'),
    // A change of clocks makes no day more.
    days('2025-03-29', '2025-03-31', 'minute'),
  ])('not what is just within the limits (%j)', async (query) => {
    expect(await pathOf('lineCrosses', query)).toContain('aggregate_by=');
  });
});

describe('the grouping that Indivd chooses', () => {
  it.each([
    ['2025-03-01', 'hour', 'hour'],
    ['2025-03-02', 'day', 'day'],
    ['2025-03-31', 'day', 'day'],
    ['2025-04-01', 'month', 'week'],
    ['2026-02-27', 'month', 'week'],
    ['2026-02-28', 'month', 'month'],
  ])('from 2025-03-01 to %s is by %s for lines and by %s for zones', (to, lines, zones) => {
    const range = { from: '2025-03-01', to };
    expect([defaultLineGrouping(range), defaultZoneGrouping(range)]).toEqual([lines, zones]);
  });
});
