'use client';

import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckList } from '#components/ui/check-list.tsx';
import { useConsole } from '../console-context.ts';

export interface SiteChoiceProps {
  readonly own: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Chooses the sites of a change; nothing if there is only one. */
export function SiteChoice({ own, chosen, onChange }: SiteChoiceProps) {
  const t = useTranslations('calendar');
  const { sites } = useConsole();
  if (sites.length < 2) return null;
  const isAll = chosen.length === sites.length;
  return (
    <details>
      <summary className="inline-flex min-h-touch cursor-pointer items-center rounded-lg font-medium underline underline-offset-4">
        {t('sites', { count: chosen.length })}
      </summary>
      <Button className="mb-2" onClick={() => onChange(isAll ? [own] : sites.map(({ id }) => id))}>
        {t(isAll ? 'onlyHere' : 'allSites')}
      </Button>
      <CheckList
        className="max-h-60 overflow-y-auto"
        options={sites.map(({ id, name }) => ({ value: id, name }))}
        chosen={chosen}
        onChange={onChange}
      />
    </details>
  );
}
