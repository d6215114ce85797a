import { clsx } from 'clsx';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckIcon } from '#components/ui/icons.tsx';
import { under } from '#lib/base-path.ts';
import type { Site } from '#lib/contract/site.ts';
import { TroubleList } from '../zones/trouble-list.tsx';
import type { Trouble } from '../zones/troubles.ts';
import { CheckMark } from './check-mark.tsx';
import { OpeningLink } from './opening-link.tsx';
import { morningOf, putOffCookie } from './postponement.ts';
import { type OpeningStart, type OpeningState, useOpening } from './use-opening.ts';
import { useOpenedWords, useOpeningWords } from './use-opening-words.ts';

export interface MorningProps {
  readonly site: Site;
  readonly troubles: readonly Trouble[];
  readonly start: OpeningStart;
  /** Whether the card was put away for today on this tablet. */
  readonly isPutOff: boolean;
}

/** Above the zones: the checklist until the counters were reset today, then one line and the problems. */
export function Morning({ site, troubles, start, isPutOff }: MorningProps) {
  const opening = useOpening(site, start);
  const opened = useOpenedWords(site.id, opening);
  const [isAway, setIsAway] = useState(isPutOff);
  if (opened === undefined && !isAway && opening.zones.length > 0) {
    return (
      <>
        <OpeningCard
          site={site}
          opening={opening}
          onLater={() => {
            putOff(site);
            setIsAway(true);
          }}
        />
        <TroubleList site={site.id} troubles={troubles} isWellShown />
      </>
    );
  }
  return (
    <TroubleList
      site={site.id}
      troubles={troubles}
      aside={
        <span data-opening={opened === undefined ? 'put-off' : 'done'} className="flex items-center gap-4">
          {opened !== undefined && (
            <span className="flex items-center gap-2 text-muted tabular">
              <CheckIcon size={20} />
              {opened}
            </span>
          )}
          <OpeningLink site={site} isSubtle />
        </span>
      }
    />
  );
}

/**
 * Puts the card away on this tablet until tomorrow. A cookie lets the server render it that way, so that
 * nothing moves.
 */
function putOff(site: Site): void {
  const value = encodeURIComponent(morningOf(site, Date.now()));
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is on secure pages only
  document.cookie = `${putOffCookie}=${value}; path=${under('/console')}; max-age=86400; samesite=strict`;
}

interface OpeningCardProps {
  readonly site: Site;
  readonly opening: OpeningState;
  readonly onLater: () => void;
}

/** Before today's reset: the morning checklist at a glance. */
function OpeningCard({ site, opening, onLater }: OpeningCardProps) {
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
