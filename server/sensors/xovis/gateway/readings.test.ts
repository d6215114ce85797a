import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Want } from '#server/sensors/driver.ts';
import { isQueueChannel, queueChannel, readingsOf } from './readings.ts';
import { parseCurrentOccupancy } from './schema.ts';

const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8');
const want = (...channels: string[]): Want[] => channels.map((channel) => ({ channel, use: 'auto' }));

function read(text: string, ...channels: string[]) {
  const answer = parseCurrentOccupancy(text);
  return answer.ok ? readingsOf(answer.value, want(...channels)) : answer;
}

function snapshot(text: string, ...channels: string[]) {
  const result = read(text, ...channels);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const answerWith = (zone: object, more: object = {}) =>
  JSON.stringify({ status: 'success', data: [zone], ...more });

describe('the answer of a gateway', () => {
  it('as the vendor prints it is one zone with its level, name and time', () => {
    expect(snapshot(fixture('printed'), 'entrance_a')).toStrictEqual({
      readings: [{ kind: 'level', channel: 'entrance_a', occupancy: 47 }],
      channelNames: new Map([['entrance_a', 'Main Entrance']]),
      deviceClockMs: Date.UTC(2024, 4, 21, 14, 32, 1),
      deviceTime: '2024-05-21T14:32:01Z',
    });
  });

  it('gives every zone, negative ones as they are, names only where there are some', () => {
    const { readings, channelNames, deviceClockMs } = snapshot(fixture('several-zones'), 'hall');
    expect(readings).toStrictEqual([
      { kind: 'level', channel: 'entrance_a', occupancy: 47 },
      { kind: 'level', channel: 'hall', occupancy: -2 },
      { kind: 'level', channel: 'lounge', occupancy: 0 },
    ]);
    expect([...(channelNames ?? [])]).toStrictEqual([
      ['entrance_a', 'Main Entrance'],
      ['hall', 'Hall'],
    ]);
    expect(deviceClockMs).toBe(Date.UTC(2026, 10, 21, 7, 15));
  });

  it('may have numbers as text, ids as numbers and an epoch for its time', () => {
    expect(snapshot(fixture('numbers-as-text'), '17')).toMatchObject({
      readings: [{ channel: '17', occupancy: 12 }],
      deviceClockMs: 1_716_301_921_000,
      deviceTime: '1716301921',
    });
    const inMs = answerWith({ zoneId: 1, current_people: 0 }, { timestamp: 1_716_301_921_500 });
    expect(snapshot(inMs, '1').deviceClockMs).toBe(1_716_301_921_500);
  });

  it('with a time that nobody can read keeps the time for the record and the numbers', () => {
    const text = answerWith({ zoneId: 'a', current_people: 3 }, { timestamp: 'a moment ago' });
    expect(snapshot(text, 'a')).toStrictEqual({
      readings: [{ kind: 'level', channel: 'a', occupancy: 3 }],
      channelNames: new Map(),
      deviceTime: 'a moment ago',
    });
  });

  it('without the wanted zone has no reading for it', () => {
    expect(snapshot(fixture('printed'), 'cellar').readings.map(({ channel }) => channel)).toStrictEqual([
      'entrance_a',
    ]);
    expect(snapshot('{"status":"success","data":[]}', 'a').readings).toStrictEqual([]);
  });

  it('is invalid when a wanted zone does not say how many people there are', () => {
    expect(read(fixture('zone-without-people'), 'entrance_a', 'hall')).toStrictEqual({
      ok: false,
      error: {
        kind: 'invalid',
        field: 'data[1].current_people',
        expected: 'a whole number',
        found: 'nothing',
      },
    });
  });

  it('stays good when a zone that nobody wants is broken', () => {
    expect(snapshot(fixture('zone-without-people'), 'entrance_a').readings).toStrictEqual([
      { kind: 'level', channel: 'entrance_a', occupancy: 47 },
    ]);
  });

  it('is invalid when a wanted zone comes twice', () => {
    const zone = { zoneId: 'a', current_people: 1 };
    const text = JSON.stringify({ status: 'success', data: [zone, zone, { ...zone, zoneId: 'b' }] });
    expect(read(text, 'a')).toMatchObject({ error: { kind: 'invalid', field: 'data[1].zoneId' } });
    expect(read(text, 'b').ok).toBe(true);
  });

  it.each(['offline', 'Disconnected', 'ERROR'])('is no number from a zone that is %s', (status) => {
    const text = answerWith({ zoneId: 'a', current_people: 1, status });
    expect(read(text, 'a')).toStrictEqual({
      ok: false,
      error: { kind: 'device', code: 0, message: `Zone a is ${status}` },
    });
    expect(snapshot(text, 'b').readings).toStrictEqual([]);
  });

  it.each(['normal', 'warning', 'full', 3, null])('is a number from a zone whose state is %j', (status) => {
    const text = answerWith({ zoneId: 'a', current_people: 1, status });
    expect(snapshot(text, 'a').readings).toHaveLength(1);
  });

  it('reports an error reported inside a success, with its code and message', () => {
    expect(read(fixture('error-in-200'), 'a')).toStrictEqual({
      ok: false,
      error: { kind: 'device', code: 5031, message: 'No connection to the sensors' },
    });
  });

  it.each([
    [{ status: 'error' }, 0, 'status error'],
    [{ status: 'failed', code: '17', message: 'Busy' }, 17, 'Busy'],
    [{ status: 'error', error: 'Busy', data: [] }, 0, 'Busy'],
    [{ error: { message: 'Busy' } }, 0, 'Busy'],
  ])('reads the error in %j', (body, code, message) => {
    expect(read(JSON.stringify(body), 'a')).toStrictEqual({
      ok: false,
      error: { kind: 'device', code, message },
    });
  });

  it.each([
    ['', 'body'],
    ['<html>', 'body'],
    ['{"status":"success"', 'body'],
    ['null', 'body'],
    ['{"status":"success"}', 'data'],
    ['{"status":"success","data":{}}', 'data'],
    ['{"status":"success","data":[7]}', 'data[0]'],
    ['{"status":"success","data":[{"current_people":1}]}', 'data[0].zoneId'],
    ['{"status":"success","data":[{"zoneId":true,"current_people":1}]}', 'data[0].zoneId'],
    ['{"status":"success","data":[{"zoneId":"a","current_people":1.5}]}', 'data[0].current_people'],
    ['{"status":"success","data":[{"zoneId":"a","current_people":1e20}]}', 'data[0].current_people'],
    ['{"status":"success","data":[{"zoneId":"a","current_people":"many"}]}', 'data[0].current_people'],
    ['{"status":"success","data":[{"zoneId":"a","current_people":null}]}', 'data[0].current_people'],
  ])('that cannot be understood names the place: %s', (text, field) => {
    expect(read(text, 'a')).toMatchObject({ ok: false, error: { kind: 'invalid', field } });
  });

  it('is never a number that was not sent, and never an exception', () => {
    const zone = fc.record(
      {
        zoneId: fc.oneof(fc.constantFrom('a', 'b', 1), fc.jsonValue()),
        current_people: fc.oneof(fc.integer(), fc.integer().map(String), fc.jsonValue()),
        status: fc.oneof(fc.constant('normal'), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const body = fc.record({ status: fc.constant('success'), data: fc.array(zone) });
    fc.assert(
      fc.property(body, (sent) => {
        const result = read(JSON.stringify(sent), 'a', '1');
        if (!result.ok) return;
        for (const reading of result.value.readings) {
          const twins = sent.data.filter((each) => String(each.zoneId) === reading.channel);
          const people = twins.map((each) => Number(each.current_people));
          expect(people).toContain(reading.kind === 'level' ? reading.occupancy : undefined);
        }
      }),
    );
  });
});

describe('a zone of a gateway', () => {
  it.each(['offline', 'Disconnected', 'unreachable', 'unavailable', 'error', 'fault'])(
    'that is %s has no number',
    (status) => {
      const answer = answerWith({ zoneId: 'hall', current_people: 4, status });
      expect(read(answer, 'hall')).toMatchObject({ ok: false });
      // It harms nobody who does not want it.
      expect(snapshot(answer).readings).toEqual([]);
    },
  );

  it('that comes twice is refused, with what to set', () => {
    const zone = { zoneId: 'hall', current_people: 4, status: 'normal', name: '' };
    const twice = JSON.stringify({ status: 'success', data: [zone, zone] });
    expect(read(twice, 'hall')).toMatchObject({
      error: { expected: 'each zoneId once (set locationId to ask for one location only)' },
    });
    expect(snapshot(answerWith(zone), 'hall').channelNames).toEqual(new Map());
  });

  it('is distinguished from a queue by its channel', () => {
    expect([queueChannel('hall'), 'hall', 'hall-queue:'].map(isQueueChannel)).toEqual([true, false, false]);
  });
});
