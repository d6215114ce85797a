import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckList } from '#components/ui/check-list.tsx';
import { useConsole } from '../console-context.ts';
import { SiteField } from '../site-field.tsx';
import { useNames } from '../use-names.ts';

export interface SiteChoiceProps {
  readonly own: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Chooses the sites of a change; nothing if there is only one. */
export function SiteChoice(props: SiteChoiceProps) {
  const t = useTranslations('calendar');
  const { sites, isMany } = useConsole();
  if (sites.length < 2 && !isMany) return null;
  return (
    <details>
      <summary className="inline-flex min-h-touch cursor-pointer items-center rounded-lg font-medium underline underline-offset-4">
        {t('sites', { count: props.chosen.length })}
      </summary>
      {isMany ? <SearchedSites {...props} /> : <ListedSites {...props} />}
    </details>
  );
}

const listClass = 'max-h-60 overflow-y-auto';

/** Of a few: all are listed. */
function ListedSites({ own, chosen, onChange }: SiteChoiceProps) {
  const t = useTranslations('calendar');
  const { sites } = useConsole();
  const isAll = chosen.length === sites.length;
  return (
    <>
      <Button className="mb-2" onClick={() => onChange(isAll ? [own] : sites.map(({ id }) => id))}>
        {t(isAll ? 'onlyHere' : 'allSites')}
      </Button>
      <CheckList
        className={listClass}
        options={sites.map(({ id, name }) => ({ value: id, name }))}
        chosen={chosen}
        onChange={onChange}
      />
    </>
  );
}

/** Of many: those that were searched for. */
function SearchedSites({ own, chosen, onChange }: SiteChoiceProps) {
  const t = useTranslations('calendar');
  const [listed, setListed] = useState<readonly string[]>([...new Set([own, ...chosen])]);
  const names = useNames(listed);
  const add = (site: string) => {
    if (!listed.includes(site)) setListed([...listed, site]);
    if (!chosen.includes(site)) onChange([...chosen, site]);
  };
  return (
    <>
      <CheckList
        className={listClass}
        options={listed.map((site) => ({ value: site, name: names.site(site) }))}
        chosen={chosen}
        onChange={onChange}
      />
      <SiteField label={t('addSite')} value="" onChange={add} />
    </>
  );
}
