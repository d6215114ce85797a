import { describe, expect, it } from 'vitest';
import type { SiteConfig } from '#server/platform/config/configuration.ts';
import { DisplayDirectory } from './display-directory.ts';
import { FleetIndex } from './fleet-index.ts';

const at = '2026-11-21T10:00:00.000Z';

function siteOf(id: string, name: string, displays: readonly string[]): SiteConfig {
  return {
    ...{ id, name, timezone: 'Europe/Zurich', languages: ['de'], sensors: [], zones: [], simulated: false },
    displays: displays.map((display) => ({ site: id, id: display, zone: 'store', showNumber: true })),
  };
}

function fleetOf(...sites: readonly SiteConfig[]) {
  const directory = new DisplayDirectory(sites);
  const closed = new Set<string>();
  const now = new Map(sites.map((site) => [site.id, site]));
  const index = new FleetIndex({
    changes: (since) => directory.changes(since),
    site: (id) => now.get(id),
    isClosed: ({ id }) => closed.has(id),
  });
  const read = (more: object = {}, sees: (site: string) => boolean = () => true) => {
    const page = index.page({ search: '', onlyTroubled: false, from: 0, count: 10, ...more }, sees);
    return { ...page, displays: page.displays.map(({ site, display }) => `${site}/${display}`) };
  };
  return { directory, closed, now, read };
}

const zurich = siteOf('zh', 'Zürich', ['entrance', 'back']);
const bern = siteOf('bern', 'Bern', ['door-10', 'door-2']);

describe('the displays of all sites', () => {
  it('stand by site and name, and those with problems before', () => {
    const { directory, read } = fleetOf(zurich, bern);
    expect(read()).toEqual({
      ...{ total: 4, troubled: 0, from: 0 },
      displays: ['bern/door-2', 'bern/door-10', 'zh/back', 'zh/entrance'],
    });
    directory.seen('zh/entrance', 2, at);
    directory.seen('zh/back', 1, at);
    directory.seen('zh/back', 0, at);
    expect(read()).toMatchObject({
      troubled: 2,
      displays: ['zh/back', 'zh/entrance', 'bern/door-2', 'bern/door-10'],
    });
    directory.seen('zh/back', 1, at);
    expect(read({ onlyTroubled: true })).toMatchObject({ total: 1, troubled: 1, displays: ['zh/entrance'] });
  });

  it('are sent as far as they are in view, and found by parts of any name', () => {
    const { read } = fleetOf(zurich, bern);
    expect(read({ from: 1, count: 2 })).toMatchObject({
      total: 4,
      from: 1,
      displays: ['bern/door-10', 'zh/back'],
    });
    expect(read({ search: 'zurich back' }).displays).toEqual(['zh/back']);
    expect(read({ search: 'DOOR store' }).displays).toEqual(['bern/door-2', 'bern/door-10']);
    expect(read({ search: 'nowhere' })).toMatchObject({ total: 0, displays: [] });
  });

  it('have no problem where the site is closed and the screens are switched off', () => {
    const { directory, closed, read } = fleetOf(zurich, bern);
    directory.seen('zh/back', 1, at);
    directory.seen('zh/back', 0, at);
    expect(read().troubled).toBe(1);
    closed.add('zh');
    expect(read().troubled).toBe(0);
  });

  it('are neither shown nor counted for who may not read at their site', () => {
    const { directory, read } = fleetOf(zurich, bern);
    directory.seen('zh/entrance', 2, at);
    expect(read({}, (site) => site === 'bern')).toEqual({
      ...{ total: 2, troubled: 0, from: 0 },
      displays: ['bern/door-2', 'bern/door-10'],
    });
  });

  it('follow the configuration', () => {
    const { directory, now, read } = fleetOf(zurich, bern);
    expect(read().total).toBe(4);
    const renamed = siteOf('zh', 'Aarau', ['entrance']);
    now.set('zh', renamed);
    directory.set(renamed);
    expect(read().displays).toEqual(['zh/entrance', 'bern/door-2', 'bern/door-10']);
  });
});
