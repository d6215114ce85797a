import { useRef, useState } from 'react';
import useSWR from 'swr';
import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { answerOr, ask, once, zoneAt } from '#lib/api/client.ts';
import { newCommandKey } from '#lib/api/command-key.ts';
import type { CapacityRequest } from '#lib/contract/capacity.ts';
import { useConsole, useIsLive, useMayOperate } from '../console-context.ts';
import { FormSheet, textOf } from '../form-sheet.tsx';
import type { LiveZone } from '../live/live-store.ts';
import { Until } from '../until-field.tsx';
import { useCommand } from '../use-command.ts';
import { useTimes } from '../use-times.ts';

const max = 1_000_000;
const address = '/api/v1/zones/{site}/{zone}/capacity';

/** How many are allowed now, until when staff has set it so, and what it is otherwise. */
export function CapacityPanel({ zone }: { readonly zone: LiveZone }) {
  const t = useTranslations('accuracy.capacity');
  const app = useTranslations('app');
  const { number } = useFormatter();
  const { api } = useConsole();
  const isLive = useIsLive();
  const mayOperate = useMayOperate();
  const isOff = !isLive || !mayOperate;
  const [isSetting, setIsSetting] = useState(false);
  const { failure, run } = useCommand();
  const { path, state } = zone;
  const { moment } = useTimes(state.site);
  const { capacity, capacitySet } = state;
  // Each change shows in the zone's state; then it is asked again who made it.
  const { data: set, mutate } = useSWR(['capacity', path, capacity, capacitySet?.until], () =>
    answerOr(api.GET(address, { params: zoneAt(path) }), null),
  );
  const end = async () => {
    const call = api.DELETE(address, { params: zoneAt(path), ...once(newCommandKey()) });
    await run(ask(call), () => t('failed'));
    await mutate();
  };
  const about = { capacity: number(capacity), user: set?.by ?? '' };
  return (
    <Panel title={t('title')}>
      <p className="text-lg font-semibold tabular" data-capacity={capacity}>
        {set
          ? set.until === undefined
            ? t('now', about)
            : t('nowUntil', { ...about, time: moment(set.until) })
          : number(capacity)}
      </p>
      {capacitySet && (
        <p className="text-muted tabular">{t('usual', { capacity: number(capacitySet.usual) })}</p>
      )}
      {set?.note !== undefined && <p className="text-muted">{app('quoted', { text: set.note })}</p>}
      <div className="mt-3 flex flex-wrap gap-3">
        <Button disabled={isOff} onClick={() => setIsSetting(true)}>
          {t('action')}
        </Button>
        {capacitySet && (
          <Button variant="primary" disabled={isOff} onClick={() => void end()}>
            {t('end', { capacity: number(capacitySet.usual) })}
          </Button>
        )}
      </div>
      <p role="status" className="font-medium empty:hidden">
        {failure}
      </p>
      {isSetting && (
        <CapacitySheet
          zone={zone}
          onClose={() => {
            setIsSetting(false);
            void mutate();
          }}
        />
      )}
    </Panel>
  );
}

function CapacitySheet({ zone, onClose }: { readonly zone: LiveZone; readonly onClose: () => void }) {
  const t = useTranslations('accuracy.capacity');
  const { number } = useFormatter();
  const { api } = useConsole();
  const { site, name, capacity } = zone.state;
  const [entered, setEntered] = useState(String(capacity));
  const [error, setError] = useState<string>();
  const { isBusy, failure, run } = useCommand();
  const last = useRef<{ entered: string; request: CapacityRequest; key: string }>(undefined);
  const people = /^\d{1,7}$/.test(entered.trim()) ? Number(entered) : 0;

  const submit = async (fields: FormData) => {
    if (people < 1 || people > max) return setError(t('invalid', { max: number(max) }));
    const written = JSON.stringify([...fields.values()]);
    // Asked for again after no answer, it is the same command with the same end: it is carried out once.
    if (last.current?.entered !== written) {
      const minutes = Number(fields.get('minutes'));
      const note = textOf(fields, 'note');
      const request = {
        capacity: people,
        ...(minutes > 0 && { until: new Date(Date.now() + minutes * 60_000).toISOString() }),
        ...(note !== '' && { note }),
      };
      last.current = { entered: written, request, key: newCommandKey() };
    }
    const { request, key } = last.current;
    const call = api.PUT(address, { params: zoneAt(zone.path), body: request, ...once(key) });
    const { ok } = await run(ask(call), () => t('failed'));
    if (ok) onClose();
  };

  return (
    <FormSheet
      title={t('sheetTitle', { zone: name })}
      action={t('confirm', { count: entered.trim() })}
      isDisabled={isBusy}
      failure={failure}
      onSubmit={(fields) => void submit(fields)}
      onClose={onClose}
    >
      <Field
        label={t('label')}
        name="capacity"
        inputMode="numeric"
        pattern="[0-9]*"
        data-first-field
        value={entered}
        onChange={(event) => {
          setEntered(event.target.value);
          setError(undefined);
        }}
        error={error}
      />
      <Until minutes={120} site={site} words={{ label: t('until'), open: t('untilEnded') }} />
      <Field label={t('note')} name="note" maxLength={500} />
    </FormSheet>
  );
}
