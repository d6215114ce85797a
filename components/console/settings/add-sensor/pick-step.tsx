import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { useForm } from '#components/ui/use-form.ts';
import type { ProbeRequest } from '#lib/contract/probe.ts';
import { expressionAt, type ProbeStep } from '../settings-probe.ts';
import { FailureNote } from './failure-note.tsx';

export interface PickStepProps {
  readonly step: Extract<ProbeStep, { readonly kind: 'pick' }>;
  readonly request: ProbeRequest;
  readonly problem: string | undefined;
  readonly isAsking: boolean;
  readonly onAsk: (known: Partial<ProbeRequest>) => void;
  readonly onBack: () => void;
}

/** What can be read from an answer, by its key in the configuration. */
const roles = ['in', 'out', 'occupancy', 'time', 'serial'] as const;
type Role = (typeof roles)[number];

interface HowFields {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body: string;
  readonly topic: string;
  readonly username: string;
  readonly password: string;
  readonly token: string;
}

/** Any device: what it answers is shown, and what is people in, out or inside is tapped on. */
export function PickStep({ step, request, problem, isAsking, onAsk, onBack }: PickStepProps) {
  const t = useTranslations('settings');
  const { driver, answer, failure } = step;
  const isBroker = driver.address === 'broker';
  const { register, handleSubmit, getValues, watch } = useForm<HowFields>({
    defaultValues: {
      url: request.url,
      method: 'GET',
      body: '',
      topic: '',
      username: '',
      password: '',
      token: '',
    },
  });
  const [picked, setPicked] = useState<Readonly<Partial<Record<Role, string>>>>({});
  const [kind, setKind] = useState<'totals' | 'changes'>('totals');
  const [role, setRole] = useState<Role>('in');

  /** The request as it is filled in, with further keys. */
  const known = (options: Readonly<Record<string, string>>): Partial<ProbeRequest> => {
    const { url, method, body, topic, username, password, token } = getValues();
    const how: Readonly<Record<string, string>> = isBroker
      ? { topic: topic.trim() }
      : { ...(method === 'POST' && { method, body }), ...(token.trim() !== '' && { token: token.trim() }) };
    return {
      url: url.trim(),
      driver: driver.driver,
      ...(username.trim() !== '' && { username: username.trim(), password }),
      options: { ...how, ...options },
    };
  };
  const ask = handleSubmit(() => onAsk({ ...known({}), shows: true }));
  const pick = (place: Place) => {
    setPicked({ ...picked, [role]: expressionAt(place) });
    const next = roles[roles.indexOf(role) + 1];
    if (role === 'in' && next !== undefined) setRole(next);
  };
  const filled = Object.fromEntries(
    roles.flatMap((each) => (picked[each]?.trim() ? [[each, picked[each]?.trim() ?? '']] : [])),
  );
  const hasCounts = 'in' in filled || 'out' in filled;
  const isEnough = hasCounts || 'occupancy' in filled;
  const read = () =>
    onAsk({ ...known({ ...filled, ...(hasCounts && kind === 'changes' && { kind }) }), shows: false });

  return (
    <div className="space-y-6">
      <Panel title={driver.label}>
        <form
          onSubmit={(event) => void ask(event)}
          noValidate
          className="grid items-start gap-4 sm:grid-cols-2"
        >
          <div className="sm:col-span-2">
            <Field
              label={t('add.address')}
              hint={t(isBroker ? 'add.brokerHint' : 'add.wholeHint')}
              autoCapitalize="none"
              spellCheck={false}
              maxLength={500}
              {...register('url')}
            />
          </div>
          {isBroker ? (
            <div className="sm:col-span-2">
              <Field label={t('add.topic')} hint={t('add.topicHint')} {...register('topic')} />
            </div>
          ) : (
            <>
              <SelectField label={t('add.method')} {...register('method')}>
                <option>GET</option>
                <option>POST</option>
              </SelectField>
              {watch('method') === 'POST' && (
                <Field label={t('add.body')} spellCheck={false} {...register('body')} />
              )}
              <Field label={t('sensor.token')} type="password" {...register('token')} />
            </>
          )}
          <Field label={t('sensor.username')} autoCapitalize="none" {...register('username')} />
          <Field label={t('sensor.password')} type="password" {...register('password')} />
          <div className="flex flex-wrap justify-end gap-3 sm:col-span-2">
            <Button onClick={onBack}>{t('add.again')}</Button>
            <Button type="submit" variant={answer === undefined ? 'primary' : 'plain'} disabled={isAsking}>
              {t(isAsking ? 'add.searching' : 'add.ask')}
            </Button>
          </div>
        </form>
        <FailureNote failure={failure} problem={problem} />
      </Panel>
      {answer !== undefined && (
        <Panel title={t('add.pickTitle')}>
          <p className="max-w-prose text-muted">{t('add.pickHint')}</p>
          <fieldset className="mt-4">
            <legend className="mb-1.5 text-base font-medium">{t('add.pickRole')}</legend>
            <div className="flex flex-wrap gap-2">
              {roles.map((each) => (
                <label
                  key={each}
                  className="flex min-h-12 cursor-pointer items-center gap-2 rounded-lg border border-muted px-3 has-[:checked]:border-2 has-[:checked]:border-ink"
                >
                  <input type="radio" name="role" checked={role === each} onChange={() => setRole(each)} />
                  {t(`add.role.${each}`)}
                </label>
              ))}
            </div>
          </fieldset>
          {answer.topic !== undefined && <p className="mt-4 font-mono text-base">{answer.topic}</p>}
          <div className="mt-4 max-h-[60vh] overflow-auto rounded-xl border border-line p-3" data-answer>
            <AnswerTree value={answer.answer} onPick={pick} />
          </div>
          <div className="mt-5 grid items-start gap-4 sm:grid-cols-2">
            {roles.map((each) => (
              <Field
                key={each}
                label={t(`add.role.${each}`)}
                spellCheck={false}
                maxLength={2000}
                value={picked[each] ?? ''}
                onChange={(event) => setPicked({ ...picked, [each]: event.target.value })}
              />
            ))}
            {hasCounts && (
              <SelectField
                label={t('add.countKind')}
                value={kind}
                onChange={(event) => setKind(event.target.value === 'changes' ? 'changes' : 'totals')}
              >
                <option value="totals">{t('add.countTotals')}</option>
                <option value="changes">{t('add.countChanges')}</option>
              </SelectField>
            )}
          </div>
          <p className="mt-2 max-w-prose text-sm text-muted">{t('add.expressionHint')}</p>
          <div className="mt-4 flex justify-end">
            <Button variant="primary" disabled={isAsking || !isEnough} onClick={read}>
              {t(isAsking ? 'add.searching' : 'add.read')}
            </Button>
          </div>
        </Panel>
      )}
    </div>
  );
}

