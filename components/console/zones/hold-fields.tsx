import { useTranslations } from 'use-intl';
import { ChoiceTile } from '#components/ui/choice-tile.tsx';
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
      <Field label={t('note')} name="note" maxLength={500} />
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
          <ChoiceTile
            key={each}
            name="light"
            value={each}
            isChosen={each === choice}
            onChoose={() => onChange(each)}
          >
            {!isEmergency(each) && <LightMark light={each} />}
            {lights(each)}
          </ChoiceTile>
        ))}
      </div>
    </fieldset>
  );
}
