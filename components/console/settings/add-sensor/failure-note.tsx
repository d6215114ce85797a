import { useTranslations } from 'use-intl';
import { WarningIcon } from '#components/ui/icons.tsx';
import type { FailedAnswer } from '../settings-probe.ts';

export interface FailureNoteProps {
  readonly failure: FailedAnswer | undefined;
  /** If Doorlight itself did not answer. */
  readonly problem: string | undefined;
}

/** What failed, and what to do. */
export function FailureNote({ failure, problem }: FailureNoteProps) {
  const t = useTranslations('settings.add');
  return (
    <div role="alert">
      {(failure !== undefined || problem !== undefined) && (
        <div
          data-failure={failure?.reason ?? 'problem'}
          className="mt-5 flex gap-3 rounded-xl border-2 border-ink px-4 py-3"
        >
          <WarningIcon />
          <div className="min-w-0">
            <p className="font-medium">
              {problem ?? (failure && t(`failure.${failure.reason}`, { label: failure.label ?? '' }))}
            </p>
            {failure?.detail !== undefined && (
              <p className="mt-1 text-sm text-muted">{t('technician', { detail: failure.detail })}</p>
            )}
          </div>
        </div>
      )}
    </div>
  );
}
