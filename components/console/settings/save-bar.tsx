import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import type { Saved } from './use-saver.ts';

export interface SaveBarProps {
  readonly saved: Saved;
  /** Text of the button; default: Save. */
  readonly label?: string | undefined;
  /** Whether anything was changed. */
  readonly isDirty?: boolean;
  readonly children?: ReactNode;
}

/** The save button of a form, at the bottom edge, and its result. */
export function SaveBar({ saved, label, isDirty = false, children }: SaveBarProps) {
  const t = useTranslations('settings');
  const failed = saved.kind === 'failed' ? saved : undefined;
  return (
    <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-20 -mx-4 mt-6 border-t border-line bg-paper px-4 py-3 sm:-mx-6 sm:px-6 lg:bottom-0">
      <div role="alert">
        {failed !== undefined && (
          <div className="mb-3 rounded-lg border-2 border-ink px-4 py-3">
            <p className="font-semibold">{t('notSaved')}</p>
            {failed.message !== undefined && <p>{failed.message}</p>}
            {failed.isOvertaken === true && (
              <Button className="mt-3" onClick={() => location.reload()}>
                {t('loadTheirs')}
              </Button>
            )}
            <ul>
              {failed.fields.map(({ path, name, message }) => (
                <li key={`${path} ${message}`}>
                  {path === '' ? message : t('wrongAt', { field: name, message })}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
        <p role="status" className="min-w-0 flex-1 text-sm text-muted">
          {saved.kind === 'saved' ? t('saved') : isDirty ? t('unsaved') : ''}
        </p>
        {children}
        <Button type="submit" variant="primary" className="px-8" disabled={saved.kind === 'saving'}>
          {saved.kind === 'saving' ? t('saving') : (label ?? t('save'))}
        </Button>
      </div>
    </div>
  );
}
