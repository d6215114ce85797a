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
});
