import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { fieldClass } from '#components/ui/field.tsx';
import { useTimes } from './use-times.ts';

/** How long it can hold, in minutes; 0 for until somebody ends it. */
const spans = [15, 30, 60, 120, 240, 0] as const;
const minuteMs = 60_000;

export interface UntilProps {
  /** The initial duration. */
  readonly minutes: number;
  readonly site?: string;
  /** Default: those of a hold. */
  readonly words?: { readonly label: string; readonly open: string };
}

/** For how long something holds that staff has set. */
export function Until({ minutes: usual, site, words }: UntilProps) {
  const t = useTranslations('hold');
  const { moment } = useTimes(site);
  const [openedAtMs] = useState(() => Date.now());
  const id = useId();
  const inWords = (minutes: number) => {
    if (minutes === 0) return words?.open ?? t('untilReleased');
    const span = minutes < 60 ? t('minutes', { count: minutes }) : t('hours', { count: minutes / 60 });
    return site === undefined
      ? span
      : t('spanUntil', { span, time: moment(openedAtMs + minutes * minuteMs) });
  };
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">
        {words?.label ?? t('until')}
      </label>
      <select id={id} name="minutes" defaultValue={usual} className={fieldClass}>
        {spans.map((minutes) => (
          <option key={minutes} value={minutes}>
            {inWords(minutes)}
          </option>
        ))}
      </select>
    </div>
  );
}
