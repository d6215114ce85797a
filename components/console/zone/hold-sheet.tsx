'use client';

import { clsx } from 'clsx';
import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field, fieldClass } from '#components/ui/field.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { holdLights } from '#lib/console/hold-lights.ts';
import type { LiveZone } from '#lib/console/live-store.ts';
import type { HoldLight } from '#lib/contract/light.ts';
import { useConsole } from '../console-context.ts';
import { LightMark } from '../light-mark.tsx';

/** How long a light can be held, in minutes; 0 for until it is released. */
const spans = [15, 30, 60, 120, 240, 0] as const;
const minuteMs = 60_000;

export interface HoldSheetProps {
  readonly zone: LiveZone;
  readonly onClose: (isHeld: boolean) => void;
}

/** Asks which light to hold, for how long, and why. */
export function HoldSheet({ zone, onClose }: HoldSheetProps) {
  const t = useTranslations('hold');
  const app = useTranslations('app');
  const lights = useTranslations('heldLight');
  const form = useId();
  const { api } = useConsole();
  const [light, setLight] = useState<HoldLight>('red');
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const minutes = Number(entered.get('minutes'));
    const note = String(entered.get('note') ?? '').trim();
    setIsBusy(true);
    const answer = await api.hold(zone.path, {
      light,
      ...(minutes > 0 && { until: new Date(Date.now() + minutes * minuteMs).toISOString() }),
      ...(note !== '' && { note }),
    });
    setIsBusy(false);
    setFailure(answer.ok ? undefined : t('failed'));
    if (answer.ok) onClose(true);
  };

  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose(false)}
      title={t('title', { zone: zone.state.name })}
      hint={t('hint')}
      closeLabel={app('close')}
      actions={
        <>
          <Button size="large" onClick={() => onClose(false)}>
            {app('cancel')}
          </Button>
          <Button type="submit" form={form} look="primary" size="large" disabled={isBusy}>
            {t('confirm', { light: lights(light) })}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="space-y-5">
        <LightChoice light={light} onChange={setLight} />
        {light === 'green' && <p className="text-muted">{t('greenHint')}</p>}
        <Until />
        <Field label={t('note')} name="note" maxLength={500} autoComplete="off" />
        <p role="alert" className="font-semibold empty:hidden">
          {failure}
        </p>
      </form>
    </Sheet>
  );
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

function Until() {
  const t = useTranslations('hold');
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {t('until')}
      </label>
      <select id={id} name="minutes" defaultValue={60} className={fieldClass}>
        {spans.map((minutes) => (
          <option key={minutes} value={minutes}>
            {minutes === 0
              ? t('untilReleased')
              : minutes < 60
                ? t('minutes', { count: minutes })
                : t('hours', { count: minutes / 60 })}
          </option>
        ))}
      </select>
    </div>
  );
}
