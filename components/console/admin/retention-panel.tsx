import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ask } from '#lib/api/client.ts';
import type { Retention } from '#lib/contract/retention.ts';
import { useConsole } from '../console-context.ts';
import { useCommand, useFetched } from '../use-command.ts';
import { useAdminWords } from './admin-words.tsx';

/** Days to choose from; a value set by a program is offered as well. 0: for ever. */
const minuteChoices = [40, 90, 200, 400, 800, 0] as const;
const rollUpChoices = [740, 1100, 1830, 3660, 0] as const;

/** For how long history is kept, for all sites. */
export function RetentionPanel() {
  const t = useAdminWords();
  const { value, failure, refresh } = useFetched('retention', (api) => api.GET('/api/v1/history/retention'));
  return (
    <Panel title={t('installation.retention')}>
      <p className="max-w-prose text-muted">{t('installation.retentionHint')}</p>
      {failure !== undefined ? (
        <p className="mt-4 font-semibold">{failure}</p>
      ) : value === undefined ? (
        <Skeleton className="mt-4 h-20" />
      ) : (
        <RetentionForm key={JSON.stringify(value)} retention={value} onSaved={() => void refresh()} />
      )}
    </Panel>
  );
}

interface RetentionFormProps {
  readonly retention: Retention;
  readonly onSaved: () => void;
}

function RetentionForm({ retention, onSaved }: RetentionFormProps) {
  const t = useAdminWords();
  const { api } = useConsole();
  const { isBusy, failure, run } = useCommand();
  const [minutes, setMinutes] = useState(retention.minuteDays ?? 0);
  const [rollUps, setRollUps] = useState(retention.rollUpDays ?? 0);
  const isChanged = minutes !== (retention.minuteDays ?? 0) || rollUps !== (retention.rollUpDays ?? 0);
  const isShorter =
    isShorterThan(minutes, retention.minuteDays ?? 0) || isShorterThan(rollUps, retention.rollUpDays ?? 0);
  const isImpossible = isShorterThan(rollUps, minutes);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = { minuteDays: minutes === 0 ? null : minutes, rollUpDays: rollUps === 0 ? null : rollUps };
    const { ok } = await run(ask(api.PUT('/api/v1/history/retention', { body: wanted })));
    if (ok) onSaved();
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-4 space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <DaysField
          label={t('installation.keepMinutes')}
          choices={minuteChoices}
          value={minutes}
          onPick={setMinutes}
        />
        <DaysField
          label={t('installation.keepRollUps')}
          choices={rollUpChoices}
          value={rollUps}
          onPick={setRollUps}
        />
      </div>
      <p role="alert" className="font-semibold empty:hidden">
        {failure ??
          (isImpossible ? t('installation.keepOrder') : isShorter ? t('installation.keepShorter') : '')}
      </p>
      <Button type="submit" disabled={isBusy || !isChanged || isImpossible}>
        {t('installation.keepSave')}
      </Button>
    </form>
  );
}

interface DaysFieldProps {
  readonly label: string;
  readonly choices: readonly number[];
  readonly value: number;
  readonly onPick: (days: number) => void;
}

function DaysField({ label, choices, value, onPick }: DaysFieldProps) {
  const t = useAdminWords();
  const offered = choices.includes(value) ? choices : [value, ...choices];
  return (
    <SelectField
      label={label}
      value={value}
      onChange={(event) => onPick(Number(event.target.value))}
      options={offered.map((days) => ({
        value: days,
        name: days === 0 ? t('installation.keepForEver') : t('installation.keepDays', { count: days }),
      }))}
    />
  );
}

/** Whether a number of days is smaller than another; 0: for ever. */
function isShorterThan(days: number, than: number): boolean {
  return days !== 0 && (than === 0 || days < than);
}
