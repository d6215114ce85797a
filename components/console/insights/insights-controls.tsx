import { useTranslations } from 'use-intl';
import { Field } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
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
          <SelectField
            className="w-full sm:w-auto sm:min-w-40 sm:max-w-64 sm:flex-1"
            isSmall
            label={t('site')}
            value={site.id}
            onChange={({ target }) => choose({ site: target.value })}
            options={sites.map(({ id, name }) => ({ value: id, name }))}
          />
        )}
        <SelectField
          className="w-full sm:w-auto sm:min-w-40 sm:max-w-64 sm:flex-1"
          isSmall
          label={t('compare')}
          value={compare}
          onChange={({ target }) => choose({ compare: target.value })}
          options={comparisons.map((each) => ({ value: each, name: t(each) }))}
        />
        {span === 'own' &&
          (['from', 'to'] as const).map((edge) => (
            <Field
              className="w-44"
              isSmall
              type="date"
              key={edge}
              label={t(edge)}
              value={days[edge]}
              max={edge === 'from' ? days.to : today}
              onChange={({ target }) => target.value !== '' && choose({ [edge]: target.value })}
            />
          ))}
      </div>
    </div>
  );
}
