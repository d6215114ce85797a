'use client';

import { clsx } from 'clsx';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Field, fieldClass } from '#components/ui/field.tsx';
import { holdLights } from '#lib/console/hold-lights.ts';
import type { HoldRequest } from '#lib/contract/adjust.ts';
import type { HoldLight } from '#lib/contract/light.ts';
import { LightMark } from '../light-mark.tsx';
import { useTimes } from '../use-times.ts';

/** How long a light can be held, in minutes; 0 for until it is released. */
const spans = [15, 30, 60, 120, 240, 0] as const;
const minuteMs = 60_000;

interface HoldFieldsProps extends LightChoiceProps {
  /** Whose clock tells the ends; without it only how long they are is told. */
  readonly site?: string;
}

/** Which light to hold, for how long, and why. */
export function HoldFields({ light, onChange, site }: HoldFieldsProps) {
  const t = useTranslations('hold');
  return (
    <>
      <LightChoice light={light} onChange={onChange} />
      {light === 'green' && <p className="text-muted">{t('greenHint')}</p>}
      <Until {...(site !== undefined && { site })} />
      <Field label={t('note')} name="note" maxLength={500} autoComplete="off" />
    </>
  );
}

/** What was entered there. */
export function holdRequestOf(form: HTMLFormElement, light: HoldLight): HoldRequest {
  const entered = new FormData(form);
  const minutes = Number(entered.get('minutes'));
  const note = String(entered.get('note') ?? '').trim();
  return {
    light,
    ...(minutes > 0 && { until: new Date(Date.now() + minutes * minuteMs).toISOString() }),
    ...(note !== '' && { note }),
  };
}

interface LightChoiceProps {
  readonly light: HoldLight;
  readonly onChange: (light: HoldLight) => void;
}

function LightChoice({ light, onChange }: LightChoiceProps) {
  const t = useTranslations('hold');
  const lights = useTranslations('heldLight');
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{t('light')}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {holdLights.map((each) => (
          <label
            key={each}
            className={clsx(
              'flex cursor-pointer items-center gap-3 rounded-lg border-2 px-3 py-2 font-medium has-[:focus-visible]:outline has-[:focus-visible]:outline-[3px] has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-ink',
              each === light ? 'border-ink' : 'border-line',
            )}
          >
            <input
              type="radio"
              name="light"
              value={each}
              checked={each === light}
              onChange={() => onChange(each)}
              className="sr-only"
            />
            <LightMark light={each} />
            {lights(each)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Until({ site }: { readonly site?: string }) {
  const t = useTranslations('hold');
  const { moment } = useTimes(site);
  const [openedAtMs] = useState(() => Date.now());
  const id = useId();
  const inWords = (minutes: number) => {
    if (minutes === 0) return t('untilReleased');
    const span = minutes < 60 ? t('minutes', { count: minutes }) : t('hours', { count: minutes / 60 });
    return site === undefined
      ? span
      : t('spanUntil', { span, time: moment(openedAtMs + minutes * minuteMs) });
  };
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {t('until')}
      </label>
      <select id={id} name="minutes" defaultValue={60} className={fieldClass}>
        {spans.map((minutes) => (
          <option key={minutes} value={minutes}>
            {inWords(minutes)}
          </option>
        ))}
      </select>
    </div>
  );
}
