import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { isChangedMeanwhile } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import { useConsole } from '../console-context.ts';
import { useCommand } from '../use-command.ts';
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
  const { failure, run, clear } = useCommand();
  const [isAsking, setIsAsking] = useState(false);
  const [isOvertaken, setIsOvertaken] = useState(false);
  const close = () => {
    setIsAsking(false);
    clear();
  };
  const remove = async () => {
    const answer = await run(removeEntry(api, entry, revision), (refusal) =>
      isChangedMeanwhile(refusal) ? t('removeOvertaken') : undefined,
    );
    // A full page load: nothing of the removed entry stays in memory.
    if (answer.ok) location.assign(under(next));
    else setIsOvertaken(isChangedMeanwhile(answer.error));
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
            {failure}
          </p>
        </Sheet>
      )}
    </>
  );
}
