'use client';

import { clsx } from 'clsx';
import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import type { HoldRequest } from '#lib/contract/adjust.ts';
import { emergencies, type HoldChoice, heldAs, holdLights, isEmergency } from '../command/hold-lights.ts';
import { LightMark } from '../light-mark.tsx';
import { Until } from '../until-field.tsx';

const minuteMs = 60_000;

interface HoldFieldsProps extends ChoiceProps {
  /** The site whose timezone is used for end times; without it only durations are shown. */
  readonly site?: string;
}

/** The fields of a hold: light, duration, and note. */
export function HoldFields({ choice, onChange, site }: HoldFieldsProps) {
  const t = useTranslations('hold');
  const isWarning = isEmergency(choice);
  return (
    <>
      <ChoiceOf legend={t('light')} of={holdLights} choice={choice} onChange={onChange} />
      <ChoiceOf legend={t('emergency')} of={emergencies} choice={choice} onChange={onChange} />
      {choice === 'green' && <p className="text-muted">{t('greenHint')}</p>}
      {isWarning && <p className="font-medium">{t('emergencyHint')}</p>}
      <Until key={String(isWarning)} minutes={isWarning ? 0 : 60} site={site} />
      <Field label={t('note')} name="note" maxLength={500} autoComplete="off" />
    </>
  );
}

/** The request from the entered values. */
export function holdRequestOf(form: HTMLFormElement, choice: HoldChoice): HoldRequest {
  const entered = new FormData(form);
  const minutes = Number(entered.get('minutes'));
  const note = String(entered.get('note') ?? '').trim();
  return {
    ...heldAs(choice),
    ...(minutes > 0 && { until: new Date(Date.now() + minutes * minuteMs).toISOString() }),
    ...(note !== '' && { note }),
  };
}

interface ChoiceProps {
  readonly choice: HoldChoice;
  readonly onChange: (choice: HoldChoice) => void;
}

interface ChoiceOfProps extends ChoiceProps {
  readonly legend: string;
  readonly of: readonly HoldChoice[];
}

function ChoiceOf({ legend, of, choice, onChange }: ChoiceOfProps) {
  const lights = useTranslations('heldLight');
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {of.map((each) => (
          <label
            key={each}
            className={clsx(
              'flex min-h-touch cursor-pointer items-center gap-2 rounded-lg border-2 px-2 py-2 font-medium has-[:focus-visible]:outline has-[:focus-visible]:outline-[3px] has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-ink',
              each === choice ? 'border-ink' : 'border-line',
            )}
          >
            <input
              type="radio"
              name="light"
              value={each}
              checked={each === choice}
              onChange={() => onChange(each)}
              className="sr-only"
            />
            {!isEmergency(each) && <LightMark light={each} />}
            {lights(each)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
