import { describe, expect, it } from 'vitest';
import type { DisplayReport } from '#lib/contract/display-report.ts';
import type { Path } from '#lib/contract/path.ts';
import { sampleSite } from '#server/test-support/sample-site.ts';
import { DisplayDirectory } from './display-directory.ts';
import type { LastSeen } from './last-seen-store.ts';

const site = sampleSite({
  languages: ['de'],
  displays: [
    { site: 'bern', id: 'open', zone: 'store', showNumber: true },
    { site: 'bern', id: 'keyed', zone: 'store', key: 'k3y', showNumber: true },
  ],
});

const report: DisplayReport = {
  light: 'green',
  occupancy: 3,
  engine: 'Firefox/128.0',
  width: 10,
  height: 10,
  openMs: 0,
  clock: 0,
  errors: 0,
};
const ten = '2026-11-21T10:00:00.000Z';
const eleven = '2026-11-21T11:00:00.000Z';

describe('the directory of displays', () => {
  it('shows a display without a key to anyone', () => {
    expect(new DisplayDirectory([site]).find('bern/open', undefined)).toMatchObject({ zone: 'bern/store' });
  });

  it('shows a display with a key only to who has it', () => {
    const directory = new DisplayDirectory([site]);
    expect(directory.find('bern/keyed', 'k3y')).toMatchObject({ path: 'bern/keyed' });
    expect(directory.find('bern/keyed', 'K3Y')).toBe('wrong-key');
    expect(directory.find('bern/keyed', undefined)).toBe('wrong-key');
    expect(directory.find('bern/other', 'k3y')).toBe('unknown');
  });

  it('reports how many screens are connected, and since when', () => {
    const directory = new DisplayDirectory([site]);
    directory.seen('bern/open', 2, '2026-11-21T10:00:00.000Z');
    expect(directory.statuses()).toMatchObject([
      { display: 'open', connections: 2, seenAt: '2026-11-21T10:00:00.000Z', keyed: false },
      { display: 'keyed', connections: 0, keyed: true },
    ]);
  });

  it('has another revision for another version, and for another look of the same', () => {
    const revisionOf = (directory: DisplayDirectory) => {
      const found = directory.find('bern/open', undefined);
      return typeof found === 'string' ? found : found.settings.revision;
    };
    const one = revisionOf(new DisplayDirectory([site], { version: '1.0.0' }));
    expect(one).toMatch(/^1\.0\.0:/);
    expect(revisionOf(new DisplayDirectory([site], { version: '1.0.0' }))).toBe(one);
    expect(revisionOf(new DisplayDirectory([site], { version: '1.1.0' }))).not.toBe(one);
    const [open, ...rest] = site.displays;
    const changed = { ...site, displays: [{ ...open!, layout: 'bar' as const }, ...rest] };
    expect(revisionOf(new DisplayDirectory([changed], { version: '1.0.0' }))).not.toBe(one);
  });

  it('keeps what a screen reported over a change of the configuration', () => {
    const directory = new DisplayDirectory([site]);
    directory.report('bern/open', 'a', report, 0);
    directory.report('bern/gone', 'a', report, 0);
    directory.set(site);
    expect(directory.statuses()[0]?.screen).toMatchObject({ light: 'green', engine: 'Firefox 128' });
  });

  it('greets a screen that was just paired once', () => {
    const directory = new DisplayDirectory([site]);
    directory.greet('bern/open');
    expect([directory.acceptGreeting('bern/open'), directory.acceptGreeting('bern/open')]).toEqual([
      true,
      false,
    ]);
  });

  it('names the further zones that a display shows', () => {
    const [open] = site.displays;
    const several = { ...site, displays: [{ ...open!, layout: 'zones' as const, zones: ['store', 'cafe'] }] };
    expect(new DisplayDirectory([several]).find('bern/open', undefined)).toMatchObject({
      zone: 'bern/store',
      others: ['bern/cafe'],
    });
  });

  it('distinguishes two screens under one address, until one of them goes', () => {
    const directory = new DisplayDirectory([site]);
    directory.seen('bern/open', 1, ten);
    directory.report('bern/open', 'a', report, 0);
    expect(directory.statuses()[0]?.screens).toBeUndefined();
    directory.seen('bern/open', 2, ten);
    directory.report('bern/open', 'b', { ...report, light: 'red', width: 20 }, 0);
    directory.report('bern/open', 'a', report, 60_000);
    expect(directory.statuses()[0]?.screens?.map(({ light, width }) => [light, width])).toEqual([
      ['green', 10],
      ['red', 20],
    ]);
    directory.seen('bern/open', 1, ten, 'a');
    const [left] = directory.statuses();
    expect(left?.screens).toBeUndefined();
    expect(left?.screen).toMatchObject({ light: 'red', width: 20 });
  });

  it('remembers a display over a restart: when it was seen last, and what it said', () => {
    const before = new DisplayDirectory([site]);
    before.seen('bern/open', 1, ten);
    before.report('bern/open', 'a', { ...report, revision: ':old' }, Date.parse(eleven));
    const lastSeen = new Map<Path, LastSeen>(before.lastSeen().map((each) => [each.path, each]));
    const after = new DisplayDirectory([site], { version: '2.0.0', lastSeen });
    expect(after.statuses()).toMatchObject([
      // It reported after it connected: that was the last sign of life.
      { connections: 0, seenAt: eleven, screen: { light: 'green', isCurrent: false } },
      { connections: 0 },
    ]);
    expect(after.statuses()[1]).not.toHaveProperty('seenAt');
    expect(after.known()).toEqual([{ site: 'bern', display: 'open', connections: 0 }]);
  });

  it('knows a display that was seen before anything else was remembered', () => {
    const lastSeen = { site: 'bern', display: 'keyed', seenAt: undefined, kept: undefined };
    const directory = new DisplayDirectory([site], { lastSeen: new Map([['bern/keyed', lastSeen]]) });
    expect(directory.known()).toMatchObject([{ display: 'keyed' }]);
    expect(directory.statuses()[1]).not.toHaveProperty('seenAt');
  });

  it('forgets a display that was removed: the next one of that name is a new one', () => {
    const directory = new DisplayDirectory([site]);
    directory.seen('bern/open', 0, ten);
    directory.set({ ...site, displays: [] });
    expect(directory.known()).toEqual([]);
    directory.set(site);
    expect(directory.known()).toEqual([]);
  });

  it('keeps a display that was renamed or moved to another zone', () => {
    const directory = new DisplayDirectory([site]);
    directory.seen('bern/open', 0, ten);
    const [open] = site.displays;
    directory.set({ ...site, displays: [{ ...open!, name: 'North', zone: 'cafe' }] });
    expect(directory.known()).toEqual([{ site: 'bern', display: 'open', name: 'North', connections: 0 }]);
  });

  it('reports only what has changed since the last call', () => {
    const directory = new DisplayDirectory([site]);
    const first = directory.changes(undefined);
    expect(first).toMatchObject({ isAll: true, displays: [{ display: 'open' }, { display: 'keyed' }] });
    expect(directory.changes(first.cursor)).toEqual({ ...first, isAll: false, displays: [] });
    directory.report('bern/keyed', 'a', report, 0);
    const second = directory.changes(first.cursor);
    expect(second).toMatchObject({ isAll: false, displays: [{ display: 'keyed' }] });
    // The same report a minute later, with a clock a few milliseconds off, is no change.
    directory.report('bern/keyed', 'a', { ...report, openMs: 60_000, clock: 60_030 }, 60_000);
    expect(directory.changes(second.cursor).displays).toEqual([]);
    directory.report('bern/keyed', 'a', { ...report, openMs: 120_000, clock: 125_000 }, 120_000);
    expect(directory.changes(second.cursor).displays).toHaveLength(1);
  });

  it('reports everything to who asked before the configuration changed, or asks nonsense', () => {
    const directory = new DisplayDirectory([site]);
    const { cursor } = directory.changes(undefined);
    directory.set({ ...site, displays: site.displays.slice(0, 1) });
    expect(directory.changes(cursor)).toMatchObject({ isAll: true, displays: [{ display: 'open' }] });
    expect(directory.changes(`${cursor}.x`).isAll).toBe(true);
    expect(directory.changes('nonsense').isAll).toBe(true);
  });

  it('lists a look without pictures that are data', () => {
    const [open] = site.displays;
    const theme = { logo: 'data:image/png;base64,AAAA', texts: { de: { green: 'Hallo' } } };
    const directory = new DisplayDirectory([{ ...site, displays: [{ ...open!, look: theme }] }]);
    expect(directory.statuses()[0]?.look).toEqual({ texts: { de: { green: 'Hallo' } } });
  });
});
