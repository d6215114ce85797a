import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { ask } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import { useConsole } from '../console-context.ts';
import { ConfirmSheet } from './confirm-sheet.tsx';

/** Removes the demo, after a confirmation; nothing for users without the right. */
export function RemoveDemo() {
  const t = useTranslations('tryIt');
  const { api, session } = useConsole();
  const [isAsked, setIsAsked] = useState(false);
  if (session.user.role !== 'administrator') return null;
  return (
    <>
      <Button onClick={() => setIsAsked(true)}>{t('remove')}</Button>
      {isAsked && (
        <ConfirmSheet
          title={t('removeTitle')}
          hint={t('removeHint')}
          action={t('remove')}
          call={() => ask(api.DELETE('/api/v1/demo'))}
          // A new page: what was live of the demo must not stay.
          onDone={() => location.assign(under('/console'))}
          onClose={() => setIsAsked(false)}
        />
      )}
    </>
  );
}
