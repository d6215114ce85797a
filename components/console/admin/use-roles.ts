'use client';

import { useTranslations } from 'use-intl';
import type { Person } from '#lib/contract/person.ts';
import { useConsole } from '../console-context.ts';
import { useAdminWords } from './admin-words.tsx';

/** Describes the roles of a user or key: `Staff`, or `Manager at Bern, staff at Genf`. */
export function useRoles(): (granted: Pick<Person, 'role' | 'sites'>) => string {
  const t = useAdminWords();
  const account = useTranslations('account');
  const known = useConsole().sites;
  return ({ role, sites }) => {
    if (sites === undefined) return role === undefined ? t('people.noRole') : account(`role.${role}`);
    return Object.entries(sites)
      .map(([site, atSite]) =>
        t('people.atSite', {
          role: account(`role.${atSite}`),
          site: known.find(({ id }) => id === site)?.name ?? site,
        }),
      )
      .join(', ');
  };
}
