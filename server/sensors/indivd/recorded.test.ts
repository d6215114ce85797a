import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ok } from '#lib/result.ts';
import { testHttp } from '../http/test-http.ts';
import { IndivdClient } from './api/client.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');
const signal = new AbortController().signal;

/** A client whose Indivd answers everything with `text`. */
function answering(text: string): IndivdClient {
  const http = testHttp(async () => ok({ status: 200, headers: {}, text }));
  return new IndivdClient(http, { url: 'https://api.indivd.com/api/v1', token: 'T' });
}

const march = { from: '2025-03-01', to: '2025-03-07' };
const lines = (text: string) => answering(text).lineCrosses({ from: '2025-03-01', to: '2025-03-02' }, signal);
const visitors = (text: string) => answering(text).zoneVisitors(march, signal);
const dropIn = (text: string) => answering(text).dropInRate({ from: '2025-05-15', to: '2025-05-20' }, signal);

/** The fixture with another value at a place. */
function changed(name: string, change: (body: never) => void): string {
  const body = JSON.parse(fixture(name));
  change(body as never);
  return JSON.stringify(body);
}

/** All numbers of a text as texts of numbers, as other vendors send them. */
const asText = (text: string) => text.replaceAll(/([:[,]\s*)(\d+(?:\.\d+)?)/g, '$1"$2"');

describe('line_crosses', () => {
  const printed = {
    by: 'day',
    rows: [
      { period: { year: 2025, month: 3, day: 1 }, crossings: 100_006 },
      { period: { year: 2025, month: 3, day: 2 }, crossings: 115_069 },
    ],
  };

  it('is read as printed, and with numbers as text', async () => {
    expect(await lines(fixture('line-crosses'))).toEqual(ok(printed));
    expect(await lines(asText(fixture('line-crosses')))).toEqual(ok(printed));
  });

  it('has every part of a period', async () => {
    const id = { year: 2025, week: 9, dayofweek: 7, hour: 23, minute: 59, camera: 4 };
    expect(await lines(JSON.stringify([{ _id: id, count: 1 }]))).toMatchObject({
      value: { rows: [{ period: { year: 2025, week: 9, weekday: 7, hour: 23, minute: 59 } }] },
    });
  });

  it('without rows is no data, and no error', async () => {
    expect(await lines('[]')).toEqual(ok({ by: 'day', rows: [] }));
  });

  it.each([
    ['{}', 'body'],
    ['', 'body'],
    ['[{"_id":{},"count":-1}]', '[0].count'],
    ['[{"_id":{},"count":1.5}]', '[0].count'],
    ['[{"_id":{"month":13},"count":1}]', '[0]._id.month'],
    ['[{"count":1}]', '[0]._id'],
  ])('is refused as %s, naming the field', async (text, field) => {
    expect(await lines(text)).toMatchObject({ error: { kind: 'invalid', field } });
  });
});

describe('zone_visitors', () => {
  const entrance = {
    zone: '201',
    zoneName: 'Entrance',
    period: { year: 2025, month: 3, day: 1 },
    visits: 284,
    uniqueVisits: 251,
    bounces: 43,
    bounceThresholdS: 120,
    dwell: { meanS: 187.5, shortestS: 12, longestS: 1843, quartilesS: [95, 148, 231], visits: 251 },
    excluded: { shorter: 0, longer: 0 },
  };

  it('is read as printed, and with numbers as text', async () => {
    const printed = ok({ by: ['day'], current: { ...march, rows: [entrance] } });
    expect(await visitors(fixture('zone-visitors'))).toEqual(printed);
    expect(await visitors(asText(fixture('zone-visitors')))).toEqual(printed);
  });

  it('is read with the comparison that is printed, which has no dwell statistics', async () => {
    expect(await visitors(fixture('zone-visitors-compared'))).toEqual(
      ok({
        by: ['day'],
        current: { ...march, rows: [{ ...entrance, dwell: { meanS: 187.5 } }] },
        comparison: {
          from: '2025-02-01',
          to: '2025-02-07',
          rows: [
            {
              ...entrance,
              period: { year: 2025, month: 2, day: 1 },
              visits: 261,
              uniqueVisits: 234,
              bounces: 38,
              dwell: { meanS: 172.3 },
            },
          ],
        },
      }),
    );
  });

  it.each([
    ['[]', 'nothing at all'],
    ['{}', 'nothing in it'],
    ['{"current":{},"comparison":{}}', 'empty periods'],
    [
      '{"current":{"startdate":"2025-03-01","enddate":"2025-03-07","insights":[]},"comparison":{}}',
      'no rows',
    ],
  ])('as %s (%s) is no data, and no error', async (text) => {
    expect(await visitors(text)).toEqual(ok({ by: ['day'], current: { ...march, rows: [] } }));
  });

  type Row = Record<string, unknown> & { aggregation: Record<string, unknown> };
  const withRows = (...changes: ((row: Row) => void)[]) =>
    changed('zone-visitors', (body: { current: { insights: unknown[] } }) => {
      const [printed] = body.current.insights;
      body.current.insights = changes.map((change) => {
        const row = structuredClone(printed) as Row;
        change(row);
        return row;
      });
    });
  const rowsOf = async (text: string) => {
    const answer = await visitors(text);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value.current.rows;
  };
  const proFields = ['unique_visits', 'bounce', 'dwell_time', 'dwell_time_stats'];

  it.each([0, null, '', {}, []])('does not show what a Basic plan returns as %j', async (empty) => {
    const text = withRows((row) => {
      for (const field of proFields) row[field] = empty;
      if (empty === 0) row.dwell_time_stats = {};
    });
    expect(await rowsOf(text)).toMatchObject([
      { visits: 284, uniqueVisits: 'not-in-plan', bounces: 'not-in-plan', dwell: 'not-in-plan' },
    ]);
  });

  it('does not show what a Basic plan leaves out', async () => {
    const text = withRows((row) => {
      for (const field of proFields) delete row[field];
    });
    expect(await rowsOf(text)).toMatchObject([{ uniqueVisits: 'not-in-plan', dwell: 'not-in-plan' }]);
  });

  it('knows an empty hour of a Pro plan from a Basic plan, zone by zone', async () => {
    const clear = (row: Row) => {
      for (const field of proFields) row[field] = 0;
      row.dwell_time_stats = {};
    };
    const text = withRows(
      () => {},
      (row) => {
        clear(row);
        row.visits = 0;
      },
      (row) => {
        clear(row);
        row.aggregation.zone_id = 202;
      },
      (row) => {
        clear(row);
        row.visits = 0;
        row.aggregation.zone_id = 202;
      },
    );
    expect((await rowsOf(text)).map((row) => [row.zone, row.visits, row.uniqueVisits, row.dwell])).toEqual([
      ['201', 284, 251, expect.objectContaining({ meanS: 187.5 })],
      ['201', 0, 0, 'none'],
      ['202', 284, 'not-in-plan', 'not-in-plan'],
      ['202', 0, 'not-in-plan', 'not-in-plan'],
    ]);
  });

  it('says that bounces are off, rather than 0, where the threshold is 0', async () => {
    const text = withRows((row) => {
      row.bounce = 0;
      row.aggregation.bounce_threshold = 0;
    });
    expect(await rowsOf(text)).toMatchObject([{ bounces: 'off', uniqueVisits: 251 }]);
  });

  it.each([
    ['visits', -1, 'current.insights[0].visits'],
    ['unique_visits', 'many', 'current.insights[0].unique_visits'],
    ['dwell_time', -3, 'current.insights[0].dwell_time'],
    ['dwell_time_stats', { mean: 1, quantiles: [1, 2] }, 'current.insights[0].dwell_time_stats.quantiles[2]'],
    ['aggregation', { zone_name: 'x' }, 'current.insights[0].aggregation.zone_id'],
  ])('is refused with %s as %j, naming the field', async (field, value, place) => {
    const text = withRows((row) => {
      Object.assign(row, { [field]: value });
    });
    expect(await visitors(text)).toMatchObject({ error: { kind: 'invalid', field: place } });
  });

  it.each(['{"detail":"Invalid token."}', '3', '"no"', '[1]', '<html>'])(
    'is refused as %s, which is no empty result',
    async (text) => {
      expect(await visitors(text)).toMatchObject({ error: { kind: 'invalid' } });
    },
  );
});

describe('drop_in_rate', () => {
  const rows = [
    { year: 2025, month: 5, day: 15, passersBy: 1450, entries: 715, rate: 0.493 },
    { year: 2025, month: 5, day: 16, passersBy: 1427, entries: 757, rate: 0.53 },
  ].map(({ year, month, day, ...counts }) => ({
    period: { year, month, day },
    ...counts,
    isConfigurationSignal: false,
  }));
  const total = { passersBy: 7497, entries: 4532, rate: 0.605, isConfigurationSignal: false };
  const printed = {
    by: 'day',
    current: {
      from: '2025-05-15',
      to: '2025-05-20',
      summary: total,
      rows,
      zones: [
        {
          zone: '1121',
          zoneName: 'Example zone 1',
          location: '124',
          locationName: 'Sample Location - Stockholm',
          ...total,
          rows,
        },
      ],
    },
  };

  it('is read as printed, and with numbers as text', async () => {
    expect(await dropIn(fixture('drop-in-rate'))).toEqual(ok(printed));
    expect(await dropIn(asText(fixture('drop-in-rate')))).toEqual(ok(printed));
  });

  it('is read with a comparison of the same structure', async () => {
    type Body = Record<string, { current: unknown; comparison: unknown }>;
    const text = changed('drop-in-rate', (body: Body) => {
      for (const part of Object.values(body)) part.comparison = part.current;
    });
    expect(await dropIn(text)).toEqual(ok({ ...printed, comparison: printed.current }));
  });

  it('above 100 % is a signal that something is not set up right', async () => {
    type Body = { summary: { current: Record<string, number> } };
    const text = changed('drop-in-rate', ({ summary }: Body) => {
      Object.assign(summary.current, { passing_by: 10, enter: 12, enter_percentage: 120 });
    });
    expect(await dropIn(text)).toMatchObject({
      value: { current: { summary: { rate: 1.2, isConfigurationSignal: true } } },
    });
  });

  it.each([0, null])('has no rate where nobody passed by (%j)', async (percent) => {
    type Body = { summary: { current: Record<string, number | null> } };
    const text = changed('drop-in-rate', ({ summary }: Body) => {
      Object.assign(summary.current, { passing_by: 0, enter: 0, enter_percentage: percent });
    });
    expect(await dropIn(text)).toMatchObject({
      value: { current: { summary: { rate: 'none', isConfigurationSignal: false } } },
    });
  });

  it.each([
    '[]',
    '{}',
    '{"summary":{"current":{},"comparison":{}},"details":{"interval":"day","current":[],"comparison":[]},"zone_details":{"current":{},"comparison":{}}}',
  ])('as %s is no data, and no error', async (text) => {
    expect(await dropIn(text)).toEqual(
      ok({ by: 'day', current: { from: '2025-05-15', to: '2025-05-20', rows: [], zones: [] } }),
    );
  });

  it.each([
    ['{"error":"no lines"}', 'body'],
    [
      '{"summary":{"current":{"startdate":"","enddate":"","passing_by":-1,"enter":0}}}',
      'summary.current.passing_by',
    ],
    ['{"details":{"interval":"day","current":[{"enter":1}]}}', 'details.current[0].passing_by'],
    ['{"zone_details":{"current":{"7":{"zone_id":null}}}}', 'zone_details.current.7.zone_id'],
  ])('is refused as %s, naming the field', async (text, field) => {
    expect(await dropIn(text)).toMatchObject({ error: { kind: 'invalid', field } });
  });
});
