'use client';

import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import type { Device } from '#lib/contract/device.ts';
import { exportPath } from './device-api.ts';
import { FetchFirst } from './fetch-first.tsx';
import { Note } from './note.tsx';
import { useDevicePart, useSensor } from './sensor-context.ts';
import type { Backfills } from './use-backfills.ts';
import { useDownload } from './use-download.ts';
import { useFileFailure } from './use-file-failure.ts';

export interface CopyFirstProps {
  readonly device: Device;
  readonly backfills: Backfills;
}

/**
 * Before a device's memory is deleted: whether Doorlight has fetched what it missed, and a download of
 * everything.
 */
export function CopyFirst({ device, backfills }: CopyFirstProps) {
  const t = useTranslations('sensorPage.actions');
  const files = useTranslations('sensorPage.export');
  const words = useFileFailure();
  const { site, sensor } = useSensor();
  const download = useDownload();
  const days = useDevicePart('days', (api) => api.days(), device.parts.includes('days'));
  const stored = days.value?.days ?? [];
  const from = stored[0];
  const to = stored.at(-1);
  const offer = device.exports[0];
  const [format] = offer?.formats ?? [];
  const [resolution] = offer?.resolutions ?? [];
  const start = () => {
    if (offer === undefined || format === undefined || resolution === undefined) return;
    if (from === undefined || to === undefined) return;
    const query = { subject: offer.subject, format, resolution, from, to };
    void download.start(exportPath(`${site}/${sensor}`, query));
  };
  return (
    <section aria-label={t('copyTitle')} className="rounded-lg border border-line px-4 py-3">
      <h3 className="font-semibold">{t('copyTitle')}</h3>
      {device.hasHistory && <FetchFirst backfills={backfills} />}
      {from !== undefined && offer !== undefined && (
        <>
          <p className="mt-4 text-muted">{t('copyHint')}</p>
          <Button className="mt-3" disabled={download.isRunning} onClick={start}>
            {download.isRunning ? files('downloading') : t('copy')}
          </Button>
        </>
      )}
      {download.file !== undefined && <Note kind="done">{files('downloaded', { file: download.file })}</Note>}
      {download.failure !== undefined && <Note kind="failed">{words(download.failure)}</Note>}
    </section>
  );
}
