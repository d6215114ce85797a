import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Want } from '#server/sensors/driver.ts';
import { parseDwell, parsePaths } from './analytics.ts';
import { queueReadingsOf } from './readings.ts';
import { parseQueueStatus, parseSensors } from './schema.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8');
const want = (...channels: string[]): Want[] => channels.map((channel) => ({ channel, use: 'level' }));

function queues(text: string, ...channels: string[]) {
  const answer = parseQueueStatus(text);
  return answer.ok ? queueReadingsOf(answer.value, want(...channels)) : answer;
}

describe('the queues of a gateway', () => {
  it('are levels on channels of their own', () => {
    expect(queues(fixture('queue-status'), 'queue:till_1')).toEqual({
      ok: true,
      value: {
        readings: [
          { kind: 'level', channel: 'queue:till_1', occupancy: 4 },
          { kind: 'level', channel: 'queue:till_2', occupancy: 11 },
        ],
        channelNames: new Map([['queue:till_1', 'Till 1']]),
        deviceTime: '2024-05-21T14:32:01Z',
        deviceClockMs: Date.UTC(2024, 4, 21, 14, 32, 1),
      },
    });
  });

  it.each([
    [{ data: [{ queue_id: 7, length: 3 }] }],
    [{ data: [{ zoneId: '7', people_waiting: '3' }] }],
    [{ data: { id: 7, queueLength: 3 } }],
    [[{ zone_id: 7, current_people: 3 }]],
  ])('may be reported in other words: %j', (body) => {
    expect(queues(JSON.stringify(body), 'queue:7')).toMatchObject({
      value: { readings: [{ channel: 'queue:7', occupancy: 3 }] },
    });
  });

  it.each([
    [{ data: [{ queueId: 7 }] }, 'data[0].queue_length'],
    [{ data: [{ queueId: 7, queue_length: 1.5 }] }, 'data[0].queue_length'],
    [
      {
        data: [
          { queueId: 7, queue_length: 1 },
          { queueId: '7', queue_length: 1 },
        ],
      },
      'data[1].queueId',
    ],
    [{ data: [{ queue_length: 1 }] }, 'data[0].queueId'],
    [{ data: 'none' }, 'data'],
    [7, 'data'],
  ])('that cannot be understood are an error for who wants one: %j', (body, field) => {
    expect(queues(JSON.stringify(body), 'queue:7')).toMatchObject({ error: { kind: 'invalid', field } });
  });

  it('that are offline are no number', () => {
    expect(queues('{"data":[{"queueId":7,"queue_length":1,"status":"offline"}]}', 'queue:7')).toEqual({
      ok: false,
      error: { kind: 'device', code: 0, message: 'Queue 7 is offline' },
    });
  });
});

describe('the sensors of a gateway', () => {
  it('have an id, and what else is reported of them', () => {
    const body = [
      {
        sensor_id: 'SNSR_001',
        location_id: 'LOC_NYC_05',
        serial_number: '80:1f:12:00:00:01',
        fw_version: '5.9',
      },
      { id: 7, type: 'PC2S', state: 'online' },
    ];
    expect(parseSensors(JSON.stringify(body))).toMatchObject({
      ok: true,
      value: [
        { id: 'SNSR_001', locationId: 'LOC_NYC_05', serial: '801F12000001', firmware: '5.9' },
        { id: '7', model: 'PC2S', status: 'online' },
      ],
    });
    expect(parseSensors('{"data":[{}]}')).toMatchObject({ error: { field: 'data[0].sensorId' } });
  });
});

describe('dwell times', () => {
  it.each([
    [{ data: [{ zoneId: 'a', dwell_time: 312_000 }] }],
    [{ status: 'success', data: { zone_id: 'a', avg_dwell_time: '312000' } }],
    [{ average_ms: 312_000 }],
    [[{ average_dwell_time: 312_000.0 }]],
  ])('are milliseconds of the zone that was asked for: %j', (body) => {
    expect(parseDwell(JSON.stringify(body), 'a')).toEqual({
      ok: true,
      value: [{ zoneId: 'a', name: undefined, averageMs: 312_000 }],
    });
  });

  it.each([{ data: [{ dwell_time: -1 }] }, { data: [{ dwell_time: 'long' }] }, { data: [{}] }, {}])(
    'that are none are not 0: %j',
    (body) => {
      expect(parseDwell(JSON.stringify(body), 'a')).toMatchObject({ error: { field: 'data[0].dwell_time' } });
    },
  );
});

describe('paths', () => {
  it.each([
    [{ data: [{ from: 'a', to: 'b', count: 3 }] }, ['a', 'b']],
    [{ data: [{ from_zone: 1, to_zone: 2, people: '3' }] }, ['1', '2']],
    [[{ path: ['a', 'b', 'a'], value: 3 }], ['a', 'b', 'a']],
  ])('are zones in order, and people: %j', (body, zones) => {
    expect(parsePaths(JSON.stringify(body))).toEqual({ ok: true, value: [{ zones, people: 3 }] });
  });

  it.each([
    [{ from: 'a', to: 'b', count: -1 }, 'data[0].count'],
    [{ from: 'a', to: 'b' }, 'data[0].count'],
    [{ from: 'a', count: 1 }, 'data[0]'],
    [{ path: ['a'], count: 1 }, 'data[0]'],
  ])('that lead nowhere are invalid: %j', (row, field) => {
    expect(parsePaths(JSON.stringify({ data: [row] }))).toMatchObject({ error: { kind: 'invalid', field } });
  });
});
