import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { xovis } from './driver.ts';
import { parsePush } from './push.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');

function push(text: string) {
  const parsed = parsePush(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const nineMs = Date.UTC(2025, 10, 21, 8);
const minuteMs = 60_000;

describe('a LOGICS push', () => {
  it('is what lines counted in each record, and the people in zones at its end', () => {
    expect(push(fixture('push-logics'))).toEqual({
      serial: '801F12000001',
      channelNames: new Map([
        ['1', 'Hall'],
        ['2', 'Main door'],
      ]),
      intervals: [
        {
          channel: '2',
          fromMs: nineMs,
          toMs: nineMs + minuteMs,
          in: 3,
          out: 1,
          identity: `801F12000001|2|${nineMs}|${nineMs + minuteMs}`,
        },
        {
          channel: '2',
          fromMs: nineMs + minuteMs,
          toMs: nineMs + 2 * minuteMs,
          in: 0,
          out: 2,
          identity: `801F12000001|2|${nineMs + minuteMs}|${nineMs + 2 * minuteMs}`,
        },
      ],
      levels: [
        {
          reading: { kind: 'level', channel: '1', occupancy: 7 },
          atMs: nineMs + minuteMs,
          identity: `801F12000001|1|${nineMs}|${nineMs + minuteMs}`,
        },
        {
          reading: { kind: 'level', channel: '1', occupancy: 5 },
          atMs: nineMs + 2 * minuteMs,
          identity: `801F12000001|1|${nineMs + minuteMs}|${nineMs + 2 * minuteMs}`,
        },
      ],
      events: [],
      isHint: false,
      ignored: ['logic 3 XLT_PRAM_LINE_IN_OUT_COUNT'],
    });
  });

  it('may come without its wrapping, with times as text, and in an array', () => {
    const { logics_data: content } = JSON.parse(fixture('push-logics')) as {
      logics_data: { logics: object[] };
    };
    expect(push(JSON.stringify(content))).toEqual(push(fixture('push-logics')));
    const both = push(`[${fixture('push-logics')},${fixture('push-live-data')}]`);
    expect(both).toMatchObject({ serial: '801F12000001', name: 'Main entrance' });
    expect([both.intervals.length, both.levels.length, both.events.length]).toEqual([2, 2, 3]);
    const text = fixture('push-logics').replaceAll(
      /1763712(\d+)/g,
      (ms) => `"${new Date(Number(ms)).toISOString()}"`,
    );
    expect(push(text)).toEqual(push(fixture('push-logics')));
  });

  it('gives the same identities when it is repeated', () => {
    const identities = () => push(fixture('push-logics')).intervals.map(({ identity }) => identity);
    expect(identities()).toEqual(identities());
    expect(new Set(identities()).size).toBe(2);
  });

  it('with a count that is no number leaves that record out and says so', () => {
    const text = fixture('push-logics').replace('"fw", "value": 3', '"fw", "value": -3');
    expect(push(text).intervals).toHaveLength(1);
    expect(push(text).ignored).toContain('logics[1].records[0].counts -3');
  });
});

describe('a LIVE_DATA push', () => {
  it('is what happened, without who it was', () => {
    const { events, intervals, levels, name, isHint } = push(fixture('push-live-data'));
    expect([name, intervals, levels, isHint]).toEqual(['Main entrance', [], [], true]);
    expect(events).toEqual([
      {
        type: 'backward',
        atMs: 1_763_712_059_355,
        identity: '801F12000001|1763712059355|backward|2||527|0',
      },
      {
        type: 'backward',
        atMs: nineMs + 59_400,
        identity: `801F12000001|${nineMs + 59_400}|backward|2||518|0`,
      },
      { type: 'count-up', atMs: nineMs + 59_400, identity: `801F12000001|${nineMs + 59_400}|count-up||3||1` },
    ]);
  });
});

describe('a push in the older format', () => {
  it('is what lines counted and whom zones held, one or several of each', () => {
    const identity = (channel: string) => `801F12000001|${channel}|${nineMs}|${nineMs + minuteMs}`;
    expect(push(fixture('push-legacy'))).toEqual({
      serial: '801F12000001',
      name: 'Office Entrance',
      channelNames: new Map([
        ['0', 'Main door'],
        ['7', 'Hall'],
      ]),
      intervals: [
        { channel: '0', fromMs: nineMs, toMs: nineMs + minuteMs, in: 1, out: 0, identity: identity('0') },
      ],
      levels: [
        {
          reading: { kind: 'level', channel: '7', occupancy: 6 },
          atMs: nineMs + minuteMs,
          identity: identity('7'),
        },
      ],
      events: [],
      isHint: false,
      ignored: [],
    });
  });

  it('with a line that has one direction only leaves it out and says so', () => {
    const text = fixture('push-legacy').replace(', { "value": 0, "label": "bw" }', '');
    expect(push(text)).toMatchObject({
      intervals: [],
      ignored: ['content.element[0].measurement[0] ["fw"]'],
    });
  });
});

describe('a webhook', () => {
  it('of a zone is its level', () => {
    expect(push(fixture('webhook-occupancy'))).toMatchObject({
      channelNames: new Map([['entrance_a', 'Main Entrance']]),
      levels: [
        {
          reading: { kind: 'level', channel: 'entrance_a', occupancy: 90 },
          atMs: Date.UTC(2024, 4, 21, 14, 32, 1),
          identity: 'evt-81|entrance_a|"2024-05-21T14:32:01Z"|90',
        },
      ],
    });
  });

  it('of a queue is the level of the queue’s channel', () => {
    expect(push(fixture('webhook-queue')).levels).toEqual([
      {
        reading: { kind: 'level', channel: 'queue:4', occupancy: 11 },
        atMs: Date.UTC(2024, 4, 21, 14, 33),
        identity: 'queue_exceeded|queue:4|"2024-05-21T14:33:00Z"|11',
      },
    ]);
  });

  it('may bring several, and one that is recognised by its event only', () => {
    const zones = [
      { zone_id: 1, occupancy: 3 },
      { zoneId: 'b', current_people: -1, timestamp: 1_716_301_921 },
    ];
    const { levels } = push(JSON.stringify({ event: 'occupancy', data: zones }));
    expect(levels).toEqual([
      { reading: { kind: 'level', channel: '1', occupancy: 3 } },
      {
        reading: { kind: 'level', channel: 'b', occupancy: -1 },
        atMs: 1_716_301_921_000,
        identity: 'occupancy|b|1716301921|-1',
      },
    ]);
    const queue = { eventType: 'QUEUE_LENGTH', data: { id: 'till', length: 12 } };
    expect(push(JSON.stringify(queue)).levels[0]?.reading).toEqual({
      kind: 'level',
      channel: 'queue:till',
      occupancy: 12,
    });
  });
});

describe('a push that is none', () => {
  it.each(['connection_test', 'status_data', 'recording_data'])('says so quietly: %s', (content) => {
    expect(push(JSON.stringify({ [content]: {} }))).toMatchObject({
      ignored: [content],
      intervals: [],
      levels: [],
    });
  });

  it.each([
    ['', 'body'],
    ['<html>', 'body'],
    ['7', 'body'],
    ['null', 'body'],
    ['[null]', 'body'],
    ['{}', 'body'],
    ['{"logics_data":7}', 'body'],
    ['{"logics_data":{"logics":[{"records":[]}]}}', 'logics[0].id'],
    [
      '{"logics":[{"id":1,"info":"XLT_LINE_IN_OUT_COUNT","records":[{"from":2,"to":1,"counts":[]}]}]}',
      'logics[0].records[0].from',
    ],
    ['{"live_data":{"frames":[{"time":"now"}]}}', 'frames[0].time'],
    ['{"content":{"element":{"element-id":1}}}', 'content.element[0].measurement'],
    [
      '{"content":{"element":{"element-id":1,"measurement":{"from":"x","to":"y","value":[]}}}}',
      'content.element[0].measurement[0].from',
    ],
    ['{"event":"occupancy","data":{"zoneId":"a","current_people":"full"}}', 'data[0].current_people'],
    ['{"event":"queue","data":{"queueId":"a","current_people":1.5}}', 'data[0].queue_length'],
  ])('names what it lacks: %s', (text, field) => {
    expect(parsePush(text)).toMatchObject({ ok: false, error: { kind: 'invalid', field } });
  });
});

describe('the family', () => {
  it('hands over what counts of a push', () => {
    expect(xovis.parsePush?.(fixture('push-logics'))).toEqual(parsePush(fixture('push-logics')));
    expect(xovis.parsePush?.('<html>')).toMatchObject({ error: { kind: 'invalid', field: 'body' } });
  });
});
