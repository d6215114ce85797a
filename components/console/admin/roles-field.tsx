'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { fieldClass } from '#components/ui/field.tsx';
import type { RolesAtSites } from '#lib/contract/person.ts';
import type { Role, SiteRole } from '#lib/contract/principal.ts';
import { useConsole } from '../console-context.ts';
import { useAdminWords } from './admin-words.tsx';
import { RoleChoice } from './role-choice.tsx';
import { offeredRoles, offeredSiteRoles } from './role-lists.ts';

/** One role at all sites, or roles at single ones. */
export interface ChosenRoles {
  readonly isEverywhere: boolean;
  readonly role: Role;
  readonly sites: RolesAtSites;
}

/** The chosen roles in the form of the API; undefined if single sites are wanted and none is chosen. */
export function grantedBy({ isEverywhere, role, sites }: ChosenRoles) {
  if (isEverywhere) return { role };
  return Object.keys(sites).length === 0 ? undefined : { sites };
}

export interface RolesFieldProps {
  readonly value: ChosenRoles;
  /** Label of the single role; default: a person's. */
  readonly label?: string;
  readonly onChange: (value: ChosenRoles) => void;
}

/** Chooses the sites and roles of a user or key. */
export function RolesField({ value, label, onChange }: RolesFieldProps) {
  const t = useAdminWords();
  const { sites } = useConsole();
  return (
    <>
      <fieldset>
        <legend className="mb-1.5 text-base font-medium">{t('people.where')}</legend>
        <div className="grid grid-cols-2 gap-3">
          {[true, false].map((isEverywhere) => (
            <label
              key={String(isEverywhere)}
              className="flex min-h-12 cursor-pointer items-center gap-3 rounded-lg border border-muted px-3 has-[:checked]:border-ink has-[:checked]:shadow-[inset_0_0_0_1px_rgb(var(--ink))]"
            >
              <input
                type="radio"
                name="where"
                checked={value.isEverywhere === isEverywhere}
                onChange={() => onChange({ ...value, isEverywhere })}
                className="h-5 w-5 accent-ink"
              />
              <span className="font-medium">
                {t(isEverywhere ? 'people.everywhere' : 'people.someSites')}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {value.isEverywhere ? (
        <RoleChoice
          label={label ?? t('people.role')}
          offered={offeredRoles}
          value={value.role}
          onChange={(role) => onChange({ ...value, role })}
        />
      ) : (
        <div className="space-y-4">
          {sites.map(({ id, name }) => (
            <SiteRoleField
              key={id}
              site={name}
              value={value.sites[id]}
              onChange={(role) => {
                const { [id]: _, ...others } = value.sites;
                onChange({ ...value, sites: role === undefined ? others : { ...others, [id]: role } });
              }}
            />
          ))}
        </div>
      )}
    </>
  );
}

interface SiteRoleFieldProps {
  readonly site: string;
  readonly value: SiteRole | undefined;
  readonly onChange: (role: SiteRole | undefined) => void;
}

function SiteRoleField({ site, value, onChange }: SiteRoleFieldProps) {
  const t = useAdminWords();
  const account = useTranslations('account');
  const id = useId();
  return (
    <div className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-2">
      <label htmlFor={id} className="font-medium">
        {t('people.roleAt', { site })}
      </label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) => onChange(offeredSiteRoles.find((role) => role === event.target.value))}
        className={fieldClass}
      >
        <option value="">{t('people.noRole')}</option>
        {offeredSiteRoles.map((role) => (
          <option key={role} value={role}>
            {account(`role.${role}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
