import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { fieldClass, labelClass } from '#components/ui/field.tsx';
import { ForwardIcon } from '#components/ui/icons.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { useConsole } from './console-context.ts';
import { SiteSearch } from './site-search.tsx';
import { useSiteName } from './use-names.ts';

export interface SiteFieldProps {
  readonly label: string;
  /** An id; empty: none. */
  readonly value: string;
  /** The words for none; without them one has to be chosen. */
  readonly none?: string;
  readonly isSmall?: boolean;
  readonly onChange: (site: string) => void;
}

/** Chooses one site: of a few from a list, of many by searching for it. */
export function SiteField({ label, value, none, isSmall, onChange }: SiteFieldProps) {
  const { sites, isMany } = useConsole();
  if (isMany) return <SearchedSite {...{ label, value, none, isSmall, onChange }} />;
  return (
    <SelectField
      label={label}
      value={value}
      isSmall={isSmall}
      onChange={({ target }) => onChange(target.value)}
      options={sites.map(({ id, name }) => ({ value: id, name }))}
    >
      {none !== undefined && <option value="">{none}</option>}
    </SelectField>
  );
}

interface SearchedSiteProps extends Omit<SiteFieldProps, 'none' | 'isSmall'> {
  readonly none: string | undefined;
  readonly isSmall: boolean | undefined;
}

function SearchedSite({ label, value, none, isSmall, onChange }: SearchedSiteProps) {
  const t = useTranslations('app');
  const [isOpen, setIsOpen] = useState(false);
  const name = useSiteName(value);
  const id = useId();
  const pick = (site: string) => {
    setIsOpen(false);
    onChange(site);
  };
  return (
    <div className="min-w-0">
      <span id={id} className={labelClass(isSmall)}>
        {label}
      </span>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-labelledby={`${id} ${id}-value`}
        data-site-field={value}
        onClick={() => setIsOpen(true)}
        className={`${fieldClass} flex items-center gap-2 text-left`}
      >
        <span id={`${id}-value`} className="min-w-0 flex-1 truncate">
          {value === '' ? (none ?? t('chooseSite')) : name}
        </span>
        <span aria-hidden="true" className="rotate-90">
          <ForwardIcon size={18} />
        </span>
      </button>
      {isOpen && (
        <Sheet title={label} onClose={() => setIsOpen(false)}>
          <SiteSearch
            onPick={(site) => pick(site.id)}
            {...(none !== undefined && { none, onNone: () => pick('') })}
          />
        </Sheet>
      )}
    </div>
  );
}
