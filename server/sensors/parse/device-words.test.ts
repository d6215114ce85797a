import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAxisTime, parseIsoTime } from './local-time.ts';
import { normaliseSerial } from './values.ts';

describe('an Axis time', () => {
  it('is read as the device prints it, without a zone', () => {
    expect(parseAxisTime('20170503112756')).toEqual({
      clockMs: Date.UTC(2017, 4, 3, 11, 27, 56),
      date: '20170503',
    });
  });

  it.each([
    '',
    '123',
    '2017050311275',
    '20170231000000',
    '20170503250000',
    '2017-05-03T11:27:56',
    'x'.repeat(14),
    '201705031127560',
    '120170503112756',
    '20170503240000',
    '20170503116000',
    '20170503112760',
    '20170003112756',
    '20171303112756',
  ])('is not %j', (text) => {
    expect(parseAxisTime(text)).toBeNull();
  });

  it('orders moments as they passed', () => {
    const moment = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000));
    const print = (date: Date) => date.toISOString().replaceAll(/\D/g, '').slice(0, 14);
    fc.assert(fc.property(moment, (date) => parseAxisTime(print(date))?.clockMs === date.getTime()));
  });
});

describe('an ISO time', () => {
  it('is read with its offset, and as UTC without one', () => {
    expect(parseIsoTime('2020-12-03T16:28:05+01:00')).toBe(Date.UTC(2020, 11, 3, 15, 28, 5));
    expect(parseIsoTime('2020-12-03T16:28:05+0100')).toBe(Date.UTC(2020, 11, 3, 15, 28, 5));
    expect(parseIsoTime('2020-12-03T16:28:05')).toBe(Date.UTC(2020, 11, 3, 16, 28, 5));
    expect(parseIsoTime('2020-12-03T16:28:05.250Z')).toBe(Date.UTC(2020, 11, 3, 16, 28, 5, 250));
  });

  it.each([
    '',
    'yesterday',
    '2020-12-03',
    'at 2020-12-03T16:28:05Z',
    '2020-12-03T16:28:05Z.',
    '2020-13-03T16:28:05Z',
    '12/03/2020 16:28:05',
  ])('is not %j', (text) => {
    expect(parseIsoTime(text)).toBeNull();
  });
});

describe('a serial number', () => {
  it('is compared without case and separators', () => {
    expect(normaliseSerial('00:40:8c:18:82:27')).toBe('00408C188227');
    expect(normaliseSerial('accc8ef3d92e')).toBe('ACCC8EF3D92E');
    expect(normaliseSerial(' - ')).toBeUndefined();
  });
});
