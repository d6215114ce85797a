import { useFormatter, useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { ask } from '#lib/api/client.ts';
import type { Device } from '#lib/contract/device.ts';
import { useFailure } from '../use-failure.ts';
import { useSensorError } from '../use-sensor-error.ts';
import { exportPath } from './device-files.ts';
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
  const days = useDevicePart(
    'days',
    (api, init) => ask(api.GET('/api/v1/sensors/{site}/{sensor}/device/days', init)),
    device.parts.includes('days'),
  );
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

/** Before a device's memory is deleted: starts a back-fill, and shows its progress. */
function FetchFirst({ backfills }: { readonly backfills: Backfills }) {
  const t = useTranslations('sensorPage.actions');
  const { number } = useFormatter();
  const inWords = useSensorError();
  const words = useFailure();
  const { share, ended, request, fetch } = backfills;
  const lost = ended.find(({ error }) => error !== undefined)?.error;
  if (share !== undefined) {
    return (
      <p role="status" className="mt-1 font-semibold">
        {share === 1
          ? t('fetchedAll')
          : t('fetching', { share: number(share, { style: 'percent', maximumFractionDigits: 0 }) })}
      </p>
    );
  }
  const isDone = request === 'nothing' || request === 'taken';
  return (
    <>
      {lost === undefined ? (
        <p role="status" className="mt-1 text-muted">
          {t(isDone ? 'nothingMissing' : 'fetchHint')}
        </p>
      ) : (
        <Note kind="failed">{t('notFetched', { why: inWords(lost.error) })}</Note>
      )}
      <Button className="mt-3" disabled={request === 'asking'} onClick={() => void fetch()}>
        {t(request === 'asking' ? 'fetchingSoon' : 'fetchFirst')}
      </Button>
      {typeof request === 'object' && <Note kind="failed">{words(request)}</Note>}
    </>
  );
}
