import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field, fieldClass } from '#components/ui/field.tsx';
import type { RolesAtSites } from '#lib/contract/person.ts';
import type { Role, SiteRole } from '#lib/contract/principal.ts';
import { useConsole } from '../console-context.ts';
import { SiteField } from '../site-field.tsx';
import { useFetched } from '../use-command.ts';
import { useNames } from '../use-names.ts';
import { useAdminWords } from './admin-words.tsx';
import { RoleChoice } from './role-choice.tsx';
import { isTag, offeredRoles, offeredSiteRoles, tagInWords, typedTag } from './role-lists.ts';

const places = ['everywhere', 'someSites', 'byTag'] as const;

/** One role at all sites, or roles at single ones and by tag. */
export interface ChosenRoles {
  readonly where: (typeof places)[number];
  readonly role: Role;
  readonly sites: RolesAtSites;
}

/** The choice to begin with: of a person, or of a new key. */
export function chosenRoles(
  role: Role,
  granted: { readonly role?: Role; readonly sites?: RolesAtSites } = {},
): ChosenRoles {
  const { sites } = granted;
  const isByTag = Object.keys(sites ?? {}).some(isTag);
  const where = sites === undefined ? 'everywhere' : isByTag ? 'byTag' : 'someSites';
  return { where, role: granted.role ?? role, sites: sites ?? {} };
}

/** The chosen roles in the form of the API; undefined if single sites are wanted and none is chosen. */
export function grantedBy({ where, role, sites }: ChosenRoles) {
  if (where === 'everywhere') return { role };
  return Object.keys(sites).length === 0 ? undefined : { sites };
}

export interface RolesFieldProps {
  readonly value: ChosenRoles;
  /** Label of the single role; default: a person's. */
  readonly label?: string;
  readonly onChange: (value: ChosenRoles) => void;
}

/** Chooses the sites and roles of a user or key. What is chosen of the other kind stays in view: it holds as well. */
export function RolesField({ value, label, onChange }: RolesFieldProps) {
  const t = useAdminWords();
  const { where, sites: given } = value;
  const hasTags = Object.keys(given).some(isTag);
  const hasSites = Object.keys(given).some((place) => !isTag(place));
  const change = (place: string, role: SiteRole | undefined) => {
    const { [place]: _, ...others } = given;
    onChange({ ...value, sites: role === undefined ? others : { ...given, [place]: role } });
  };
  return (
    <>
      <fieldset>
        <legend className="mb-1.5 text-base font-medium">{t('people.where')}</legend>
        <div className="grid gap-3 sm:grid-cols-3">
          {places.map((place) => (
            <label
              key={place}
              className="flex min-h-12 cursor-pointer items-center gap-3 rounded-lg border border-muted px-3 has-[:checked]:border-ink has-[:checked]:shadow-[inset_0_0_0_1px_rgb(var(--ink))]"
            >
              <input
                type="radio"
                name="where"
                checked={where === place}
                onChange={() => onChange({ ...value, where: place })}
                className="h-5 w-5 flex-none accent-ink"
              />
              <span className="font-medium">{t(`people.${place}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {where === 'everywhere' && (
        <RoleChoice
          label={label ?? t('people.role')}
          offered={offeredRoles}
          value={value.role}
          onChange={(role) => onChange({ ...value, role })}
        />
      )}
      {(where === 'byTag' || (where === 'someSites' && hasTags)) && (
        <TagRoles given={given} onChange={change} />
      )}
      {(where === 'someSites' || (where === 'byTag' && hasSites)) && (
        <SiteRoles given={given} isOnlyChosen={where === 'byTag'} onChange={change} />
      )}
    </>
  );
}

interface PlacesProps {
  readonly given: RolesAtSites;
  readonly onChange: (place: string, role: SiteRole | undefined) => void;
}

/** Roles at all sites with a tag, and how many these are now. */
function TagRoles({ given, onChange }: PlacesProps) {
  const t = useAdminWords();
  const { value: tags = [] } = useFetched('tags', (api) => api.GET('/api/v1/tags'));
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const add = () => {
    const tag = typedTag(typed);
    setIsWrong(tag === undefined);
    if (tag === undefined) return;
    if (given[tag] === undefined) onChange(tag, 'staff');
    setTyped('');
  };
  const noteOn = (tag: string) => {
    const count = tags.find((each) => each.tag === tag)?.sites ?? 0;
    return count === 0 ? t('people.tagNowhere') : t('people.tagMatches', { count });
  };
  return (
    <div className="space-y-4">
      {Object.keys(given)
        .filter(isTag)
        .map((tag) => (
          <RoleField
            key={tag}
            label={t('people.roleAtTag', { tag: tagInWords(tag) })}
            note={noteOn(tag)}
            value={given[tag]}
            onChange={(role) => onChange(tag, role)}
          />
        ))}
      <div className="flex items-start gap-3">
        <Field
          className="min-w-0 flex-1"
          label={t('people.tag')}
          hint={t('people.tagHint')}
          list={listId}
          autoCapitalize="none"
          value={typed}
          onChange={(event) => {
            setIsWrong(false);
            setTyped(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // The tag is added; the form around it is not sent yet.
            event.preventDefault();
            add();
          }}
          error={isWrong ? t('people.wrongTag') : undefined}
        />
        <Button className="mt-7" onClick={add}>
          {t('people.addTag')}
        </Button>
      </div>
      <datalist id={listId}>
        {tags.map(({ tag }) => (
          <option key={tag} value={tagInWords(tag)} />
        ))}
      </datalist>
    </div>
  );
}

/** Roles at single sites: of a few at each, of many at those that have one and those that are added. */
function SiteRoles({ given, isOnlyChosen, onChange }: PlacesProps & { readonly isOnlyChosen: boolean }) {
  const t = useAdminWords();
  const { sites, isMany } = useConsole();
  const chosen = Object.keys(given).filter((place) => !isTag(place));
  const shown = isMany || isOnlyChosen ? chosen : sites.map(({ id }) => id);
  const names = useNames(shown);
  return (
    <div className="space-y-4">
      {shown.map((id) => (
        <RoleField
          key={id}
          label={t('people.roleAt', { site: names.site(id) })}
          value={given[id]}
          onChange={(role) => onChange(id, role)}
        />
      ))}
      {isMany && !isOnlyChosen && (
        <SiteField
          label={t('people.addSite')}
          value=""
          onChange={(site) => given[site] === undefined && onChange(site, 'staff')}
        />
      )}
    </div>
  );
}

interface RoleFieldProps {
  readonly label: string;
  readonly note?: string;
  readonly value: SiteRole | undefined;
  readonly onChange: (role: SiteRole | undefined) => void;
}

function RoleField({ label, note, value, onChange }: RoleFieldProps) {
  const t = useAdminWords();
  const account = useTranslations('account');
  const id = useId();
  return (
    <div className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-2">
      <label htmlFor={id} className="min-w-0 break-words font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) => onChange(offeredSiteRoles.find((role) => role === event.target.value))}
        aria-describedby={note && `${id}-note`}
        className={fieldClass}
      >
        <option value="">{t('people.noRole')}</option>
        {offeredSiteRoles.map((role) => (
          <option key={role} value={role}>
            {account(`role.${role}`)}
          </option>
        ))}
      </select>
      {note !== undefined && (
        <p id={`${id}-note`} role="status" className="text-sm text-muted sm:col-span-2">
          {note}
        </p>
      )}
    </div>
  );
}
