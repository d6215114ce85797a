'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { fieldClass } from '#components/ui/field.tsx';
import { useConsole } from '../console-context.ts';
import { Segments } from '../history/segments.tsx';
import {
  comparisons,
  type InsightsChange,
  type InsightsChoice,
  type InsightsSpan,
} from './use-insights-choice.ts';

const spans: readonly InsightsSpan[] = ['today', 'yesterday', 'week', 'month', 'quarter', 'own'];

export interface InsightsControlsProps {
  readonly choice: InsightsChoice;
  readonly choose: (change: InsightsChange) => void;
}

/** Chooses the site, the days, and the comparison. */
export function InsightsControls({ choice, choose }: InsightsControlsProps) {
  const t = useTranslations('insights');
  const { sites } = useConsole();
  const { site, span, days, compare, today } = choice;
  const siteId = useId();
  const compareId = useId();
  return (
    <div className="space-y-3">
      <Segments
        label={t('period')}
        value={span}
        options={spans.map((each) => ({ value: each, name: t(each) }))}
        onChange={(next) => choose({ span: next, ...days })}
      />
      <div className="flex flex-wrap items-end gap-3">
        {sites.length > 1 && (
          <div className="min-w-40 flex-1 sm:max-w-64">
            <label htmlFor={siteId} className="mb-1 block text-sm text-muted">
              {t('site')}
            </label>
            <select
              id={siteId}
              value={site.id}
              onChange={({ target }) => choose({ site: target.value })}
              className={fieldClass}
            >
              {sites.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        )}
        <div className="min-w-40 flex-1 sm:max-w-64">
          <label htmlFor={compareId} className="mb-1 block text-sm text-muted">
            {t('compare')}
          </label>
          <select
            id={compareId}
            value={compare}
            onChange={({ target }) => choose({ compare: target.value })}
            className={fieldClass}
          >
            {comparisons.map((each) => (
              <option key={each} value={each}>
                {t(each)}
              </option>
            ))}
          </select>
        </div>
        {span === 'own' &&
          (['from', 'to'] as const).map((edge) => (
            <DateField
              key={edge}
              label={t(edge)}
              value={days[edge]}
              max={edge === 'from' ? days.to : today}
              onChange={(date) => choose({ [edge]: date })}
            />
          ))}
      </div>
    </div>
  );
}

interface DateFieldProps {
  readonly label: string;
  readonly value: string;
  readonly max: string;
  readonly onChange: (date: string) => void;
}

function DateField({ label, value, max, onChange }: DateFieldProps) {
  const id = useId();
  return (
    <div className="w-44">
      <label htmlFor={id} className="mb-1 block text-sm text-muted">
        {label}
      </label>
      <input
        id={id}
        type="date"
        value={value}
        max={max}
        onChange={({ target }) => {
          if (target.value !== '') onChange(target.value);
        }}
        className={fieldClass}
      />
    </div>
  );
}
