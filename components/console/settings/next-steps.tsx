import { clsx } from 'clsx';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckIcon } from '#components/ui/icons.tsx';
import { answerOr } from '#lib/api/client.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import { useConsole } from '../console-context.ts';
import { documentOf, documentsOf } from './settings-values.ts';

type SetupStep = 'sensor' | 'zone' | 'display' | 'hours' | 'people';

/**
 * Which steps of a new site are done.
 *
 * @param people that may sign in; undefined where the reader cannot invite any
 */
export function stepsOf(
  entries: readonly ConfigEntry[],
  people: number | undefined,
): ReadonlyMap<SetupStep, boolean> {
  const has = (kind: ConfigEntry['kind'], is: (entry: ConfigEntry) => boolean = () => true) =>
    entries.some((entry) => entry.kind === kind && is(entry));
  return new Map<SetupStep, boolean>([
    ['sensor', has('sensor')],
    ['zone', has('zone', ({ document }) => documentsOf(document, 'sources').length > 0)],
    ['display', has('display')],
    ['hours', has('site', ({ document }) => documentOf(document, 'hours') !== undefined)],
    ...(people === undefined ? [] : [['people', people > 1] as const]),
  ]);
}

/** The next steps of a new site, in order; each is ticked off when it is done, and the list closes when all are done or it is dismissed. */
export function NextSteps({
  site,
  entries,
}: {
  readonly site: string;
  readonly entries: readonly ConfigEntry[];
}) {
  const t = useTranslations('settings.steps');
  const { api, session } = useConsole();
  const isAdministrator = session.user.role === 'administrator';
  const { data: people } = useSWR(isAdministrator ? 'people-count' : null, () =>
    answerOr(api.GET('/api/v1/people'), undefined),
  );
  const key = `doorlight-steps-${site}`;
  const [isHidden, setIsHidden] = useState(true);
  useEffect(() => setIsHidden(localStorage.getItem(key) !== null), [key]);
  const steps = [...stepsOf(entries, people?.length)];
  const done = steps.filter(([, isDone]) => isDone).length;
  const isCounting = steps.slice(0, 3).every(([, isDone]) => isDone);
  if (done === steps.length || (isHidden && isCounting)) return null;
  const [next] = steps.find(([, isDone]) => !isDone) ?? [];
  const root = `/console/settings/${site}`;
  const href: Record<SetupStep, string> = {
    sensor: `${root}/add-sensor`,
    // A zone that is there already only wants a source.
    zone: `${root}/${zoneToFeed(entries) ?? 'add-zone'}`,
    display: `${root}/add-display`,
    hours: `${root}/site`,
    people: '/console/admin/people',
  };
  return (
    <section
      aria-labelledby="next-steps"
      data-steps={`${done}/${steps.length}`}
      className="mb-6 rounded-xl border-2 border-ink bg-raised"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 px-4 pt-3 sm:px-6">
        <h2 id="next-steps" className="text-lg font-semibold">
          {t('title')}
        </h2>
        <p className="text-muted tabular">
          {t('progress', { done: String(done), total: String(steps.length) })}
        </p>
      </div>
      <ol className="grid gap-2 px-4 py-3 sm:grid-cols-2 sm:px-6 lg:grid-cols-5">
        {steps.map(([step, isDone], index) => (
          <li key={step} data-step={step} data-done={isDone}>
            {isDone ? (
              <p className="flex min-h-touch items-center gap-2 px-1 text-muted">
                <CheckIcon size={20} />
                {t(step)}
                <span className="sr-only">: {t('done')}</span>
              </p>
            ) : (
              <Link
                href={href[step]}
                prefetch={false}
                className={clsx(
                  'flex min-h-touch items-center gap-2 rounded-lg border px-3 font-medium',
                  step === next ? 'border-ink bg-ink text-paper' : 'border-line hover:bg-line/40',
                )}
              >
                <span aria-hidden="true" className="tabular">
                  {index + 1}
                </span>
                {t(step)}
              </Link>
            )}
          </li>
        ))}
      </ol>
      {isCounting && (
        <div className="px-2 pb-2 sm:px-4">
          <Button
            variant="quiet"
            onClick={() => {
              localStorage.setItem(key, '');
              setIsHidden(true);
            }}
          >
            {t('hide')}
          </Button>
        </div>
      )}
    </section>
  );
}

function zoneToFeed(entries: readonly ConfigEntry[]): string | undefined {
  const zone = entries.find(({ kind }) => kind === 'zone');
  return zone && `zones/${zone.id}`;
}