type Place = readonly (string | number)[];

interface AnswerTreeProps {
  readonly value: unknown;
  /** Where it stands in the whole answer. */
  readonly place?: Place;
  readonly onPick: (place: Place) => void;
}

/** Entries of one list or mapping that are shown: a longer one is like its beginning. */
const mostShown = 100;

/** An answer of a device; each value in it is a button. */
function AnswerTree({ value, place = [], onPick }: AnswerTreeProps) {
  const t = useTranslations('settings.add');
  if (typeof value !== 'object' || value === null) {
    return (
      <button
        type="button"
        data-place={place.join('.')}
        className="min-h-9 max-w-full break-words rounded-lg border border-line bg-paper px-2.5 text-left font-mono text-base hover:border-ink"
        onClick={() => onPick(place)}
      >
        {JSON.stringify(value)}
      </button>
    );
  }
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : Object.entries(value);
  return (
    <ul className={place.length === 0 ? '' : 'border-l border-line pl-3'}>
      {entries.slice(0, mostShown).map(([key, inner]) => (
        <li key={key} className="py-1">
          <span className="mr-2 font-mono text-base text-muted">
            {typeof key === 'number' ? `[${key}]` : key}
          </span>
          <AnswerTree value={inner} place={[...place, key]} onPick={onPick} />
        </li>
      ))}
      {entries.length > mostShown && (
        <li className="text-muted">{t('pickMore', { count: entries.length - mostShown })}</li>
      )}
    </ul>
  );
}
