import { type FormEvent, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { Backfill } from '#lib/contract/backfill.ts';
import { useConsole } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';
import { useSensorError } from '../use-sensor-error.ts';
import { useTimes } from '../use-times.ts';
import { dayAt, daysBack } from './export-days.ts';
import { Note } from './note.tsx';
import { useCanCommand, useSensor } from './sensor-context.ts';
import { useBackfills } from './use-backfills.ts';

const usualDays = 14;
const longestDays = 366;
const maxShown = 5;

/** Back-fills from the device's memory, their results, and a button to start one. */
export function MemoryPanel() {
  const t = useTranslations('sensorPage.memory');
  const { number } = useFormatter();
  const words = useFailure();
  const canCommand = useCanCommand();
  const { sites, renderedAt } = useConsole();
  const { site } = useSensor();
  const today = dayAt(renderedAt, sites.find(({ id }) => id === site)?.timezone ?? 'UTC');
  const [from, setFrom] = useState(daysBack(today, usualDays));
  const { share, ended, request, fetch } = useBackfills(true);
  const isUnderWay = share !== undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (from !== '') void fetch(from);
  };
  return (
    <Panel title={t('title')}>
      <p className="mb-3 max-w-prose text-sm text-muted">{t('hint')}</p>
      <form onSubmit={submit} noValidate className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t('from')}
          type="date"
          min={daysBack(today, longestDays)}
          max={today}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <Button
          type="submit"
          className="h-12 self-end"
          disabled={!canCommand || isUnderWay || request === 'asking' || from === ''}
        >
          {request === 'asking' ? t('asking') : t('fetch')}
        </Button>
      </form>
      {isUnderWay && (
        <p role="status" className="mt-3 font-semibold tabular" data-fetched={share}>
          {share === 1
            ? t('entering')
            : t('fetching', { share: number(share, { style: 'percent', maximumFractionDigits: 0 }) })}
        </p>
      )}
      {!isUnderWay && request === 'nothing' && <Note kind="done">{t('nothing')}</Note>}
      {typeof request === 'object' && <Note kind="failed">{words(request)}</Note>}
      {ended.length > 0 && (
        <ul className="mt-4 space-y-2 text-sm text-muted tabular">
          {ended.slice(0, maxShown).map((backfill) => (
            <EndedBackfill
              key={`${backfill.zone} ${backfill.channel} ${backfill.from}`}
              backfill={backfill}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** The result of a back-fill, in a line. */
function EndedBackfill({ backfill }: { readonly backfill: Backfill }) {
  const t = useTranslations('sensorPage.memory');
  const inWords = useSensorError();
  const { moment } = useTimes(backfill.site);
  const { state, error, minutes } = backfill;
  const span = { from: moment(backfill.from), to: moment(backfill.to) };
  return (
    <li data-backfill={state}>
      <span className="block">{t('span', span)}</span>
      <span className="block text-ink">
        {state === 'done'
          ? t('done', { minutes, in: backfill.in, out: backfill.out })
          : error === undefined
            ? t('unavailable')
            : inWords(error.error)}
      </span>
    </li>
  );
}
