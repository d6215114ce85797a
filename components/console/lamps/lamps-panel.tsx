'use client';

import { useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { WarningIcon } from '#components/ui/icons.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { type ApiResult, ask } from '#lib/api/client.ts';
import type { LampState, LampStatus } from '#lib/contract/lamp.ts';
import { readableId } from '#lib/names.ts';
import { useConsole } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';

const everyMs = 2000;
const states = [
  'green',
  'amber',
  'red',
  'unknown',
  'closed',
  'keepOut',
  'leave',
] as const satisfies readonly LampState[];

/** The lamps and barriers of a site: whether they obey, and buttons to try them out for who stands before them. */
export function LampsPanel({ site }: { readonly site: string }) {
  const { api } = useConsole();
  const t = useTranslations('settings.lamps');
  const inWords = useFailure();
  const [problem, setProblem] = useState<string>();
  const { data, mutate } = useSWR(
    'lamps',
    async () => {
      const answer = await ask(api.GET('/api/v1/lamps'));
      if (!answer.ok) throw new Error('no lamps');
      return answer.value.lamps;
    },
    { refreshInterval: everyMs },
  );
  const lamps = (data ?? []).filter((lamp) => lamp.site === site);
  const test = async (lamp: string, state?: LampState) => {
    const init = { params: { path: { site, lamp } }, body: { seconds: 10, ...(state && { state }) } };
    const answer: Awaited<ApiResult<unknown>> = await ask(api.POST('/api/v1/lamps/{site}/{lamp}/test', init));
    setProblem(answer.ok ? undefined : inWords(answer.error));
    await mutate();
  };
  return (
    <Panel title={t('title')}>
      <ul>
        {lamps.map((status) => (
          <Lamp key={status.lamp} status={status} onTest={(state) => test(status.lamp, state)} />
        ))}
      </ul>
      <p role="alert" className="font-medium">
        {problem}
      </p>
    </Panel>
  );
}

interface LampProps {
  readonly status: LampStatus;
  readonly onTest: (state?: LampState) => void;
}

function Lamp({ status, onTest }: LampProps) {
  const t = useTranslations('settings.lamps');
  const { lamp, name = readableId(lamp), condition, isBarrier, wanted, shown, error, testUntil } = status;
  return (
    <li data-lamp={lamp} data-condition={condition} className="border-b border-line py-3 last:border-b-0">
      <h3 className="text-lg font-semibold tracking-tight">{name}</h3>
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
      <fieldset className="mt-3">
        <legend className="text-base font-medium">
          {t('test')} · {t('testFor')}
        </legend>
        <div className="mt-2 flex flex-wrap gap-2">
          {states.map((state) => (
            <Button key={state} onClick={() => onTest(state)}>
              {t(`state.${state}`)}
            </Button>
          ))}
          {testUntil !== undefined && (
            <Button variant="quiet" onClick={() => onTest()}>
              {t('endTest')}
            </Button>
          )}
        </div>
      </fieldset>
    </li>
  );
}
