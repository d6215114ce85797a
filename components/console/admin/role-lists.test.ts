import { expect, test } from 'vitest';
import { roles, siteRoles } from '#lib/contract/principal.ts';
import { offeredRoles, offeredSiteRoles, sitesWith, tagInWords, typedTag } from './role-lists.ts';

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

test('a tag matches the sites that carry it with just this value', () => {
  const sites: Parameters<typeof sitesWith>[1] = [
    { tags: { region: 'west: Alps' } },
    { tags: { format: 'west' } },
    { tags: {} },
  ];
  expect(sitesWith('region:west: Alps', sites)).toBe(1);
  expect(sitesWith('region:west', sites)).toBe(0);
  expect(tagInWords('region:west: Alps')).toBe('region: west: Alps');
});
