import { expect, test } from 'vitest';
import { roles, siteRoles } from '#lib/contract/principal.ts';
import { offeredRoles, offeredSiteRoles, tagInWords, typedTag } from './role-lists.ts';

test('the page offers every role there is', () => {
  expect(offeredRoles).toEqual(roles);
  expect(offeredSiteRoles).toEqual(siteRoles);
});

test.each([
  ['region:west', 'region:west'],
  [' region :  west: Alps ', 'region:west: Alps'],
  ['region', undefined],
  ['region:', undefined],
  ['Region: west', undefined],
  [`region:${'x'.repeat(61)}`, undefined],
])('the tag %j is taken as %j', (text, place) => {
  expect(typedTag(text)).toBe(place);
});

test('a tag is read with a space', () => {
  expect(tagInWords('region:west: Alps')).toBe('region: west: Alps');
});
