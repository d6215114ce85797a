import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type AlertKind, alertKinds } from '#lib/contract/alert.ts';
import { alertAddress } from './alert-address.ts';

const manager = { isMany: false, mayConfigure: true };
const staff = { isMany: false, mayConfigure: false };
const addressOf = (kind: AlertKind, reader = manager) =>
  alertAddress({ kind, site: 'bern', subject: 'one' }, reader);

it('leads from a lamp to the page of the lamp, and from a zone to the page of the zone', () => {
  expect(addressOf('lamp')).toBe('/console/settings/bern/lamps/one');
  expect(addressOf('full')).toBe('/console/zones/bern/one');
});

it('leads from every kind of alert to a page that there is', () => {
  const app = join(import.meta.dirname, '../../../app');
  for (const kind of alertKinds) {
    const path = addressOf(kind)?.split('?')[0] ?? 'no page';
    const folder = path.replace('/bern', '/[site]');
    const candidates = ['zone', 'sensor', 'lamp'].map((id) => folder.replace('/one', `/[${id}]`));
    expect(
      candidates.some((each) => existsSync(join(app, each, 'page.tsx'))),
      `${kind}: ${path}`,
    ).toBe(true);
  }
});

it('leads nobody to settings that they may not open', () => {
  for (const kind of alertKinds) expect(addressOf(kind, staff) ?? '').not.toContain('/settings/');
  expect(addressOf('sensor', staff)).toBe('/console/sensors/bern/one');
});

it('names the site where the displays of one site are shown at a time', () => {
  expect(addressOf('display', { ...manager, isMany: true })).toBe('/console/displays?site=bern');
  expect(addressOf('display')).toBe('/console/displays');
});
