'use client';

import Link from 'next/link';
import { useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { nameOfDisplay } from '#lib/console/display-name.ts';
import { mayConfigure } from '#lib/console/permissions.ts';
import type { DisplayCommand, DisplayStatus } from '#lib/contract/display.ts';
import type { FaceWords } from '#lib/i18n/door.ts';
import { useConsole } from '../console-context.ts';
import { PageTitle } from '../page-title.tsx';
import { SiteHeading } from '../site-heading.tsx';
import { useFailure } from '../use-failure.ts';
import { DisplayRow } from './display-row.tsx';

const againMs = 3000;

export interface DisplayListProps {
  readonly start: readonly DisplayStatus[] | undefined;
  /** What the displays of each site say. */
  readonly words: Readonly<Record<string, readonly FaceWords[]>>;
}

/** Every display: whether a screen shows it, and what can be asked of that screen. */
export function DisplayList({ start, words }: DisplayListProps) {
  const t = useTranslations('displays');
  const fleet = useTranslations('fleet');
  const { api, sites, session } = useConsole();
  const inWords = useFailure();
  const [said, setSaid] = useState('');
  const { data: displays, mutate } = useSWR(
    'displays',
    async () => {
      const answer = await api.displays();
      if (!answer.ok) throw new Error(answer.error.kind);
      return answer.value;
    },
    { refreshInterval: againMs, ...(start !== undefined && { fallbackData: [...start] }) },
  );
  const command = async (display: DisplayStatus, what: DisplayCommand) => {
    const answer = await api.commandDisplay(`${display.site}/${display.display}`, what);
    setSaid(answer.ok ? t('sent', { display: nameOfDisplay(display) }) : inWords(answer.error));
  };
  return (
    <div className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      <PageTitle
        aside={
          <div className="flex items-center gap-4">
            <p role="status" className="text-right font-medium">
              {said}
            </p>
            {mayConfigure(session.user.role) && (
              <Link href="/console/displays/pair" className={buttonClass({})}>
                {fleet('pair')}
              </Link>
            )}
          </div>
        }
      >
        {t('title')}
      </PageTitle>
      {displays === undefined ? (
        <Skeleton className="h-40" />
      ) : displays.length === 0 ? (
        <Empty title={t('empty')} hint={t('emptyHint')} />
      ) : (
        <div className="space-y-8">
          {sites.map((site) => (
            <section key={site.id} aria-label={site.name}>
              <SiteHeading site={site} />
              <ul className="space-y-3">
                {displays
                  .filter((display) => display.site === site.id)
                  .map((display) => (
                    <DisplayRow
                      key={display.display}
                      display={display}
                      words={words[site.id] ?? []}
                      onChanged={() => void mutate()}
                      onCommand={(what) => void command(display, what)}
                    />
                  ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </div>
  );
}
