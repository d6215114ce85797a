import { expect, test } from 'vitest';
import { roles, siteRoles } from '#lib/contract/principal.ts';
import { offeredRoles, offeredSiteRoles } from './role-lists.ts';

test('the page offers every role there is', () => {
  expect(offeredRoles).toEqual(roles);
  expect(offeredSiteRoles).toEqual(siteRoles);
});
