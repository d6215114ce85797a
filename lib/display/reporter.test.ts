import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type DisplayReport, displayReportSchema } from '../contract/display-report.ts';
import { initialDisplayState } from './display-state.ts';
import { DisplayStore } from './display-store.ts';
import { Reporter } from './reporter.ts';
import type { ShownDisplay, ShownZone } from './shown.ts';

const display: ShownDisplay = {
  site: 'bern',
  display: 'entrance',
  zone: 'store',
  languages: ['de'],
  showNumber: true,
  simulated: false,
};
const zone: ShownZone = {
  site: 'bern',
  zone: 'store',
  occupancy: 3,
  capacity: 10,
  light: 'green',
  validForMs: 4500,
  seq: 1,
  simulated: false,
  free: 7,
  asOf: '2026-11-21T10:00:00.000Z',
};

let listeners: Map<string, (event: object) => void>;
let reports: DisplayReport[];
let store: DisplayStore;
let reporter: Reporter;
let seq = 1;

beforeEach(() => {
  vi.useFakeTimers();
  listeners = new Map();
  reports = [];
  vi.stubGlobal('addEventListener', (type: string, listener: (event: object) => void) =>
    listeners.set(type, listener),
  );
  vi.stubGlobal('removeEventListener', (type: string) => listeners.delete(type));
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback, 16));
  vi.stubGlobal('navigator', { userAgent: 'x'.repeat(400) });
  vi.stubGlobal('innerWidth', 1920);
  vi.stubGlobal('innerHeight', 1080);
  const now = () => ({ monotonic: performance.now(), wall: Date.now() });
  store = new DisplayStore(initialDisplayState(display, zone, performance.now() + 4500, now()), now);
  reporter = new Reporter(store, '0.2.0:abc', (report) => reports.push(report));
  reporter.start();
  store.dispatch({ type: 'connected' });
});

afterEach(() => {
  reporter.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function arrives(change: Partial<ShownZone> = {}): void {
  seq += 1;
  store.dispatch({ type: 'zone', zone: { ...zone, ...change, seq } });
  vi.advanceTimersByTime(20);
}

describe('a screen', () => {
  it('reports after joining, and then only when its light changes', () => {
    arrives();
    expect(reports).toHaveLength(1);
    arrives({ occupancy: 4 });
    expect(reports).toHaveLength(1);
    arrives({ light: 'red', occupancy: 10, asOf: '2026-11-21T10:00:09.000Z' });
    expect(reports).toHaveLength(2);
    expect(reports[1]).toMatchObject({
      light: 'red',
      occupancy: 10,
      drawn: '2026-11-21T10:00:09.000Z',
      revision: '0.2.0:abc',
    });
    reporter.joined();
    arrives({ light: 'red', occupancy: 10 });
    expect(reports).toHaveLength(3);
  });

  it('measures by the message that was drawn, not by one whose time is over', () => {
    store.dispatch({ type: 'display', display: { ...display } });
    vi.advanceTimersByTime(20);
    expect(reports).toHaveLength(0);
    arrives();
    vi.advanceTimersByTime(1000);
    store.dispatch({ type: 'invalidate' });
    vi.advanceTimersByTime(20);
    expect(reports.map(({ light, drawn }) => [light, drawn])).toEqual([
      ['green', zone.asOf],
      ['unknown', undefined],
    ]);
  });

  it('reports every minute, without a time to measure by', () => {
    vi.advanceTimersByTime(60_000);
    expect(reports).toHaveLength(1);
    expect(reports[0]?.drawn).toBeUndefined();
  });

  it('says what the contract allows, also of an endless engine name and of errors', () => {
    listeners.get('error')?.({ message: 'y'.repeat(900) });
    listeners.get('unhandledrejection')?.({ reason: new Error('no room') });
    arrives();
    const [report] = reports.map((each) => displayReportSchema.parse(JSON.parse(JSON.stringify(each))));
    expect(report).toMatchObject({ errors: 2, lastError: 'Error: no room', width: 1920 });
    expect(report?.recentErrors?.map(({ text }) => text)).toEqual(['Error: no room', 'y'.repeat(200)]);
  });

  it('reports the last five errors, each with how long ago it was, and counts all', () => {
    for (let n = 1; n <= 7; n++) {
      listeners.get('error')?.({ message: `error ${n}` });
      vi.advanceTimersByTime(1000);
    }
    vi.advanceTimersByTime(53_000);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ errors: 7, lastError: 'error 7' });
    expect(reports[0]?.recentErrors).toEqual([
      { agoMs: 54_000, text: 'error 7' },
      { agoMs: 55_000, text: 'error 6' },
      { agoMs: 56_000, text: 'error 5' },
      { agoMs: 57_000, text: 'error 4' },
      { agoMs: 58_000, text: 'error 3' },
    ]);
  });

  it('reports a number that changes under the same light, four times a minute at most', () => {
    const occupancies = () => reports.map(({ occupancy }) => occupancy);
    /** As the sidecar repeats it: a message each second. */
    const advance = (seconds: number, change: Partial<ShownZone>) => {
      for (let n = 0; n < seconds; n++) {
        vi.advanceTimersByTime(980);
        arrives(change);
      }
    };
    arrives();
    advance(14, { occupancy: 4 });
    expect(occupancies()).toEqual([3]);
    advance(2, { occupancy: 5, asOf: '2026-11-21T10:00:16.000Z' });
    expect(occupancies()).toEqual([3, 5]);
    expect(reports[1]).toMatchObject({ light: 'green', drawn: '2026-11-21T10:00:16.000Z' });
    advance(20, { occupancy: 5 });
    expect(occupancies()).toEqual([3, 5]);
  });

  it('leaves nothing behind when it stops', () => {
    reporter.stop();
    expect(listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
