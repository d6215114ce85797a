import { useTranslations } from 'use-intl';
import type { Absent } from '#lib/contract/insights.ts';
import { Figure } from '../history/figure.tsx';

export interface AbsentFigureProps {
  readonly name: string;
  readonly absent: Absent;
}

/** The reason for a missing number, never a 0. */
export function AbsentFigure({ name, absent }: AbsentFigureProps) {
  const t = useTranslations('insights');
  return (
    <Figure
      name={name}
      value={
        <span data-absent={absent} className="text-lg text-muted">
          {t(`absent.${absent}`)}
        </span>
      }
      hint={t(`absentHint.${absent}`)}
    />
  );
}
