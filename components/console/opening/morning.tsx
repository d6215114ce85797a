'use client';

import { useState } from 'react';
import { CheckIcon } from '#components/ui/icons.tsx';
import { under } from '#lib/base-path.ts';
import type { Site } from '#lib/contract/site.ts';
import { TroubleList } from '../zones/trouble-list.tsx';
import type { Trouble } from '../zones/troubles.ts';
import { OpeningCard } from './opening-card.tsx';
import { OpeningLink } from './opening-link.tsx';
import { morningOf, putOffCookie } from './postponement.ts';
import { type OpeningStart, useOpening } from './use-opening.ts';
import { useOpenedWords } from './use-opening-words.ts';

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
