import { describe, expect, it } from 'vitest';
import type { SiteConfig } from '../config/configuration.ts';
import { DisplayDirectory } from './display-directory.ts';

const site: SiteConfig = {
  id: 'bern',
  name: 'Bern',
  timezone: 'Europe/Zurich',
  languages: ['de'],
  sensors: [],
  zones: [],
  displays: [
    { site: 'bern', id: 'open', zone: 'store', showNumber: true },
    { site: 'bern', id: 'keyed', zone: 'store', key: 'k3y', showNumber: true },
  ],
  simulated: false,
};

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

  it('tells how many screens are connected, and since when', () => {
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
    const one = revisionOf(new DisplayDirectory([site], '1.0.0'));
    expect(one).toMatch(/^1\.0\.0:/);
    expect(revisionOf(new DisplayDirectory([site], '1.0.0'))).toBe(one);
    expect(revisionOf(new DisplayDirectory([site], '1.1.0'))).not.toBe(one);
    const [open, ...rest] = site.displays;
    const changed = { ...site, displays: [{ ...open!, layout: 'bar' as const }, ...rest] };
    expect(revisionOf(new DisplayDirectory([changed], '1.0.0'))).not.toBe(one);
  });

  it('keeps what a screen reported over a change of the configuration', () => {
    const directory = new DisplayDirectory([site]);
    const report = {
      light: 'green',
      occupancy: 3,
      engine: 'Firefox/128.0',
      width: 10,
      height: 10,
      openMs: 0,
      clock: 0,
      errors: 0,
    } as const;
    directory.report('bern/open', report, 0);
    directory.report('bern/gone', report, 0);
    directory.replace([site]);
    expect(directory.statuses()[0]?.screen).toMatchObject({ light: 'green', engine: 'Firefox 128' });
  });

  it('greets a screen that was just paired once', () => {
    const directory = new DisplayDirectory([site]);
    directory.greet('bern/open');
    expect([directory.takeGreeting('bern/open'), directory.takeGreeting('bern/open')]).toEqual([true, false]);
  });

  it('names the further zones that a display shows', () => {
    const [open] = site.displays;
    const several = { ...site, displays: [{ ...open!, layout: 'zones' as const, zones: ['store', 'cafe'] }] };
    expect(new DisplayDirectory([several]).find('bern/open', undefined)).toMatchObject({
      zone: 'bern/store',
      others: ['bern/cafe'],
    });
  });
});
