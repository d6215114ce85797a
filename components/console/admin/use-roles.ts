import { useTranslations } from 'use-intl';
import type { Person } from '#lib/contract/person.ts';
import { useNames } from '../use-names.ts';
import { useAdminWords } from './admin-words.tsx';
import { isTag, tagInWords } from './role-lists.ts';

/** Describes the roles of a user or key: `Staff`, or `Manager at Bern, staff at all sites with region: west`. @param all whose roles are described */
export function useRoles(
  all: readonly Pick<Person, 'sites'>[],
): (granted: Pick<Person, 'role' | 'sites'>) => string {
  const t = useAdminWords();
  const account = useTranslations('account');
  const names = useNames(
    all.flatMap(({ sites }) => Object.keys(sites ?? {}).filter((place) => !isTag(place))),
  );
  return ({ role, sites }) => {
    if (sites === undefined) return role === undefined ? t('people.noRole') : account(`role.${role}`);
    return Object.entries(sites)
      .map(([place, given]) => {
        const role = account(`role.${given}`);
        return isTag(place)
          ? t('people.atTag', { role, tag: tagInWords(place) })
          : t('people.atSite', { role, site: names.site(place) });
      })
      .join(', ');
  };
}
