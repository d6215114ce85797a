import { expect, test } from 'vitest';
import { settingsFrom, themeOf, withSettings } from './bulk-settings.ts';

const entered = (values: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return settingsFrom(data);
};
const site = { kind: 'site', document: { name: 'Bern', languages: ['de'], resetAt: '05:00' } } as const;
const zone = { kind: 'zone', document: { name: 'Store', capacity: 10, amberAt: 0.8 } } as const;

test('only what is filled in is changed', () => {
  expect(entered({ resetAt: '', amberAt: ' ', redAt: '', closedOn: '' })).toBeUndefined();
  expect(entered({ amberAt: '75', resetAt: '04:30' })).toEqual({ amberAt: 0.75, resetAt: '04:30' });
});

test('a site gets its reset and its day, a zone its limits, other entries nothing', () => {
  const settings = { resetAt: '04:30', amberAt: 0.7, redAt: 0.9, closedOn: '2026-12-24' };
  expect(withSettings(site, settings)).toEqual({
    ...site.document,
    resetAt: '04:30',
    specialDays: [{ date: '2026-12-24', hours: 'closed' }],
  });
  expect(withSettings(zone, settings)).toEqual({ ...zone.document, amberAt: 0.7, redAt: 0.9 });
  expect(withSettings({ kind: 'sensor', document: {} }, settings)).toBeUndefined();
});

test('what is there already is not saved again', () => {
  expect(withSettings(site, { resetAt: '05:00', amberAt: 0.5 })).toBeUndefined();
  expect(withSettings(zone, { amberAt: 0.8, closedOn: '2026-12-24' })).toBeUndefined();
  const settings = { closedOn: '2026-12-24' };
  const once = withSettings(site, settings)!;
  expect(withSettings({ kind: 'site', document: once }, settings)).toBeUndefined();
});

test('weekly hours come or go as a whole', () => {
  const hours = { 'mon-fri': '09:00-20:00', 'sat-sun': 'closed' };
  const open = withSettings(site, { hours })!;
  expect(open).toEqual({ ...site.document, hours });
  expect(withSettings({ kind: 'site', document: open }, { hours })).toBeUndefined();
  expect(withSettings({ kind: 'site', document: open }, { hours: null })).toEqual(site.document);
  expect(withSettings(site, { hours: null })).toBeUndefined();
});

test('displays get a theme from another one, and keep what they show and who may see them', () => {
  const model = { zone: 'shop', name: 'Model', key: 'secret', layout: 'bar', colours: { green: '#00ff00' } };
  const theme = themeOf(model);
  expect(theme).toEqual({ layout: 'bar', colours: { green: '#00ff00' } });
  const document = { zone: 'store', name: 'Entrance', layout: 'light', logo: '/media/a.png' };
  expect(withSettings({ kind: 'display', document }, { theme })).toEqual({
    ...{ zone: 'store', name: 'Entrance' },
    ...theme,
  });
  expect(withSettings({ kind: 'display', document: model }, { theme })).toBeUndefined();
  expect(withSettings(site, { theme })).toBeUndefined();
});

test('the zones that a display shows are its own: another theme leaves that layout, and none brings it', () => {
  const theme = themeOf({ zone: 'a', layout: 'zones', zones: ['b'], speak: true });
  expect(theme).toEqual({ speak: true });
  const document = { zone: 'store', layout: 'zones', zones: ['hall'] };
  expect(withSettings({ kind: 'display', document }, { theme })).toEqual({ ...document, speak: true });
});
