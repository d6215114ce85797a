'use client';

import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import type { Site } from '#lib/contract/site.ts';
import { CheckMark } from './check-mark.tsx';
import { OpeningLink } from './opening-link.tsx';
import type { OpeningState } from './use-opening.ts';
import { useOpeningWords } from './use-opening-words.ts';

export interface OpeningCardProps {
  readonly site: Site;
  readonly opening: OpeningState;
  readonly onLater: () => void;
}

/** Before today's reset: the morning checklist at a glance. */
export function OpeningCard({ site, opening, onLater }: OpeningCardProps) {
  const t = useTranslations('opening');
  const checks = useOpeningWords(site.id, opening);
  return (
    <section
      aria-label={t('title')}
      data-opening="due"
      className="mb-4 rounded-xl border border-line bg-raised"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 px-4 pt-3 sm:px-6">
        <h2 className="text-lg font-semibold">{t('title')}</h2>
        <div className="flex items-center gap-1">
          <Button variant="quiet" onClick={onLater} className="text-muted">
            {t('later')}
          </Button>
          <OpeningLink site={site} />
        </div>
      </div>
      <ul className="grid gap-x-6 px-4 pb-3 sm:grid-cols-3 sm:px-6">
        {checks.map(({ key, name, words, state }) => (
          <li key={key} data-check={key} data-state={state} className="flex gap-3 py-2">
            <span className={clsx('mt-0.5', state === 'open' && 'text-muted')}>
              <CheckMark state={state} />
            </span>
            <p className="min-w-0">
              <span className="block text-sm text-muted">{name}</span>
              <span className={clsx('block tabular', state === 'faulty' && 'font-semibold')}>{words}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
