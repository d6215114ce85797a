import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { isChangedMeanwhile } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import { useConsole } from '../console-context.ts';
import { useFailure } from '../use-failure.ts';
import { type EntryAddress, removeEntry } from './settings-api.ts';

export interface RemoveEntryProps {
  readonly entry: EntryAddress;
  readonly name: string;
  /** Revision of the shown entry: a change by somebody else is not removed unseen. */
  readonly revision: string;
  /** The page to open afterwards. */
  readonly next: string;
}

/** Removes an entry, after a confirmation. */
export function RemoveEntry({ entry, name, revision, next }: RemoveEntryProps) {
  const t = useTranslations('settings');
  const app = useTranslations('app');
  const { api } = useConsole();
  const inWords = useFailure();
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState('');
  const [isOvertaken, setIsOvertaken] = useState(false);
  const close = () => {
    setIsAsking(false);
    setProblem('');
  };
  const remove = async () => {
    const answer = await removeEntry(api, entry, revision);
    if (answer.ok) {
      // A full page load: nothing of the removed entry stays in memory.
      location.assign(under(next));
      return;
    }
    const overtaken = isChangedMeanwhile(answer.error);
    setIsOvertaken(overtaken);
    setProblem(overtaken ? t('removeOvertaken') : inWords(answer.error));
  };
  return (
    <>
      <Button variant="quiet" onClick={() => setIsAsking(true)}>
        {t('remove')}
      </Button>
      {isAsking && (
        <Sheet
          onClose={close}
          title={t('removeTitle', { name })}
          hint={t(entry.kind === 'site' ? 'removeSiteHint' : 'removeHint')}
          actions={
            <>
              <Button size="large" onClick={close}>
                {app('cancel')}
              </Button>
              {isOvertaken ? (
                <Button size="large" variant="primary" onClick={() => location.reload()}>
                  {t('loadTheirs')}
                </Button>
              ) : (
                <Button size="large" variant="primary" onClick={() => void remove()}>
                  {t('removeNamed', { name })}
                </Button>
              )}
            </>
          }
        >
          <p role="alert" className="font-medium">
            {problem}
          </p>
        </Sheet>
      )}
    </>
  );
}
