import { beforeEach, describe, expect, it } from 'vitest';
import type { DisplayReport } from '#lib/contract/display-report.ts';
import { reportReceiver } from './report-receiver.ts';

const report: DisplayReport = {
  light: 'green',
  occupancy: 3,
  engine: 'Mozilla/5.0',
  width: 1920,
  height: 1080,
  openMs: 1000,
  clock: 1_700_000_000_000,
  errors: 0,
};
let nowMs = 0;
let taken: DisplayReport[] = [];
let receive: (message: unknown) => void;

beforeEach(() => {
  nowMs = 1000;
  taken = [];
  receive = reportReceiver(
    (each) => taken.push(each),
    () => nowMs,
  );
});

describe('what a screen reports', () => {
  it('is taken', () => {
    receive(report);
    expect(taken).toEqual([report]);
  });

  it('is left aside when it comes too often', () => {
    for (let each = 0; each < 100; each++) receive(report);
    nowMs += 500;
    receive({ ...report, light: 'red' });
    expect(taken.map(({ light }) => light)).toEqual(['green', 'red']);
  });

  it.each([
    undefined,
    'green',
    {},
    { ...report, light: 'blue' },
    { ...report, engine: 'x'.repeat(301) },
    { ...report, width: 1e9 },
    { ...report, errors: -1 },
    { ...report, lastError: 'x'.repeat(201) },
  ])('is left aside when it is none (%#)', (message) => {
    receive(message);
    expect(taken).toEqual([]);
  });
});
