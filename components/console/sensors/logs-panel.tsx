import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { ask } from '#lib/api/client.ts';
import { deviceRoot } from './device-files.ts';
import { Note } from './note.tsx';
import { PartContent } from './part-content.tsx';
import { useDevicePart, useSensor } from './sensor-context.ts';
import { useDownload } from './use-download.ts';
import { useFileFailure } from './use-file-failure.ts';

/** The logs of the device, loaded on demand: to read, and as an archive for support. */
export function LogsPanel() {
  const t = useTranslations('sensorPage.logs');
  const page = useTranslations('sensorPage.export');
  const words = useFileFailure();
  const { site, sensor } = useSensor();
  const [isWanted, setIsWanted] = useState(false);
  const part = useDevicePart(
    'logs',
    (api, init) => ask(api.GET('/api/v1/sensors/{site}/{sensor}/device/logs', init)),
    isWanted,
  );
  const archive = useDownload();
  return (
    <Panel title={t('title')}>
      <p className="mb-3 max-w-prose text-sm text-muted">{t('hint')}</p>
      <div className="flex flex-wrap gap-2">
        <Button disabled={part.isAsking} onClick={() => (isWanted ? part.askAgain() : setIsWanted(true))}>
          {part.isAsking ? t('fetching') : isWanted ? t('again') : t('show')}
        </Button>
        <Button
          disabled={archive.isRunning}
          onClick={() => void archive.start(`${deviceRoot(`${site}/${sensor}`)}/logs/archive`)}
        >
          {archive.isRunning ? t('fetching') : t('archive')}
        </Button>
      </div>
      {archive.file !== undefined && <Note kind="done">{page('downloaded', { file: archive.file })}</Note>}
      {archive.failure !== undefined && <Note kind="failed">{words(archive.failure)}</Note>}
      {isWanted && (
        <div className="mt-3">
          <PartContent part={part} skeleton="h-48">
            {({ text }) =>
              text.trim() === '' ? (
                <p className="text-muted">{t('empty')}</p>
              ) : (
                <section
                  aria-label={t('label')}
                  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
                  tabIndex={0}
                  className="max-h-96 overflow-auto rounded-lg border border-line bg-paper p-3"
                >
                  <pre className="whitespace-pre-wrap break-words font-mono text-sm">{text}</pre>
                </section>
              )
            }
          </PartContent>
        </div>
      )}
    </Panel>
  );
}
