import { describe, expect, it } from 'vitest';
import type { DisplayStatus } from '#lib/contract/display.ts';
import type { DisplayScreen } from '#lib/contract/display-report.ts';
import type { Site } from '#lib/contract/site.ts';
import { troublesOfDisplay } from '#lib/display-troubles.ts';
import { arrangedFleet, chosenOf, type FleetChoice, fleetOf, withChanges } from './fleet.ts';

const siteAs = (id: string, name: string): Site => ({
  id,
  name,
  timezone: 'Europe/Zurich',
  languages: ['de'],
  simulated: false,
  tags: {},
});
const sites = [siteAs('bern', 'Bern Marktgasse'), siteAs('zurich', 'Zürich')];

const screen: DisplayScreen = {
  light: 'green',
  occupancy: 3,
  reportedAt: '2026-11-21T10:00:00.000Z',
  loadedAt: '2026-11-21T09:00:00.000Z',
  engine: 'Chromium 87 · BrightSign 8',
  width: 1920,
  height: 1080,
  version: '1.0.0',
  isCurrent: true,
  clockErrorMs: 40,
  errors: 0,
};
const status = (display: string, more: Partial<DisplayStatus> = {}): DisplayStatus => ({
  site: 'bern',
  display,
  zone: 'store',
  connections: 1,
  keyed: false,
  seenAt: '2026-11-21T09:00:00.000Z',
  screen,
  ...more,
});
const all: FleetChoice = { query: '', site: '', onlyTroubles: false };
const fleet = (statuses: readonly DisplayStatus[], isClosed = false) =>
  fleetOf({ sites, statuses, isClosed: () => isClosed });
const kinds = (of: DisplayStatus, isClosed = false) =>
  troublesOfDisplay(of, isClosed).map(({ kind }) => kind);

describe('what is wrong with a display', () => {
  it('is nothing where all is well', () => {
    expect(kinds(status('a'))).toEqual([]);
  });

  it('is that its screen has gone, but not while its zone is closed, nor where none was ever there', () => {
    const gone = status('a', { connections: 0 });
    expect(troublesOfDisplay(gone, false)).toEqual([{ kind: 'gone', since: gone.seenAt }]);
    expect(kinds(gone, true)).toEqual([]);
    const { seenAt: _seenAt, screen: _screen, ...never } = gone;
    expect(kinds(never)).toEqual([]);
  });

  it('is what a screen says of itself while it is there, the worst first', () => {
    const faulty = { ...screen, errors: 2, clockErrorMs: -95_000, isCurrent: false };
    expect(kinds(status('a', { screen: faulty, lowContrast: ['red'] }))).toEqual([
      'errors',
      'clock',
      'version',
      'contrast',
    ]);
    expect(kinds(status('a', { screen: faulty, connections: 0 }))).toEqual(['gone']);
  });

  it('is that several screens use one address, and what is wrong with any of them', () => {
    const twice = status('a', { connections: 2, screens: [screen, { ...screen, errors: 1 }] });
    expect(troublesOfDisplay(twice, false)).toEqual([
      { kind: 'twice', screens: 2 },
      { kind: 'errors', count: 1 },
    ]);
  });
});

describe('the fleet', () => {
  const statuses = [
    status('screen-10', { site: 'zurich' }),
    status('screen-2', { site: 'zurich' }),
    status('lift', { name: 'Lift', lowContrast: ['red'] }),
    status('north', { name: 'North entrance' }),
    status('south', { connections: 0 }),
  ];
  const outline = (choice: FleetChoice) =>
    arrangedFleet(
      chosenOf(fleet(statuses), choice, () => 'Café'),
      sites,
    ).map((item) =>
      item.kind === 'heading' ? `${item.site?.name ?? 'troubled'} (${item.count})` : item.display.path,
    );

  it('begins with what wants looking after, then has each site with the rest', () => {
    expect(outline(all)).toEqual([
      'troubled (2)',
      'bern/south',
      'bern/lift',
      'Bern Marktgasse (1)',
      'bern/north',
      'Zürich (2)',
      'zurich/screen-2',
      'zurich/screen-10',
    ]);
  });

  it('is searched by name, site, zone and engine, without accents', () => {
    expect(outline({ ...all, query: 'zurich 10' })).toEqual(['Zürich (1)', 'zurich/screen-10']);
    expect(outline({ ...all, query: 'cafe brightsign north' })).toEqual([
      'Bern Marktgasse (1)',
      'bern/north',
    ]);
    expect(outline({ ...all, query: 'nothing' })).toEqual([]);
  });

  it('is filtered by site, and by what has problems', () => {
    expect(outline({ ...all, site: 'zurich' })).toEqual([
      'Zürich (2)',
      'zurich/screen-2',
      'zurich/screen-10',
    ]);
    expect(outline({ ...all, onlyTroubles: true })).toEqual(['troubled (2)', 'bern/south', 'bern/lift']);
  });

  it('takes over what has changed, and leaves the rest as it is', () => {
    const changed = status('north', { connections: 0 });
    const after = withChanges(statuses, { isAll: false, displays: [changed] });
    expect(after[3]).toBe(changed);
    expect(after[0]).toBe(statuses[0]);
    expect(withChanges(statuses, { isAll: false, displays: [] })).toBe(statuses);
    expect(withChanges(statuses, { isAll: true, displays: [changed] })).toEqual([changed]);
  });
});
