import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Panel } from '#components/ui/panel.tsx';
import type { ExportOffer } from '#lib/contract/device.ts';
import { useConsole } from '../console-context.ts';
import { Choice } from './choice.tsx';
import { exportPath } from './device-files.ts';
import { dayAt, daysApart, daysBack } from './export-days.ts';
import { Note } from './note.tsx';
import { useSensor } from './sensor-context.ts';
import { useDownload } from './use-download.ts';
import { useFileFailure } from './use-file-failure.ts';

export interface ExportPanelProps {
  readonly offers: readonly ExportOffer[];
}

/** Default number of days of an export. */
const usualDays = 7;

/** The device's own memory, as a file in each format it offers. */
export function ExportPanel({ offers }: ExportPanelProps) {
  const t = useTranslations('sensorPage.export');
  const words = useFileFailure();
  const { sites, renderedAt } = useConsole();
  const { site, sensor } = useSensor();
  const timezone = sites.find(({ id }) => id === site)?.timezone ?? 'UTC';
  const today = dayAt(renderedAt, timezone);
  const download = useDownload();
  const [chosen, setChosen] = useState<ExportOffer['subject']>();
  const offer = offers.find(({ subject }) => subject === chosen) ?? offers[0];
  const [format, setFormat] = useState<ExportOffer['formats'][number]>();
  const [resolution, setResolution] = useState<ExportOffer['resolutions'][number]>();
  const [from, setFrom] = useState(daysBack(today, usualDays - 1));
  const [to, setTo] = useState(today);
  if (offer === undefined) return null;
  const shownFormat = offer.formats.find((each) => each === format) ?? offer.formats[0];
  const shownResolution =
    offer.resolutions.find((each) => each === (resolution ?? '1h')) ?? offer.resolutions[0];
  if (shownFormat === undefined || shownResolution === undefined) return null;
  const wrong = whatIsWrong(from, to, offer.mostDays);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (wrong !== undefined) return;
    const query = { subject: offer.subject, format: shownFormat, resolution: shownResolution, from, to };
    void download.start(exportPath(`${site}/${sensor}`, query));
  };

  return (
    <Panel title={t('title')}>
      <p className="mb-3 max-w-prose text-sm text-muted">{t('hint')}</p>
      <form onSubmit={submit} noValidate className="grid gap-4 sm:grid-cols-2">
        <Choice
          label={t('subject')}
          options={offers.map(({ subject }) => subject)}
          value={offer.subject}
          onChoose={setChosen}
          words={(subject) => t(subject)}
        />
        <Choice
          label={t('format')}
          options={offer.formats}
          value={shownFormat}
          onChoose={setFormat}
          words={(each) => (each === 'cnt' ? t('cnt') : each.toUpperCase())}
        />
        <Field
          label={t('from')}
          type="date"
          max={today}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <Field
          label={t('to')}
          type="date"
          max={today}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        {shownFormat !== 'cnt' && (
          <Choice
            label={t('resolution')}
            options={offer.resolutions}
            value={shownResolution}
            onChoose={setResolution}
            words={(each) => t(each)}
          />
        )}
        <Button
          type="submit"
          className="h-12 self-end sm:col-start-2"
          disabled={download.isRunning || wrong !== undefined}
        >
          {download.isRunning ? t('downloading') : t('download')}
        </Button>
      </form>
      {wrong === 'order' && <Note kind="failed">{t('wrongDays')}</Note>}
      {typeof wrong === 'number' && <Note kind="failed">{t('mostDays', { count: wrong })}</Note>}
      {download.file !== undefined && <Note kind="done">{t('downloaded', { file: download.file })}</Note>}
      {download.failure !== undefined && <Note kind="failed">{words(download.failure)}</Note>}
    </Panel>
  );
}

/** `order`: the last day is before the first; a number: the exceeded limit of days. */
function whatIsWrong(from: string, to: string, maxDays: number | undefined): 'order' | number | undefined {
  if (from === '' || to === '' || from > to) return 'order';
  return maxDays !== undefined && daysApart(from, to) + 1 > maxDays ? maxDays : undefined;
}
