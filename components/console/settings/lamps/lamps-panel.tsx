import { useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { WarningIcon } from '#components/ui/icons.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { type ApiResult, answerOf, ask } from '#lib/api/client.ts';
import type { ConfigEntry } from '#lib/contract/config-entry.ts';
import type { LampState, LampStatus } from '#lib/contract/lamp.ts';
import { readableId } from '#lib/names.ts';
import { useConsole } from '../../console-context.ts';
import { useFailure } from '../../use-failure.ts';
import { EntryList, EntryRow } from '../entry-list.tsx';
import { textOf } from '../settings-values.ts';
import { lampStates } from './lamp-values.ts';

const everyMs = 2000;

export interface LampsPanelProps {
  readonly site: string;
  readonly entries: readonly ConfigEntry[];
}

/** The lamps and barriers of a site, and whether they confirm their commands. */
export function LampsPanel({ site, entries }: LampsPanelProps) {
  const t = useTranslations('settings.lamps');
  const root = `/console/settings/${site}`;
  const { statuses } = useLamps(site);
  return (
    <EntryList title={t('title')} none={t('none')} add={{ href: `${root}/add-lamp`, label: t('add') }}>
      {entries.map((entry) => {
        const { id, document } = entry;
        const status = statuses.find(({ lamp }) => lamp === id);
        return (
          <EntryRow
            key={id}
            entry={entry}
            href={`${root}/lamps/${id}`}
            name={textOf(document, 'name', readableId(id))}
            data-lamp={id}
            data-condition={status?.condition}
          >
            {status !== undefined && <LampFacts status={status} />}
          </EntryRow>
        );
      })}
    </EntryList>
  );
}

export interface LampStatusPanelProps {
  readonly site: string;
  readonly lamp: string;
}

/** What a lamp shows now, and buttons to try it out for who stands before it. */
export function LampStatusPanel({ site, lamp }: LampStatusPanelProps) {
  const { api } = useConsole();
  const t = useTranslations('settings.lamps');
  const inWords = useFailure();
  const [problem, setProblem] = useState<string>();
  const { statuses, refresh } = useLamps(site);
  const status = statuses.find((each) => each.lamp === lamp);
  if (status === undefined) return null;
  const test = async (state?: LampState) => {
    const init = { params: { path: { site, lamp } }, body: { seconds: 10, ...(state && { state }) } };
    const answer: Awaited<ApiResult<unknown>> = await ask(api.POST('/api/v1/lamps/{site}/{lamp}/test', init));
    setProblem(answer.ok ? undefined : inWords(answer.error));
    await refresh();
  };
  return (
    <div data-lamp={lamp} data-condition={status.condition} data-shown={status.shown} className="mt-6">
      <Panel title={t('now')}>
        <div role="status">
          <LampFacts status={status} />
        </div>
        <fieldset className="mt-3">
          <legend className="text-base font-medium">
            {t('test')} · {t('testFor')}
          </legend>
          <div className="mt-2 flex flex-wrap gap-2">
            {lampStates.map((state) => (
              <Button key={state} onClick={() => void test(state)}>
                {t(`state.${state}`)}
              </Button>
            ))}
            {status.testUntil !== undefined && (
              <Button variant="quiet" onClick={() => void test()}>
                {t('endTest')}
              </Button>
            )}
          </div>
        </fieldset>
        <p role="alert" className="font-medium">
          {problem}
        </p>
      </Panel>
    </div>
  );
}

/** What it shows, and whether it confirms that. */
function LampFacts({ status }: { readonly status: LampStatus }) {
  const t = useTranslations('settings.lamps');
  const { condition, isBarrier, wanted, shown, error, testUntil } = status;
  return (
    <>
      <p className="text-muted">
        {[
          isBarrier && t('barrier'),
          shown !== undefined && t('shows', { state: t(`state.${shown}`) }),
          shown !== wanted && t('wants', { state: t(`state.${wanted}`) }),
          testUntil !== undefined && t('testing'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="mt-1 flex gap-2 font-medium">
        {condition === 'failed' && <WarningIcon size={20} />}
        {t(`condition.${condition}`)}
      </p>
      {error !== undefined && <p className="text-sm text-muted">{error}</p>}
    </>
  );
}

/** How the lamps of a site are, every few seconds. */
function useLamps(site: string) {
  const { api } = useConsole();
  const { data, mutate } = useSWR('lamps', () => answerOf(api.GET('/api/v1/lamps')), {
    refreshInterval: everyMs,
  });
  return {
    statuses: (data?.lamps ?? []).filter((status) => status.site === site),
    refresh: () => mutate(),
  };
}
