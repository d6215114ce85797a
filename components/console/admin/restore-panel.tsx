import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { exchange } from '#lib/api/client.ts';
import { under } from '#lib/base-path.ts';
import { untilReady } from '../until-ready.ts';
import { useAdminWords } from './admin-words.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';

const backupType = { 'content-type': 'application/vnd.sqlite3' };

/** Replaces everything with a backup, after a confirmation. */
export function RestorePanel() {
  const t = useAdminWords();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [isStarting, setIsStarting] = useState(false);
  const close = () => {
    setFile(undefined);
    // So that the same file can be chosen again.
    if (input.current !== null) input.current.value = '';
  };
  const restarted = async () => {
    close();
    setIsStarting(true);
    await untilReady();
    location.assign(under('/console/admin/installation'));
  };
  return (
    <Panel title={t('installation.restore')}>
      <p className="max-w-prose text-muted">{t('installation.restoreHint')}</p>
      <input
        ref={input}
        type="file"
        accept=".db,application/vnd.sqlite3"
        aria-label={t('installation.restore')}
        className="hidden"
        onChange={(event) => setFile(event.target.files?.[0])}
      />
      <Button className="mt-4" disabled={isStarting} onClick={() => input.current?.click()}>
        {t('installation.restoreAction')}
      </Button>
      <p role="status" className="mt-2 font-semibold empty:hidden">
        {isStarting && t('installation.restoreRunning')}
      </p>
      {file !== undefined && (
        <ConfirmSheet
          title={t('installation.restoreTitle')}
          hint={t('installation.restoreWhat', { file: file.name })}
          action={t('installation.restoreNow')}
          // It answers when the backup was examined and Doorlight begins to start with it.
          call={() =>
            exchange('/api/v1/restore', { method: 'POST', headers: backupType, body: file }, () => null)
          }
          onDone={() => void restarted()}
          onClose={close}
        />
      )}
    </Panel>
  );
}
