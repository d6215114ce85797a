'use client';

import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
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
      <ul className="max-h-60 overflow-y-auto">
        {sites.map(({ id, name }) => (
          <li key={id}>
            <label className="flex min-h-touch cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                className="h-6 w-6 accent-ink"
                checked={chosen.includes(id)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                }
              />
              {name}
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
