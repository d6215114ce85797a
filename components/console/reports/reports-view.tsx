'use client';

import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { ReportKind } from '#lib/contract/report.ts';
import { useChosenSite, useConsole, useHasSeveral } from '../console-context.ts';
import { downloadFile } from '../history/save-file.ts';
import { PageTitle } from '../page-title.tsx';
import { mayConfigure } from '../permissions.ts';
import { SiteField } from '../site-field.tsx';
import { movedDay, startDay } from './report-day.ts';
import { ReportReceivers } from './report-receivers.tsx';

/** In the place of a site: all of them. */
const chain = '';

/** Weekly and monthly reports: looked at, printed, saved, and to whom they go by e-mail. */
export function ReportsView() {
  const t = useTranslations('reports');
  const { session } = useConsole();
  const hasSeveral = useHasSeveral();
  const [one, choose] = useChosenSite();
  const [isWhole, setIsWhole] = useState(hasSeveral);
  const site = isWhole ? chain : one;
  const [kind, setKind] = useState<ReportKind>('week');
  const [day, setDay] = useState(() => startDay('week', new Date()));
  const [hasFailed, setHasFailed] = useState(false);
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(900);
  const { role } = session.user;
  const query = new URLSearchParams({ kind, day });
  const page = `/console/reports/page?${new URLSearchParams({ ...(site !== chain && { site }), kind, day })}`;
  const move = (steps: number) => setDay(movedDay(kind, day, steps));
  const isLast = movedDay(kind, day, 1) > new Date().toISOString().slice(0, 10);
  const save = async () => {
    const path = site === chain ? '/api/v1/report' : `/api/v1/sites/${site}/report`;
    setHasFailed(!(await downloadFile(`${path}?${query}`, { accept: 'text/csv' })).ok);
  };
  const mayReceive = site === chain ? role === 'administrator' : mayConfigure(role);
  return (
    <div className="mx-auto max-w-5xl px-4 pb-8 sm:px-6">
      <PageTitle>{t('title')}</PageTitle>
      <p className="mb-4 max-w-prose text-muted">{t('intro')}</p>
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-56">
          <SiteField
            label={t('what')}
            isSmall
            value={site}
            none={hasSeveral ? t('chain') : undefined}
            onChange={(chosen) => {
              setIsWhole(chosen === chain);
              if (chosen !== chain) choose(chosen);
            }}
          />
        </div>
        <SelectField
          label={t('kind')}
          isSmall
          className="w-40"
          value={kind}
          onChange={(event) => {
            const next = event.target.value === 'month' ? 'month' : 'week';
            setKind(next);
            setDay(startDay(next, new Date()));
          }}
        >
          <option value="week">{t('week')}</option>
          <option value="month">{t('month')}</option>
        </SelectField>
        <Button onClick={() => move(-1)}>{t('earlier')}</Button>
        <Button onClick={() => move(1)} disabled={isLast}>
          {t('later')}
        </Button>
        <span className="flex-1" />
        <Button onClick={() => void save()}>{t('csv')}</Button>
        <Button variant="primary" onClick={() => frame.current?.contentWindow?.print()}>
          {t('print')}
        </Button>
      </div>
      <p role="alert" className="mt-2 font-semibold empty:hidden">
        {hasFailed && t('failed')}
      </p>
      <iframe
        ref={frame}
        title={t('frame')}
        src={page}
        data-report={`${kind} ${day}`}
        onLoad={() => {
          const document = frame.current?.contentDocument?.documentElement;
          if (document) setHeight(document.scrollHeight);
        }}
        style={{ height }}
        className="mt-4 w-full rounded-xl border border-line bg-white"
      />
      {mayReceive && (
        <ReportReceivers key={site} site={site === chain ? undefined : site} kind={kind} day={day} />
      )}
    </div>
  );
}
