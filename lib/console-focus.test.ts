import { expect, test } from 'vitest';
import { addressHeader, focusOf, siteCookie, siteOfAddress } from './console-focus.ts';

test.each([
  ['/console/zones/bern/store', 'bern'],
  ['/below/console/sensors/bern/door-a?_rsc=1', 'bern'],
  ['/console/opening/bern', 'bern'],
  ['/console/settings/bern?x=1', 'bern'],
  ['/console/history?zone=bern/store&kind=day', 'bern'],
  ['/console/history?kind=day&zone=bern%2Fstore', 'bern'],
  ['/console/displays?site=bern', 'bern'],
  ['/console/settings/add-site', undefined],
  ['/console/settings', undefined],
  ['/console/wall', undefined],
  ['/console/zones/Bern/store', undefined],
])('the site of %s is %s', (address, site) => {
  expect(siteOfAddress(address)).toBe(site);
});

test('a page is about the site in its address, then about the last one', () => {
  const headers = (address: string, cookie: string) =>
    new Headers({ [addressHeader]: address, cookie: `a=b; ${cookie}` });
  const kept = `${siteCookie}=chur`;
  expect(focusOf(headers('/console/zones/bern/store', kept))).toBe('bern');
  expect(focusOf(headers('/console', kept))).toBe('chur');
  expect(focusOf(headers('/console', `${siteCookie}=<script>`))).toBeUndefined();
  expect(focusOf(new Headers())).toBeUndefined();
});
